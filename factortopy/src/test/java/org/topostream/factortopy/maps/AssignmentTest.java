package org.topostream.factortopy.maps;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.topostream.schemas.Cases;

class AssignmentTest {

    /// Expected is `scipy.optimize.linear_sum_assignment(shared, maximize=True)` of SciPy 1.17, whose sum is 82.
    @Test
    void sharesAsMuchAsSciPysAssignment() {
        int[][] shared = {{0, 3, 12, 10, 14, 7}, {8, 16, 13, 16, 8, 6}, {13, 9, 11, 2, 16, 2}, {15, 16, 6, 2, 4, 12},
                {14, 3, 15, 16, 6, 2}, {10, 4, 4, 10, 5, 6}};

        int[] columns = Assignment.of(shared);

        assertEquals(82, sum(shared, columns));
        assertArrayEquals(new int[]{0, 1, 2, 3, 4, 5}, sorted(columns));
    }

    @Test
    void givesEveryRowAColumnWhereNothingIsShared() {
        int[] columns = Assignment.of(new int[3][3]);

        assertArrayEquals(new int[]{0, 1, 2}, sorted(columns));
    }

    @Test
    void sharesAsMuchAsTheBestOfAllPermutations() {
        Cases.run(300, (random, number) -> {
            int size = 1 + random.nextInt(6);
            int most = 1 + random.nextInt(100);
            int[][] shared = IntStream.range(0, size).mapToObj(row -> random.ints(size, 0, most).toArray())
                    .toArray(int[][]::new);

            int[] columns = Assignment.of(shared);

            assertArrayEquals(IntStream.range(0, size).toArray(), sorted(columns));
            assertEquals(best(shared, 0, new boolean[size]), sum(shared, columns));
        });
    }

    private static int best(int[][] shared, int row, boolean[] taken) {
        int best = row == shared.length ? 0 : -1;
        for (int column = 0; column < taken.length && row < shared.length; column++) {
            if (!taken[column]) {
                taken[column] = true;
                best = Math.max(best, shared[row][column] + best(shared, row + 1, taken));
                taken[column] = false;
            }
        }
        return best;
    }

    private static int sum(int[][] shared, int[] columns) {
        return IntStream.range(0, columns.length).map(row -> shared[row][columns[row]]).sum();
    }

    private static int[] sorted(int[] columns) {
        return Arrays.stream(columns).sorted().toArray();
    }
}
