package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.npy.NpyFile;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;

/// `maps` on what a demo has left.
@ExtendWith(DemoRun.Resolver.class)
@Timeout(300)
class MapsCommandTest {
    @Test
    void listsTheNewestOfEachKind(DemoRun demo) {
        CommandRun run = CommandRun.of(demo.siteOptions("maps", "list"));

        assertEquals(0, run.status(), run.printed());
        for (String kind : Set.of("layer", "channels", "r", "noise-ceiling")) {
            assertTrue(run.printed().lines().anyMatch(line -> line.contains(DemoRun.BACKBONE) && line.contains(kind)),
                    run.printed());
        }
    }

    @Test
    void exportsWhatTheTopicHolds(DemoRun demo, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("space.npy");

        CommandRun run = CommandRun.of(demo.siteOptions("maps", "export", "--subject", DemoRun.SUBJECT, "--backbone",
                DemoRun.BACKBONE, "--kind", "space", "--format", "npy", "-o", file.toString()));

        assertEquals(0, run.status(), run.printed());
        CorticalMap newest = Committed.<CorticalMap>records(demo.site(), Topics.maps(DemoRun.SUBJECT).name()).stream()
                .filter(map -> map.key().equals(DemoRun.BACKBONE + "/space")).toList().getLast().value();
        assertArrayEquals(Tensors.floats(newest.getValues()),
                NpyFile.readFloat(file).values());
    }

    @Test
    void drawsARegionsReadoutsBackIntoAnImage(DemoRun demo, @TempDir Path folder) throws IOException {
        Path file = folder.resolve("v1.png");

        CommandRun run = CommandRun.of(demo.siteOptions("maps", "image", "--subject", DemoRun.SUBJECT, "--roi", "V1",
                "--stimulus", "phantom-00001", "--size", "64", "-o", file.toString()));

        assertEquals(0, run.status(), run.printed());
        BufferedImage image = ImageIO.read(file.toFile());
        Set<Integer> colours = new HashSet<>();
        for (int at = 0; at < 64; at++) {
            colours.add(image.getRGB(at, at));
        }
        assertEquals(64, image.getWidth());
        assertTrue(colours.size() > 3, () -> colours.toString());
    }

    @Test
    void saysWhichRegionsThereAre(DemoRun demo, @TempDir Path folder) {
        CommandRun run = CommandRun.of(demo.siteOptions("maps", "image", "--subject", DemoRun.SUBJECT, "--roi", "V9",
                "--stimulus", "phantom-00001", "-o", folder.resolve("x.png").toString()));

        assertEquals(1, run.status());
        assertTrue(run.printed().contains("has no region V9; it has [V1, V2, V3, V4, IT]"), run.printed());
    }
}
