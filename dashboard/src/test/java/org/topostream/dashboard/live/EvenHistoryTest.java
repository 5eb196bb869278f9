package org.topostream.dashboard.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class EvenHistoryTest {
    private static List<Integer> keptOf(int added, int most) {
        EvenHistory<Integer> history = new EvenHistory<>(most);
        IntStream.range(0, added).forEach(history::add);
        return history.all();
    }

    @Test
    void keepsEverythingWhileThereIsRoom() {
        assertEquals(List.of(0, 1, 2, 3, 4), keptOf(5, 5));
    }

    @Test
    void takesFromTheOldestOfThoseThatLieClosest() {
        assertEquals(List.of(0, 2, 3, 4, 5), keptOf(6, 5));
        assertEquals(List.of(0, 2, 4, 5, 6), keptOf(7, 5));
    }

    @Test
    void keepsTheFirstAndTheLastWithRoomForTwo() {
        assertEquals(List.of(0, 999), keptOf(1_000, 2));
    }

    @Test
    void spansAllOfItEvenlyHoweverLongItBecomes() {
        for (int added : new int[]{201, 300, 1_000, 4_321, 20_000}) {
            List<Integer> kept = keptOf(added, 200);

            assertEquals(200, kept.size());
            assertEquals(0, kept.getFirst());
            assertEquals(added - 1, kept.getLast());
            int widest = IntStream.range(1, 200).map(i -> kept.get(i) - kept.get(i - 1)).max().orElseThrow();
            assertTrue(widest <= 4 * added / 200 + 1, "a gap of " + widest + " in " + added);
        }
    }

    @Test
    void aReplacementTakesThePlaceOfTheLast() {
        EvenHistory<String> history = new EvenHistory<>(2);
        history.add("one");
        history.add("two");

        history.replaceLast("two, revised");

        assertEquals(List.of("one", "two, revised"), history.all());
        assertEquals(Optional.of("two, revised"), history.last());
    }

    @Test
    void needsRoomForTheFirstAndTheLast() {
        assertThrows(IllegalArgumentException.class, () -> new EvenHistory<>(1));
    }
}
