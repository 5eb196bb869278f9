package org.topostream.producers.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTableTest {
    @TempDir
    private Path folder;

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("table"), text);
    }

    @Test
    void readsTabsAsBidsHasThem() throws IOException {
        TextTable table = TextTable.tsv(write("\uFEFFonset\tname\r\n1.5\t\"a, b\"\r\nn/a\tc\r\n"));

        assertEquals(2, table.rows());
        assertEquals(OptionalDouble.of(1.5), table.number(0, "onset"));
        assertEquals(Optional.of("\"a, b\""), table.cell(0, "name"));
        assertEquals(OptionalDouble.empty(), table.number(1, "onset"));
        assertEquals("c", table.text(1, "name"));
    }

    @Test
    void readsCommasAndQuotes() throws IOException {
        TextTable table = TextTable.csv(write("name,\"LO1, (prf)\"\n\"say \"\"a\"\"\",7\n\n"));

        assertEquals(1, table.rows());
        assertEquals("say \"a\"", table.text(0, "name"));
        assertEquals(7, table.whole(0, "LO1, (prf)"));
    }

    @Test
    void whatIsMissingIsSaid() throws IOException {
        TextTable table = TextTable.csv(write("a,b\n1,x\n,2.5\n"));

        assertEquals(table.file() + ": expected a column c, got [a, b]",
                assertThrows(IOException.class, () -> table.cell(0, "c")).getMessage());
        assertEquals(table.file() + ": expected a value of a in row 2, got none",
                assertThrows(IOException.class, () -> table.text(1, "a")).getMessage());
        assertEquals(table.file() + ": expected a number as b in row 1, got 'x'",
                assertThrows(IOException.class, () -> table.number(0, "b")).getMessage());
        assertEquals(table.file() + ": expected a whole number as b in row 2, got '2.5'",
                assertThrows(IOException.class, () -> table.whole(1, "b")).getMessage());
    }

    @Test
    void anEmptyFileAndARaggedOneAreRefused() throws IOException {
        Path file = write("");

        assertEquals(file + ": expected a line with the names of columns, got none",
                assertThrows(IOException.class, () -> TextTable.tsv(file)).getMessage());
        write("a\tb\n1\t2\n1\n");
        assertEquals(file + ": expected 2 cells in row 2, got 1",
                assertThrows(IOException.class, () -> TextTable.tsv(file)).getMessage());
        assertEquals("no such file: " + folder.resolve("none"),
                assertThrows(IOException.class, () -> TextTable.tsv(folder.resolve("none"))).getMessage());
    }
}
