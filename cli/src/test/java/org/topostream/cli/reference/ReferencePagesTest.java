package org.topostream.cli.reference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import org.topostream.cli.commands.RootCommand;

class ReferencePagesTest {
    private static final Path ROOT = Path.of(System.getProperty("topostream.root"));
    private static final Pattern PROPERTY = Pattern.compile("\"(topostream\\.(?:log|root|tf32|registry)[a-z0-9.]*)\"");

    @Test
    void thePagesInTheRepositoryAreThoseThatAreMadeNow() throws IOException {
        for (Map.Entry<String, String> page : ReferencePages.of(RootCommand.plain()).entrySet()) {
            String there = Files.readString(ROOT.resolve("docs/reference").resolve(page.getKey()));

            assertEquals(page.getValue(), there, "docs/reference/" + page.getKey()
                    + " is stale: ./topostream reference --out docs/reference");
        }
    }

    @Test
    void tellsOfEveryPropertyThatTheSourcesRead() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : List.of("cli", "factortopy", "streams-app", "trainer", "producers", "dashboard")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java")
                        && !path.toString().contains("reference")).toList()) {
                    PROPERTY.matcher(Files.readString(file)).results().forEach(found -> read.add(found.group(1)));
                }
            }
        }
        Set<String> told = OutsideSettings.PROPERTIES.stream().map(OutsideSettings.Setting::name)
                .collect(Collectors.toCollection(TreeSet::new));

        assertTrue(read.contains("topostream.log.level"), read.toString());
        assertEquals(read, told);
    }
}
