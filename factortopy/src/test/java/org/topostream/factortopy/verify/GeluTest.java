package org.topostream.factortopy.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeluTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1e-9, 1.1283791670955127e-09", "0.1, 0.1124629160182849", "0.5, 0.5204998778130465",
            "1, 0.8427007929497148", "2.5, 0.999593047982555", "4, 0.9999999845827421", "5.9, 0.9999999999999999",
            "7, 1"})
    void itsErrorFunctionIsSciPys(double x, double expected) {
        assertEquals(expected, Gelu.errorFunction(x), 1e-14 * expected);
        assertEquals(-expected, Gelu.errorFunction(-x), 1e-14 * expected);
    }
}
