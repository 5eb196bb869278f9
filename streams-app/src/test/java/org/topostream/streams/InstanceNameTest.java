package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceNameTest {
    @TempDir
    private Path folder;

    private String takeAndClose() throws IOException {
        try (InstanceName name = InstanceName.take(folder)) {
            return name.text();
        }
    }

    @Test
    void isBorneAgainByWhoeverComesNext() throws IOException {
        String first = takeAndClose();

        String second = takeAndClose();

        assertEquals(first, second);
    }

    @Test
    void isBorneByOneInstanceAtATime() throws IOException {
        try (InstanceName first = InstanceName.take(folder); InstanceName second = InstanceName.take(folder)) {
            assertNotEquals(first.text(), second.text());

            first.close();

            try (InstanceName third = InstanceName.take(folder)) {
                assertEquals(first.text(), third.text());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3f2a", "not a name, but as long as one is...", "3F2A0000-0000-0000-0000-000000000000"})
    void aDamagedFileGetsANameAnew(String damaged) throws IOException {
        Files.writeString(folder.resolve("instance-0"), damaged);

        String made = takeAndClose();

        assertNotEquals(damaged, made);
        assertDoesNotThrow(() -> UUID.fromString(made));
        assertEquals(made, takeAndClose());
    }
}
