package org.topostream.producers.scan.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class FileOrderTest {
    @Test
    void numbersCountAsNumbers() {
        List<Path> expected = List.of(Path.of("a"), Path.of("a/2"), Path.of("a/10"), Path.of("a/10.dcm"),
                Path.of("a/IM1"), Path.of("a/IM09"), Path.of("a/IM9"), Path.of("a/IM10"), Path.of("a/IM10-1"),
                Path.of("a/IM99999999999999999999"), Path.of("a/IM100000000000000000000"), Path.of("b/1"));
        for (int seed = 0; seed < 20; seed++) {
            List<Path> files = new ArrayList<>(expected);
            Collections.shuffle(files, new Random(seed));

            files.sort(new FileOrder());

            assertEquals(expected, files, "seed " + seed);
        }
    }
}
