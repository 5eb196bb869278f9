package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.avro.Response;

class SeenRunTest {
    private final SeenRun run = new SeenRun();

    private static Response.Builder response(double seenUntil) {
        return Response.newBuilder(Records.response()).setRun("r1").setOnset(2.0).setSeenUntil(seenUntil);
    }

    @Test
    void theFirstThatHadSeenBeyondAMomentIsFound() {
        assertTrue(run.add(response(12).build(), 3));
        assertFalse(run.add(response(9).build(), 4), "an earlier one that came later");
        assertFalse(run.add(response(12).build(), 5));
        assertTrue(run.add(response(21).build(), 8));

        assertEquals(OptionalLong.of(3), run.firstBeyond(-1));
        assertEquals(OptionalLong.of(3), run.firstBeyond(11.9));
        assertEquals(OptionalLong.of(8), run.firstBeyond(12), "what ended then has seen nothing of what began then");
        assertEquals(OptionalLong.empty(), run.firstBeyond(21));
    }

    @Test
    void aStoreMayKeepIt() {
        run.add(response(12).build(), 3);
        run.add(response(21).build(), 1L << 40);

        SeenRun again = SeenRun.of(run.numbers());

        assertArrayEquals(new double[]{12, 3, 21, 1L << 40}, again.numbers());
        assertEquals(OptionalLong.of(1L << 40), again.firstBeyond(20));
    }

    @Test
    void whatDoesNotSayWhatItHadSeenHasNoRun() {
        assertEquals(Optional.of("r1"), SeenRun.runOf(response(12).build()));
        assertEquals(Optional.empty(), SeenRun.runOf(response(12).setRun("").build()));
        assertEquals(Optional.empty(), SeenRun.runOf(response(12).setOnset(null).build()));
        assertEquals(Optional.empty(), SeenRun.runOf(response(12).setSeenUntil(null).build()));
        assertFalse(run.add(response(Double.NaN).build(), 0));
    }
}
