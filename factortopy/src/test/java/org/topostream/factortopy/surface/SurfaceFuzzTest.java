package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Damaged files of every kind are read or refused with their name; nothing else is thrown.
@Timeout(120)
class SurfaceFuzzTest {
    private static final List<String> FILES = List.of(NibabelFiles.ZLIB, NibabelFiles.ASCII, NibabelFiles.BIG,
            NibabelFiles.VALUES, NibabelFiles.LABELS, NibabelFiles.SURFACE, NibabelFiles.CURV, NibabelFiles.ANNOT,
            NibabelFiles.MGH_FLOAT, NibabelFiles.MGH_INT, NibabelFiles.MGH_SHORT, NibabelFiles.MGH_UCHAR);

    @TempDir
    private Path folder;

    private interface Reader {
        Object read(Path file) throws IOException;
    }

    private static final List<Reader> READERS = List.of(MeshFile::read, VertexFile::read,
            file -> RegionFile.read(file, 4), file -> MeshFile.readFlat(file, NibabelFiles.TETRAHEDRON),
            MeshFile::hemisphere);

    /// Unpacked, so that damage is not found by gzip's checksum alone.
    private static byte[] plain(String base64) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (bytes[0] != 0x1F) {
            return bytes;
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    /// @return how many readers refused it
    private int read(byte[] damaged) throws IOException {
        Path file = Files.write(folder.resolve("damaged"), damaged);
        int refused = 0;
        for (Reader reader : READERS) {
            try {
                reader.read(file);
            } catch (IOException e) {
                refused++;
                assertTrue(e.getMessage().startsWith(file + ": "), e.toString());
            }
        }
        return refused;
    }

    @Test
    void readsOrRefusesDamagedFiles() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String file : FILES) {
            files.add(plain(file));
        }
        int[] refused = new int[1];

        Cases.run(3_000,
                (random, number) -> refused[0] += read(Mutations.of(files.get(number % files.size()), random)));

        assertTrue(refused[0] > 0, "no file was refused");
    }

    @Test
    void refusesFilesThatAreCutOffAnywhere() throws IOException {
        byte[] surface = plain(NibabelFiles.SURFACE);
        for (int length = 0; length < surface.length; length++) {
            assertEquals(READERS.size() - 1, read(Arrays.copyOf(surface, length)), length + " bytes");
        }
        byte[] gifti = plain(NibabelFiles.BIG);
        for (int length = 1; length < gifti.length - 8; length += 7) {
            assertEquals(READERS.size(), read(Arrays.copyOf(gifti, length)), length + " bytes");
        }
    }
}
