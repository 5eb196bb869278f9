package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParsingTest {
    private static final HeaderValue FORM = HeaderValue.parse("multipart/form-data; boundary=XX").orElseThrow();
    private static final String PART = "--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n";

    @Test
    void headersHaveParameters() {
        assertEquals(Optional.of(new HeaderValue("form-data", Map.of("name", "a;b", "filename", "x y.png"))),
                HeaderValue.parse(" Form-Data ; NAME=\"a;b\"; filename=\"x y.png\" "));
        assertEquals(Optional.of(new HeaderValue("text/plain", Map.of("charset", "utf-8", "empty", ""))),
                HeaderValue.parse("text/plain;charset=utf-8; empty="));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ";", "a;", "a b", "a; b", "a; b=\"c", "a; =c", "a, b", "\"a\""})
    void whatIsNoHeaderIsNone(String text) {
        assertEquals(Optional.empty(), HeaderValue.parse(text));
    }

    @Test
    void aLongHeaderIsReadLikeAShortOne() {
        String value = "x".repeat(1_000_000);

        assertEquals(value, HeaderValue.parse("a; b=\"" + value + "\"").orElseThrow().parameters().get("b"));
    }

    @Test
    void addressesAreUnescapedInUtf8() {
        assertEquals(Map.of("a", "\u00e4 +", "b", "", "c", "x=y"), Query.parse("a=%C3%a4+%2B&b&&c=x=y"));
        assertEquals(Map.of(), Query.parse(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=%", "a=%4", "a=%zz", "a=%-1", "a=%ff", "a=%C3", "a=%ED%A0%80", "a=1&a=1", "a=%C0%AF"})
    void addressesThatAreNoneAreMalformed(String query) {
        assertEquals(400, assertThrows(Problem.class, () -> Query.parse(query)).status());
    }

    @Test
    void partsEndWhereTheirBoundaryBegins() {
        List<Multipart.Part> parts = Multipart.parse(FORM,
                DoorPage.bytes(PART + "\r\n--X\r\n--XY\r\n" + PART + "\r\n--XX--trailer"));

        assertEquals(2, parts.size());
        assertArrayEquals(DoorPage.bytes("\r\n--X\r\n--XY"), parts.getFirst().content());
        assertArrayEquals(new byte[0], parts.getLast().content());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--XX", "--XX\r\n", "--XX\r\n\r\nx\r\n--XX--", "x\r\n--XX--", PART, PART + "x",
            PART + "x\r\n--XX", PART + "x\r\n--XX-", "--XX\r\nContent-Disposition: form-data\r\n\r\nx\r\n--XX--",
            "--XX\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--XX--"})
    void formsThatAreNoneAreMalformed(String form) {
        assertEquals(400, assertThrows(Problem.class,
                () -> Multipart.parse(FORM, DoorPage.bytes(form))).status());
    }

    @Test
    void aFormWithoutPartsHasNone() {
        assertEquals(List.of(), Multipart.parse(FORM, DoorPage.bytes("--XX--\r\n")));
    }

    @Test
    void aFormHasAnEnd() {
        String many = (PART + "x\r\n").repeat(65) + "--XX--";

        assertThrows(Problem.class, () -> Multipart.parse(FORM, DoorPage.bytes(many)));
        assertThrows(Problem.class, () -> Multipart.parse(FORM, DoorPage.bytes("--XX\r\nx: " + "y".repeat(9000)
                + "\r\n" + PART.substring(6) + "x\r\n--XX--")));
        assertThrows(Problem.class, () -> Multipart.parse(HeaderValue.parse("multipart/form-data").orElseThrow(),
                DoorPage.bytes("--\r\n")));
    }
}
