package org.topostream.producers.scan.philips;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.ScannedVolume;
import org.topostream.producers.scan.nifti.FileNumbering;
import org.topostream.producers.scan.nifti.ScanReference;

/// Pairs as NiBabel reads them: `src/test/resources/scan/nifti_reference.py` wrote down what that is.
class ParRecReferenceTest {
    @TempDir
    private Path folder;

    @Test
    void readsEveryVersionAndOrientation() throws IOException {
        JsonNode pairs = ScanReference.json("parrec_synthetic.json");
        assertEquals(6, pairs.size());

        for (JsonNode expected : pairs) {
            ParRecFile run = ParRecPair.of(expected).open(folder);

            assertEquals(List.of(0, 1), run.numbers());
            for (int number : run.numbers()) {
                ScannedVolume volume = run.volume(number);
                ScanReference.assertVolume(expected, number, volume);
                assertEquals(OptionalDouble.of(2.0 * number), volume.acquiredAt());
                assertEquals(OptionalInt.of(2), volume.volumes());
            }
        }
    }

    /// Real-time dumps hold phase, then magnitude, and leave most of the header at 0.
    @Test
    void readsRealDumpsOfOneDynamicEach() throws IOException {
        int dumps = 0;
        for (Map.Entry<String, JsonNode> expected : ScanReference.json("nifti_reference.json").properties()) {
            if (expected.getKey().endsWith(".par")) {
                Path par = ScanReference.recording(expected.getKey());

                ParRecFile dump = ParRecFile.open(par, "0001", FileNumbering.trailing(0));

                assertEquals(List.of(dumps), dump.numbers());
                ScannedVolume volume = dump.volume(dumps);
                assertReal(expected.getValue(), volume);
                dumps++;
            }
        }
        assertEquals(4, dumps);
    }

    private static void assertReal(JsonNode expected, ScannedVolume volume) {
        ScanReference.assertGeometry(expected, volume);
        ScanReference.assertVoxels(expected, volume);
        CRC32 checksum = new CRC32();
        ScanReference.update(checksum, volume.values());
        assertEquals(expected.path("crc32").asLong(), checksum.getValue());
        double sum = ScanReference.sum(volume.values());
        assertEquals(expected.path("sum").asDouble(), sum, 1e-9 * sum);
        assertTrue(volume.seconds().isEmpty() && volume.volumes().isEmpty());
        // What NiBabel's parse_PAR_header has as dyn_scan_begin_time; 0 is also what a file has that does not tell.
        assertEquals(volume.number(), volume.acquiredAt().orElse(0));
    }
}
