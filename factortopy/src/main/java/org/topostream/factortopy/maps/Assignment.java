package org.topostream.factortopy.maps;

import java.util.Arrays;

/// Each row given a column of its own so that what they share is most: the Hungarian algorithm (Kuhn 1955), by shortest
/// paths over reduced costs (Jonker and Volgenant 1987). Rows and columns count from 1 inside; column 0 stands for the
/// row that is about to be given one.
final class Assignment {
    private final int[][] shared;
    private final int size;
    private final long[] rowPotentials;
    private final long[] columnPotentials;
    /// The row that has each column; 0 for none.
    private final int[] owners;

    private Assignment(int[][] shared) {
        this.shared = shared;
        this.size = shared.length;
        this.rowPotentials = new long[size + 1];
        this.columnPotentials = new long[size + 1];
        this.owners = new int[size + 1];
    }

    /// @param shared `[n, n]`, what a row and a column have in common
    /// @return the column of each row `[n]`
    static int[] of(int[][] shared) {
        Assignment assignment = new Assignment(shared);
        for (int row = 1; row <= assignment.size; row++) {
            assignment.give(row);
        }
        int[] columns = new int[assignment.size];
        for (int column = 1; column <= assignment.size; column++) {
            columns[assignment.owners[column] - 1] = column - 1;
        }
        return columns;
    }

    /// Finds the cheapest way to a free column, over columns whose rows would have to change, and changes them.
    private void give(int row) {
        long[] costs = new long[size + 1];
        int[] cameFrom = new int[size + 1];
        boolean[] reached = new boolean[size + 1];
        Arrays.fill(costs, Long.MAX_VALUE);
        owners[0] = row;
        int column = 0;
        while (owners[column] != 0) {
            reached[column] = true;
            column = next(column, costs, cameFrom, reached);
        }
        while (column != 0) {
            owners[column] = owners[cameFrom[column]];
            column = cameFrom[column];
        }
    }

    /// The cheapest column that is not reached yet, the potentials moved so that its cost becomes 0.
    private int next(int from, long[] costs, int[] cameFrom, boolean[] reached) {
        int row = owners[from];
        int cheapest = 0;
        long least = Long.MAX_VALUE;
        for (int column = 1; column <= size; column++) {
            if (!reached[column]) {
                long cost = -shared[row - 1][column - 1] - rowPotentials[row] - columnPotentials[column];
                if (cost < costs[column]) {
                    costs[column] = cost;
                    cameFrom[column] = from;
                }
                if (costs[column] < least) {
                    least = costs[column];
                    cheapest = column;
                }
            }
        }
        for (int column = 0; column <= size; column++) {
            if (reached[column]) {
                rowPotentials[owners[column]] += least;
                columnPotentials[column] -= least;
            } else {
                costs[column] -= least;
            }
        }
        return cheapest;
    }
}
