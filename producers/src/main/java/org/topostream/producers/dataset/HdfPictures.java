package org.topostream.producers.dataset;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import javax.imageio.ImageIO;

import org.topostream.producers.ImageFile;
import org.topostream.producers.dataset.table.HdfArray;
import org.topostream.producers.dataset.table.HdfSource;

/// Pictures in an array `[pictures, height, width, 3]` of an HDF5 file, red, green and blue from 0 to 255, such as
/// `imgBrick` of NSD's `nsd_stimuli.hdf5`. A picture's name is its number from 0; it is given as PNG.
public final class HdfPictures implements Pictures {
    private static final int CHANNELS = 3;

    private final Path path;
    private final HdfSource file;
    private final HdfArray array;

    private HdfPictures(Path path, HdfSource file, HdfArray array) {
        this.path = path;
        this.file = file;
        this.array = array;
    }

    /// @param name of the array
    /// @throws IOException where the file is absent, or has no such array
    public static HdfPictures open(Path path, String name) throws IOException {
        HdfSource file = HdfSource.open(path);
        try {
            HdfArray array = file.array(name);
            long[] shape = array.shape();
            if (shape.length != 4 || shape[3] != CHANNELS || !array.isWhole()) {
                throw new IOException(path + ": expected whole numbers [pictures, height, width, 3] in " + name
                        + ", got the shape " + Arrays.toString(shape));
            }
            return new HdfPictures(path, file, array);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public ImageFile picture(String name) throws IOException {
        int number;
        try {
            number = Integer.parseInt(name);
        } catch (NumberFormatException e) {
            throw new IOException(path + ": expected the number of a picture, got " + name, e);
        }
        if (number < 0 || number >= array.shape()[0]) {
            throw new IOException(path + ": expected a picture from 0 to " + (array.shape()[0] - 1) + ", got " + name);
        }
        int height = Math.toIntExact(array.shape()[1]);
        int width = Math.toIntExact(array.shape()[2]);
        float[] values = array.read(new long[]{number, 0, 0, 0}, new int[]{1, height, width, CHANNELS});
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < width * height; pixel++) {
            int colour = 0;
            for (int channel = 0; channel < CHANNELS; channel++) {
                colour = (colour << Byte.SIZE) | ((int) values[CHANNELS * pixel + channel] & 0xFF);
            }
            image.setRGB(pixel % width, pixel / width, colour);
        }
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", encoded)) {
            throw new IOException("this Java writes no PNG");
        }
        return new ImageFile(encoded.toByteArray(), Optional.empty());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
