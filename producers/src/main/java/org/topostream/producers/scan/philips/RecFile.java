package org.topostream.producers.scan.philips;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.topostream.producers.scan.BadScanException;

/// The images of a PAR file: one after the other, pixels of 8 or 16 bits without a sign, little-endian.
final class RecFile {
    private final Path file;

    private RecFile(Path file) {
        this.file = file;
    }

    /// @param par its name with another extension is that of the REC file, in lower case, upper case, or both
    /// @throws BadScanException where there is none
    static RecFile beside(Path par) throws BadScanException {
        String name = String.valueOf(par.getFileName());
        String stem = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        List<String> extensions = name.endsWith(".PAR")
                ? List.of(".REC", ".rec", ".Rec")
                : List.of(".rec", ".REC", ".Rec");
        for (String extension : extensions) {
            Path file = par.resolveSibling(stem + extension);
            if (Files.isRegularFile(file)) {
                return new RecFile(file);
            }
        }
        throw new BadScanException(par + ": expected " + stem + extensions.getFirst() + " beside it, got no such file");
    }

    /// @param images of a volume, slice after slice
    /// @return `[Z, Y, X]` displayed values, x fastest
    /// @throws BadScanException where the file ends before
    float[] values(List<ParImage> images, ParGrid grid) throws BadScanException {
        expectBytesOf(images, grid);
        float[] values = new float[Math.multiplyExact(images.size(), grid.pixels())];
        ByteBuffer stored = ByteBuffer.allocate(grid.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (ParImage image : images) {
                read(channel, stored.clear(), (long) image.index() * grid.bytes());
                for (int pixel = 0; pixel < grid.pixels(); pixel++) {
                    int value = grid.bits() == Byte.SIZE
                            ? Byte.toUnsignedInt(stored.get(pixel))
                            : Short.toUnsignedInt(stored.getShort(Short.BYTES * pixel));
                    values[at] = (float) (value * image.slope() + image.intercept());
                    at++;
                }
            }
        } catch (BadScanException e) {
            throw e;
        } catch (IOException e) {
            throw new BadScanException(file + ": expected a file that can be read: " + e, e);
        }
        return values;
    }

    private void expectBytesOf(List<ParImage> images, ParGrid grid) throws BadScanException {
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw new BadScanException(file + ": expected a file that can be read: " + e, e);
        }
        for (ParImage image : images) {
            long end = (image.index() + 1L) * grid.bytes();
            if (end > size) {
                throw new BadScanException(file + ": expected " + end + " bytes for the image of line " + image.line()
                        + " of the PAR file, got " + size);
            }
        }
    }

    private void read(FileChannel channel, ByteBuffer into, long from) throws IOException {
        int last = 0;
        while (into.hasRemaining() && last >= 0) {
            last = channel.read(into, from + into.position());
        }
        if (into.hasRemaining()) {
            throw new BadScanException(file + ": expected " + into.capacity() + " bytes from byte " + from + " on, got "
                    + into.position());
        }
    }
}
