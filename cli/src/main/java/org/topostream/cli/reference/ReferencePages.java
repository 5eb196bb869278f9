package org.topostream.cli.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import picocli.CommandLine;

/// The pages of the reference, made of what they tell of, so that they cannot be wrong.
public final class ReferencePages {
    private ReferencePages() {}

    /// Text of each page, by its file's name.
    /// @param commands a command line that knows every command, with the defaults that it has by itself
    public static Map<String, String> of(CommandLine commands) {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put("configuration.md", ConfigurationPage.text(commands));
        pages.put("commands.md", CommandsPage.text(commands));
        pages.put("topics.md", TopicsPage.text());
        pages.put("schemas.md", SchemasPage.text());
        return pages;
    }

    /// Writes them into a folder, which is made where it is missing.
    public static void write(CommandLine commands, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> page : of(commands).entrySet()) {
            Files.writeString(folder.resolve(page.getKey()), page.getValue());
        }
    }
}
