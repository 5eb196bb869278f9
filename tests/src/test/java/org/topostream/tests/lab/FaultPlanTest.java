package org.topostream.tests.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static List<FaultPlan.Fault> draw(long seed, int count) {
        FaultPlan plan = new FaultPlan(FaultKind.named(List.of("")), seed);
        return Stream.generate(plan::next).limit(count).toList();
    }

    @Test
    void isTheSameForTheSameSeed() {
        assertEquals(draw(1, 50), draw(1, 50));
        assertTrue(!draw(1, 50).equals(draw(2, 50)), "another seed draws others");
    }

    @Test
    void drawsEveryKindInAThousand() {
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        draw(1, 1000).forEach(fault -> drawn.add(fault.kind()));

        assertEquals(EnumSet.allOf(FaultKind.class), drawn);
    }

    @Test
    void namesTheKindsWhereOneIsMisspelt() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> FaultKind.named(List.of("kill", "pawse")));

        assertTrue(e.getMessage().contains("'pawse'") && e.getMessage().contains("pause-train"), e.getMessage());
    }
}
