package org.topostream.factortopy.image;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Stored samples, by the JDK's own readers and without their colour conversion.
///
/// The JDK's conversion of grey pictures to sRGB brightens them (its grey colour space is linear), and plug-ins on the
/// class path would change pixels from one installation to the next: neither is wanted.
///
/// @param raster   the samples as stored
/// @param warnings what the reader said while it read
record RasterSource(Raster raster, List<String> warnings) {

    @FunctionalInterface
    private interface Reading {
        Raster read(ImageReader reader) throws IOException;
    }

    /// Reads `[H, W, components]` as stored, before any colour conversion.
    static RasterSource jpeg(byte[] encoded) throws BadImageException {
        return read("jpeg", encoded, reader -> reader.readRaster(0, reader.getDefaultReadParam()));
    }

    /// Reads samples or palette indices as stored.
    static RasterSource png(byte[] encoded) throws BadImageException {
        return read("png", encoded, reader -> reader.read(0).getRaster());
    }

    private static RasterSource read(String format, byte[] encoded, Reading reading) throws BadImageException {
        ImageReader reader = reader(format);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.setInput(stream, true, true);
            return new RasterSource(reading.read(reader), List.copyOf(warnings));
        } catch (IOException | RuntimeException e) {
            // The readers throw unchecked exceptions of many kinds when a file contradicts itself.
            throw new BadImageException("expected decodable " + format + " data, got: " + e, e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(String format) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if ("java.desktop".equals(reader.getClass().getModule().getName())) {
                return reader;
            }
        }
        throw new IllegalStateException(
                "expected a Java runtime that reads " + format + ", got one without java.desktop");
    }
}
