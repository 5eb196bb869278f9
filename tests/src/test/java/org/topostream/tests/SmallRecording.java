package org.topostream.tests;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

import javax.imageio.ImageIO;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.npy.NpyFile;

/// A made-up recording: coloured discs, and voxels that answer to where they lie.
public final class SmallRecording {
    static final String SUBJECT = "small";
    /// An image that no trial names, and that is none.
    public static final String BROKEN_IMAGE = "broken.jpg";
    private static final int VOXELS = 12;
    private static final int SIZE = 64;

    private SmallRecording() {}

    public static Path write(Path folder, int trials) throws IOException {
        Path stimuli = Files.createDirectories(folder.resolve("stimuli"));
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder table = new StringBuilder("trial_id\tstimulus_id\tstim_file\trepeat\tsplit\n");
        float[] responses = new float[trials * VOXELS];
        for (int trial = 0; trial < trials; trial++) {
            int x = random.nextInt(SIZE);
            int y = random.nextInt(SIZE);
            ImageIO.write(disc(x, y), "jpeg", stimuli.resolve("s" + trial + ".jpg").toFile());
            table.append("t%d\ts%d\tstimuli/s%d.jpg\t0\t%s%n".formatted(trial, trial, trial,
                    trial % 5 == 4 ? "validation" : "train"));
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                double distance = Math.hypot(x - voxel * SIZE / (double) VOXELS, y - SIZE / 2.0) / SIZE;
                responses[trial * VOXELS + voxel] = (float) (Math.exp(-4 * distance) + random.nextGaussian(0, 0.1));
            }
        }
        float[] coordinates = new float[3 * VOXELS];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = random.nextInt(100);
        }
        Files.writeString(stimuli.resolve(BROKEN_IMAGE), "no image at all");
        Files.writeString(folder.resolve("trials.tsv"), table);
        Files.writeString(folder.resolve("subject.json"), "{\"subject\": \"" + SUBJECT + "\"}");
        NpyFile.write(folder.resolve("responses.npy"), new FloatTensor(new int[]{trials, VOXELS}, responses));
        NpyFile.write(folder.resolve("coordinates.npy"), new FloatTensor(new int[]{VOXELS, 3}, coordinates));
        return folder;
    }

    private static BufferedImage disc(int x, int y) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, SIZE, SIZE);
        graphics.setColor(Color.ORANGE);
        graphics.fillOval(x - 10, y - 10, 20, 20);
        graphics.dispose();
        return image;
    }
}
