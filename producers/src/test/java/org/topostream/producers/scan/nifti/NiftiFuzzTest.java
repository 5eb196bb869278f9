package org.topostream.producers.scan.nifti;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Damaged files end in volumes or in a BadScanException that names them; nothing else is thrown, and little memory
/// used, whatever their headers say.
@Timeout(120)
class NiftiFuzzTest {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 8 << 20;

    @TempDir
    private Path folder;
    private final List<byte[]> files = new ArrayList<>();
    private int refused;

    @BeforeEach
    void readFiles() throws IOException {
        for (JsonNode file : ScanReference.json("nifti_synthetic.json")) {
            files.add(ScanReference.file(file.path("file")));
        }
    }

    private void read(byte[] damaged) throws IOException {
        Path file = Files.write(folder.resolve("damaged_1.nii"), damaged);
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        try {
            NiftiFile.read(file, "run", FileNumbering.trailing(0));
        } catch (BadScanException e) {
            assertNamed(file, e);
        }
        try (NiftiSeries series = NiftiSeries.open(file, "run")) {
            Optional<ScannedVolume> volume = series.next();
            while (volume.isPresent()) {
                volume = series.next();
            }
            series.expectWhole();
        } catch (BadScanException e) {
            refused++;
            assertNamed(file, e);
        }
        long used = MEMORY.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < MOST_BYTES, used + " bytes of memory for a file of " + damaged.length);
    }

    private static void assertNamed(Path file, BadScanException refused) {
        assertTrue(refused.getMessage().startsWith(file + ": expected "), refused.toString());
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    @Test
    void readsOrRefusesDamagedFiles() {
        Cases.run(1_500, (random, number) -> read(Mutations.of(files.get(number % files.size()), random)));

        assertTrue(refused > 0, "no file was refused");
    }

    @Test
    void readsOrRefusesDamagedFilesThatAreGzipped() {
        Cases.run(600, (random, number) -> read(gzip(Mutations.of(files.get(number % files.size()), random))));
        Cases.run(600, (random, number) -> read(Mutations.of(gzip(files.get(number % files.size())), random)));

        assertTrue(refused > 0, "no file was refused");
    }

    @Test
    void refusesFilesThatAreCutOffAnywhere() throws IOException {
        for (byte[] file : List.of(files.getFirst(), files.getLast(), gzip(files.getFirst()))) {
            for (int length = 0; length < file.length; length++) {
                int before = refused;
                read(Arrays.copyOf(file, length));
                assertTrue(refused > before, length + " of " + file.length + " bytes were read");
            }
        }
    }
}
