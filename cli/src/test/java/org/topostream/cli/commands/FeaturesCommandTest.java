package org.topostream.cli.commands;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;

class FeaturesCommandTest {
    private static final int GREY = 20;

    @TempDir
    private Path folder;
    private Path images;
    private Path out;

    @BeforeEach
    void makeFolders() throws IOException {
        images = Files.createDirectories(folder.resolve("images"));
        out = folder.resolve("out");
    }

    @Test
    void writesTheFeaturesOfMoreThanOneBatchInTheOrderOfTheirNames() throws IOException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            names.add(write(String.format("%02d.png", i), GREY + i).toString());
        }
        Files.writeString(images.resolve("notes.txt"), "no image");

        CommandLineRun run = features(images);

        assertEquals(0, run.status(), run.err());
        assertEquals(names, Files.readAllLines(out.resolve("images.txt")));
        FloatTensor global = NpyFile.readFloat(out.resolve("layer.global.npy"));
        FloatTensor local = NpyFile.readFloat(out.resolve("layer.local.npy"));
        assertArrayEquals(new int[]{11, 3}, global.shape());
        assertArrayEquals(new int[]{11, 3, 8, 8}, local.shape());
        for (int i = 0; i < 11; i++) {
            assertEquals(GREY + i, global.values()[3 * i + 2]);
            assertEquals(Math.log(GREY + i), local.values()[3 * 64 * i + 100], 1e-6);
        }
        assertTrue(run.err().contains("11 of 11 images"), run.err());
    }

    @Test
    void namesBadImagesAndGoesOn() throws IOException {
        Path good = write("a.png", GREY);
        Path black = write("b.png", 0); // the logarithm of 0 is not finite
        Path broken = images.resolve("c.png");
        Files.writeString(broken, "no image");
        Path alsoGood = write("d.png", GREY + 1);

        CommandLineRun run = features(images);

        assertEquals(1, run.status());
        assertTrue(run.err().contains(black + ": left out: layer layer: local value 0 is not a finite number"),
                run.err());
        assertTrue(run.err().contains(broken + ": left out: expected a JPEG or a PNG, got text"), run.err());
        assertEquals(List.of(good.toString(), alsoGood.toString()), Files.readAllLines(out.resolve("images.txt")));
        assertArrayEquals(new float[]{GREY, GREY, GREY, GREY + 1, GREY + 1, GREY + 1},
                NpyFile.readFloat(out.resolve("layer.global.npy")).values());
        assertTrue(run.out().startsWith("features of 2 images under logarithm, 1 layers, in " + out
                + "; 2 images were left out"), run.out());
    }

    @Test
    void saysThatAFileIsNotThere() {
        CommandLineRun run = features(images.resolve("none.png"));

        assertEquals(1, run.status());
        assertEquals("topostream features: no such file or folder: " + images.resolve("none.png"),
                run.err().strip());
    }

    @Test
    void saysThatThereIsNoImage() {
        CommandLineRun run = features(images);

        assertEquals(1, run.status());
        assertEquals("topostream features: no .jpg, .jpeg or .png file in [" + images + "]", run.err().strip());
    }

    private CommandLineRun features(Path path) {
        return CommandLineRun.of("features", path.toString(), "--backbone", TestBackbones.logarithm(), "--out",
                out.toString());
    }

    private Path write(String name, int grey) throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(grey, grey, grey));
        graphics.fillRect(0, 0, 16, 16);
        graphics.dispose();
        Path file = images.resolve(name);
        ImageIO.write(image, "png", file.toFile());
        return file;
    }
}
