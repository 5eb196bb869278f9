package org.topostream.trainer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import org.junit.jupiter.api.Test;

import org.topostream.factortopy.encoder.StepReport;

class RunawayGuardTest {
    private static StepReport step(double loss, boolean accepted) {
        return new StepReport(1, loss, 0, loss, 1, accepted);
    }

    private static RunawayGuard after(int steps, double loss) {
        RunawayGuard guard = new RunawayGuard();
        for (int i = 0; i < steps; i++) {
            guard.record(step(loss, true));
        }
        return guard;
    }

    @Test
    void letsEverythingThroughUntilItKnowsWhatIsOrdinary() {
        assertEquals(Double.POSITIVE_INFINITY, after(RunawayGuard.FEWEST - 1, 0.5).limit());
    }

    @Test
    void theLimitIsAMultipleOfTheMedian() {
        RunawayGuard guard = after(RunawayGuard.FEWEST, 0.5);
        guard.record(step(4, true));
        guard.record(step(0.1, true));

        assertEquals(0.5 * RunawayGuard.MOST, guard.limit());
    }

    @Test
    void oneWildLossDoesNotMoveTheLimit() {
        RunawayGuard guard = after(RunawayGuard.WINDOW, 0.5);

        guard.record(step(1e9, false));

        assertEquals(0.5 * RunawayGuard.MOST, guard.limit());
        assertEquals(1, guard.refused());
    }

    @Test
    void aLastingChangeIsOrdinaryAfterHalfAWindow() {
        RunawayGuard guard = after(RunawayGuard.WINDOW, 0.5);
        int refused = 0;
        while (guard.limit() < 20) {
            guard.record(step(20, false));
            refused++;
        }

        assertTrue(Math.abs(refused - RunawayGuard.WINDOW / 2) <= 1, "refused " + refused);
    }

    @Test
    void lossesThatAreNoNumbersAreCountedButNotRemembered() {
        RunawayGuard guard = after(RunawayGuard.WINDOW, 0.5);
        for (int i = 0; i < RunawayGuard.WINDOW; i++) {
            guard.record(step(Double.NaN, false));
        }

        assertEquals(0.5 * RunawayGuard.MOST, guard.limit());
        assertEquals(RunawayGuard.WINDOW, guard.refused());
    }

    @Test
    void goesOnFromItsBytesAsIfItHadNeverStopped() {
        RunawayGuard guard = after(70, 0.5);
        for (int i = 0; i < 60; i++) {
            guard.record(step(i, i % 7 != 0));
        }

        RunawayGuard resumed = RunawayGuard.fromBytes(guard.toBytes());

        assertEquals(guard.limit(), resumed.limit());
        assertEquals(guard.refused(), resumed.refused());
        for (int i = 0; i < 150; i++) {
            guard.record(step(i * 0.1, true));
            resumed.record(step(i * 0.1, true));
            assertEquals(guard.limit(), resumed.limit(), "after " + i + " more steps");
        }
        assertArrayEquals(guard.toBytes(), resumed.toBytes());
    }

    @Test
    void readsWhatTrainersWroteBeforeThereWereVersions() {
        ByteBuffer old = ByteBuffer.allocate(8 * (1 + RunawayGuard.FEWEST)).order(ByteOrder.LITTLE_ENDIAN).putLong(3);
        while (old.hasRemaining()) {
            old.putDouble(0.25);
        }

        RunawayGuard guard = RunawayGuard.fromBytes(old.array());

        assertEquals(3, guard.refused());
        assertEquals(0.25 * RunawayGuard.MOST, guard.limit());
    }

    @Test
    void refusesLossesOfALaterVersion() {
        byte[] later = new RunawayGuard().toBytes();
        later[4] = 2;

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> RunawayGuard.fromBytes(later));

        assertTrue(e.getMessage().startsWith("the last losses are of format version 2"), e.getMessage());
    }

    @Test
    void refusesOtherBytes() {
        assertThrows(IllegalArgumentException.class, () -> RunawayGuard.fromBytes(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> RunawayGuard.fromBytes(new byte[12]));
        assertThrows(IllegalArgumentException.class,
                () -> RunawayGuard.fromBytes(new byte[8 * (RunawayGuard.WINDOW + 2)]));
    }
}
