package org.topostream.tests.operate;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.yaml.snakeyaml.Yaml;

/// A compose file of the repository, with anchors and merges resolved and variables as they are.
///
/// @param root the whole file
record ComposeFile(JsonNode root) {
    static final Path FOLDER = Path.of(System.getProperty("topostream.root", ".."), "compose");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::[-?]([^}]*))?}");

    static ComposeFile read(String name) throws IOException {
        Object loaded = new Yaml().load(Files.readString(FOLDER.resolve(name)));
        return new ComposeFile(new ObjectMapper().valueToTree(loaded));
    }

    Map<String, JsonNode> services() {
        Map<String, JsonNode> services = new LinkedHashMap<>();
        root.path("services").properties().forEach(service -> services.put(service.getKey(), service.getValue()));
        return services;
    }

    /// Those that run `topostream`, by name, with their command lines as `.env` makes them.
    Map<String, List<String>> apps() throws IOException {
        Properties variables = new Properties();
        try (Reader in = Files.newBufferedReader(FOLDER.resolve(".env"))) {
            variables.load(in);
        }
        Map<String, List<String>> apps = new LinkedHashMap<>();
        services().forEach((name, service) -> {
            if (service.path("image").asText().startsWith("${TOPOSTREAM_") && service.has("command")) {
                List<String> command = new ArrayList<>();
                service.path("command").forEach(word -> command.add(filled(word.asText(), variables)));
                apps.put(name, command);
            }
        });
        return apps;
    }

    private static String filled(String text, Properties variables) {
        return VARIABLE.matcher(text).replaceAll(found -> Matcher
                .quoteReplacement(variables.getProperty(found.group(1), String.valueOf(found.group(2)))));
    }
}
