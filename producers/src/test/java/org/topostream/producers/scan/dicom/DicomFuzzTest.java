package org.topostream.producers.scan.dicom;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.producers.scan.BadScanException;

/// Damaged files become volumes, or are refused with their name; nothing else is thrown, and no more memory is taken
/// than they are worth.
@Timeout(180)
class DicomFuzzTest {
    /// What a file may take in memory while it is read, per byte of it and altogether.
    private static final long PER_BYTE = 64;
    private static final long AT_ALL = 8 << 20;

    private static final com.sun.management.ThreadMXBean MEMORY = (com.sun.management.ThreadMXBean) ManagementFactory
            .getThreadMXBean();

    private static List<DicomVolume> read(byte[] bytes) throws BadScanException {
        return new DicomVolumes().add(DicomFile.parse("damaged", bytes));
    }

    /// @return whether it was refused
    private static boolean isRefused(byte[] damaged) {
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        boolean isRefused = false;
        try {
            read(damaged);
        } catch (BadScanException e) {
            isRefused = true;
            assertTrue(e.getMessage().startsWith("damaged: "), e.toString());
        }
        long taken = MEMORY.getCurrentThreadAllocatedBytes() - before;
        assertTrue(taken < AT_ALL + PER_BYTE * damaged.length, taken + " bytes for " + damaged.length);
        return isRefused;
    }

    /// Bits turned, bytes set, parts cut out, put in or filled up.
    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            // the pixels are most of a file, and any are as good as others
            int at = random.nextInt(random.nextBoolean() ? damaged.length : Math.min(damaged.length, 6_000));
            int end = Math.min(damaged.length, at + 1 + random.nextInt(16));
            int length = end - at;
            switch (random.nextInt(5)) {
                case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[at] = (byte) random.nextInt(256);
                case 2 -> Arrays.fill(damaged, at, end, (byte) (random.nextBoolean() ? 0xFF : 0));
                case 3 -> damaged = cut(damaged, at, end);
                default -> System.arraycopy(damaged, random.nextInt(damaged.length - length), damaged, at, length);
            }
        }
        return damaged;
    }

    private static byte[] cut(byte[] bytes, int from, int until) {
        byte[] rest = Arrays.copyOf(bytes, bytes.length - (until - from));
        System.arraycopy(bytes, until, rest, from, bytes.length - until);
        return rest;
    }

    private static List<byte[]> files() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String name : DicomSamples.MADE_UP) {
            files.add(DicomSamples.madeUp(name));
        }
        files.add(new SliceFile(1).bytes());
        return files;
    }

    private static void assertAllAreReadOrRefused(List<byte[]> files, int cases) {
        int refused = 0;
        for (int number = 0; number < cases; number++) {
            byte[] damaged = damaged(files.get(number % files.size()), new Random(number));
            try {
                refused += isRefused(damaged) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("case " + number + ": " + e, e);
            }
        }
        assertTrue(refused > 0, "no file was refused");
        assertTrue(refused < cases, "every file was refused");
    }

    @Test
    void readsOrRefusesDamagedFiles() throws IOException {
        assertAllAreReadOrRefused(files(), 3_000);
    }

    @Test
    void readsOrRefusesDamagedFilesOfScanners() throws IOException {
        List<byte[]> files = new ArrayList<>();
        files.add(Files.readAllBytes(DicomSamples.siemens().getFirst()));
        files.add(Files.readAllBytes(DicomSamples.ge().getFirst()));

        assertAllAreReadOrRefused(files, 800);
    }

    @Test
    void refusesFilesThatAreCutOffAnywhere() throws IOException {
        for (byte[] file : files()) {
            for (int length = 0; length < file.length; length++) {
                byte[] damaged = Arrays.copyOf(file, length);
                assertThrows(BadScanException.class, () -> read(damaged), length + " bytes");
            }
        }
    }

    /// Its elements begin at even bytes; 17,000 bytes of them come before the pixels.
    @Test
    void refusesAFileOfAScannerThatIsCutOffAnywhere() throws IOException {
        byte[] file = Files.readAllBytes(DicomSamples.ge().getFirst());
        for (int length = 0; length < file.length; length += 2) {
            byte[] damaged = Arrays.copyOf(file, length);
            assertThrows(BadScanException.class, () -> read(damaged), length + " bytes");
        }
    }
}
