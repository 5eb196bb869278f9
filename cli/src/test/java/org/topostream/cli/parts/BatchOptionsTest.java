package org.topostream.cli.parts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import org.topostream.factortopy.backbone.BatchLimits;

class BatchOptionsTest {
    private static BatchLimits parse(String... arguments) {
        return CommandLine.populateCommand(new BatchOptions(), arguments).limits();
    }

    @Test
    void areTheBatchersDefaultsWhereNothingIsSaid() {
        assertEquals(BatchLimits.defaults(), parse());
    }

    @Test
    void setEveryLimit() {
        assertEquals(new BatchLimits(32, Duration.ofMillis(7), 3, 100L << 20), parse("--batch-images", "32",
                "--batch-deadline-ms", "7", "--batches-in-flight", "3", "--batch-memory-mb", "100"));
    }

    @Test
    void refuseABatchOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> parse("--batch-images", "0"));
    }
}
