package org.topostream.producers.scan.socket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;

import org.junit.jupiter.api.Test;

class SampleNumbersTest {
    private static final int LENGTH = 100;

    private final SampleNumbers numbers = new SampleNumbers();

    private static byte[] sample(int number) {
        byte[] bytes = new byte[LENGTH];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    private int put(byte[] sample, String sender) {
        numbers.heardFrom(sender);
        int number = numbers.came(sample, 1, sender);
        numbers.taken();
        return number;
    }

    @Test
    void countsWhatOneSenderPutsEvenIfItIsAlike() {
        assertEquals(0, put(sample(1), "first"));
        assertEquals(1, put(sample(1), "first"));
        assertEquals(2, put(sample(2), "first"));
    }

    @Test
    void givesARepeatOfAnotherConnectionItsNumber() {
        assertEquals(0, put(sample(1), "first"));
        assertEquals(0, put(sample(1), "second"));
        assertEquals(1, put(sample(1), "second"));
    }

    @Test
    void takesWhatIsAlikeForTheNextOnceTheSenderIsKnownToHaveItsAnswer() {
        put(sample(1), "first");
        numbers.heardFrom("first");

        assertEquals(1, put(sample(1), "second"));
    }

    @Test
    void leavesTheNumberOfABrokenSampleOutUnlessItComesAgain() {
        put(sample(1), "first");
        numbers.heardFrom("first");
        assertEquals(OptionalInt.of(1), numbers.brokeOff(Arrays.copyOf(sample(2), 60), 1, "first"));

        assertEquals(2, put(sample(3), "second"));
    }

    @Test
    void givesABrokenSampleItsNumberWhenItComesAgain() {
        assertEquals(OptionalInt.of(0), numbers.brokeOff(Arrays.copyOf(sample(1), 60), 1, "first"));
        assertEquals(OptionalInt.of(0), numbers.brokeOff(Arrays.copyOf(sample(1), 50), 1, "second"));

        assertEquals(0, put(sample(1), "third"));
        assertEquals(1, put(sample(2), "third"));
    }

    @Test
    void losesNothingWhereARepeatBreaks() {
        put(sample(1), "first");

        assertEquals(OptionalInt.empty(), numbers.brokeOff(Arrays.copyOf(sample(1), 60), 1, "second"));
        assertEquals(1, put(sample(2), "third"));
    }

    @Test
    void concludesNothingFromBytesThatMayBeginAnySample() {
        assertEquals(OptionalInt.of(0), numbers.brokeOff(new byte[60], 1, "first"));
        assertEquals(1, put(new byte[LENGTH], "second"));
        numbers.heardFrom("second");
        assertEquals(OptionalInt.of(2), numbers.brokeOff(Arrays.copyOf(sample(1), 15), 1, "second"));
        assertEquals(3, put(sample(1), "third"));
    }

    @Test
    void countsSeveralSamplesOfOnePut() {
        assertEquals(OptionalInt.of(0), numbers.brokeOff(Arrays.copyOf(sample(1), 60), 3, "first"));
        assertEquals(0, numbers.came(sample(1), 3, "second"));
        assertEquals(3, numbers.came(sample(2), 1, "second"));
        numbers.restart();
        assertEquals(0, numbers.came(sample(2), 1, "second"));
    }
}
