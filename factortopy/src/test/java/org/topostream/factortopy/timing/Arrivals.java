package org.topostream.factortopy.timing;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Orders in which a run's volumes may come: 2 in 100 never do, 1 comes twice, 5 come up to 20 places late.
public final class Arrivals {
    private static final double LOST = 0.02;
    private static final double TWICE = 0.01;
    private static final double LATE = 0.05;
    private static final int LATEST = 20;

    private Arrivals() {}

    /// Numbers from 0, in the order of their coming.
    public static List<Integer> order(int volumes, Random random) {
        List<List<Integer>> places = new ArrayList<>();
        for (int i = 0; i <= volumes + 2 * LATEST; i++) {
            places.add(new ArrayList<>());
        }
        for (int number = 0; number < volumes; number++) {
            if (random.nextDouble() < LOST) {
                continue;
            }
            int place = number + (random.nextDouble() < LATE ? 1 + random.nextInt(LATEST) : 0);
            places.get(place).add(number);
            if (random.nextDouble() < TWICE) {
                places.get(place + random.nextInt(LATEST)).add(number);
            }
        }
        return places.stream().flatMap(List::stream).toList();
    }
}
