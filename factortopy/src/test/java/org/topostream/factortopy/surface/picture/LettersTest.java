package org.topostream.factortopy.surface.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class LettersTest {

    private static String drawn(char letter) {
        return IntStream.range(0, Letters.HEIGHT).mapToObj(row -> IntStream.range(0, Letters.WIDTH)
                .mapToObj(column -> Letters.isInk(letter, column, row) ? "#" : ".").collect(Collectors.joining()))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void looksLikeALetter() {
        assertEquals("""
                ........
                ........
                ...##...
                ..#..#..
                .#....#.
                .#....#.
                .#....#.
                .######.
                .#....#.
                .#....#.
                .#....#.
                ........
                ........""", drawn('A'));
    }

    @Test
    void hasNoInkInABlank() {
        assertFalse(drawn(' ').contains("#"));
    }

    @Test
    void looksLikeAQuestionMarkBeyondAscii() {
        assertEquals(drawn('?'), drawn('\u00B5'));
        assertEquals(drawn('?'), drawn('\n'));
    }
}
