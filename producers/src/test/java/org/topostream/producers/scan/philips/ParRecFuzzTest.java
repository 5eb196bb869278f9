package org.topostream.producers.scan.philips;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.nifti.FileNumbering;
import org.topostream.producers.scan.nifti.ScanReference;
import org.topostream.schemas.Cases;
import org.topostream.schemas.Mutations;

/// Damaged pairs end in volumes or in a BadScanException that names one of the two files; nothing else is thrown, and
/// little memory used, whatever their headers say.
@Timeout(120)
class ParRecFuzzTest {
    private static final ThreadMXBean MEMORY = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long MOST_BYTES = 8 << 20;

    @TempDir
    private Path folder;
    private final List<ParRecPair> pairs = new ArrayList<>();
    private int refused;

    @BeforeEach
    void readPairs() throws IOException {
        for (JsonNode pair : ScanReference.json("parrec_synthetic.json")) {
            pairs.add(ParRecPair.of(pair));
        }
    }

    private void read(byte[] par, byte[] rec) throws IOException {
        Path file = Files.write(folder.resolve("damaged_1.par"), par);
        Files.write(folder.resolve("damaged_1.rec"), rec);
        long before = MEMORY.getCurrentThreadAllocatedBytes();
        try {
            ParRecFile run = ParRecFile.open(file, "run", FileNumbering.trailing(0));
            for (int number : run.numbers()) {
                run.volume(number);
            }
        } catch (BadScanException e) {
            refused++;
            assertTrue(e.getMessage().startsWith(folder.resolve("damaged_1.").toString()), e.toString());
        }
        long used = MEMORY.getCurrentThreadAllocatedBytes() - before;
        assertTrue(used < MOST_BYTES, used + " bytes of memory for files of " + par.length + " and " + rec.length);
    }

    private static byte[] bytes(ParRecPair pair) {
        return pair.par().getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void readsOrRefusesDamagedHeaders() {
        Cases.run(1_000, (random, number) -> {
            ParRecPair pair = pairs.get(number % pairs.size());
            read(Mutations.of(bytes(pair), random), pair.rec());
        });

        assertTrue(refused > 0, "no pair was refused");
    }

    /// Bytes of images may have any value: only their number can be wrong.
    @Test
    void readsOrRefusesDamagedImages() {
        Cases.run(300, (random, number) -> {
            ParRecPair pair = pairs.get(number % pairs.size());
            read(bytes(pair), Mutations.of(pair.rec(), random));
        });

        assertTrue(refused > 0, "no pair was refused");
    }

    @Test
    void refusesPairsThatAreCutOffAnywhere() throws IOException {
        ParRecPair pair = pairs.getFirst();
        for (int length = 0; length < pair.rec().length; length++) {
            int before = refused;
            read(bytes(pair), Arrays.copyOf(pair.rec(), length));
            assertTrue(refused > before, length + " bytes of images were read");
        }
        byte[] par = bytes(pair);
        int images = pair.par().indexOf("\n1 1 1 1 ");
        for (int length = 0; length < images; length += 7) {
            int before = refused;
            read(Arrays.copyOf(par, length), pair.rec());
            assertTrue(refused > before, length + " bytes of the header were read");
        }
    }
}
