package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.commands.RootCommand;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.ReplayFolder;
import org.topostream.tests.SmallBackbone;
import org.topostream.tests.SmallRecording;
import org.topostream.tests.StayingCommand;

/// The command line of every service, against brokers of this test.
@ExtendWith(ObservedSite.Resolver.class)
class ComposedCommandsTest {
    private static final String NAME = "composed";
    private static final Pattern METRICS = Pattern.compile("Metrics: http://\\S+:(\\d+)/metrics");
    /// What is at another place here than in a container.
    private static final Set<String> ELSEWHERE = Set.of("--port", "--metrics-port");

    private static List<String> here(List<String> command, Map<String, String> places) {
        List<String> words = new ArrayList<>();
        String before = "";
        for (String word : command) {
            words.add(ELSEWHERE.contains(before) ? "0" : places.getOrDefault(word, word));
            before = word;
        }
        return words;
    }

    private static Map<String, String> places(ObservedSite observed, Path folder) throws Exception {
        Path settings = Files.writeString(folder.resolve("site.properties"), "bootstrap.servers="
                + observed.site().bootstrapServers() + "\nschema.registry.url=" + observed.site().schemaRegistry()
                + "\n");
        return Map.of("/etc/topostream/site.properties", settings.toString(), "/scanner",
                Files.createDirectories(folder.resolve("scanner")).toString(), "0.0.0.0", "127.0.0.1", "phantom", NAME,
                "scattering", SmallBackbone.write(folder, NAME).toString());
    }

    @Test
    void everyAppLivesUnderItsCommandLine(ObservedSite observed, @TempDir Path folder) throws Exception {
        Map<String, String> places = places(observed, folder);
        Path recording = SmallRecording.write(folder.resolve("recording"), 5);
        Files.writeString(recording.resolve("subject.json"), "{\"subject\": \"" + NAME + "\"}");
        new ExperimentSession(observed.site(), ReplayFolder.open(recording, Optional.empty()), NAME, new Pace(1, 0))
                .publishSubject();
        Map<String, List<String>> apps = new LinkedHashMap<>(ComposeFile.read("compose.yaml").apps());
        apps.keySet().removeIf(name -> name.endsWith("-gpu") || name.equals("demo"));
        Map<String, StayingCommand> running = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, List<String>> app : apps.entrySet()) {
                List<String> command = here(app.getValue(), places);
                command.replaceAll(word -> word.equals("/data") ? folder.resolve(app.getKey()).toString() : word);
                running.put(app.getKey(), StayingCommand.start(command.toArray(String[]::new)));
            }

            for (Map.Entry<String, StayingCommand> app : running.entrySet()) {
                HttpResponse<String> health = health(app.getValue());
                assertEquals(200, health.statusCode(), app.getKey() + ": " + health.body());
            }

            assertEquals(Set.of("extract", "train", "score", "evaluate", "map", "estimate", "acquire", "dashboard"),
                    running.keySet());
        } finally {
            for (StayingCommand app : running.values()) {
                app.close();
            }
        }
    }

    /// Once all that the app starts with has been started.
    private static HttpResponse<String> health(StayingCommand app) throws Exception {
        return ObservedSite.await("health", () -> {
            app.requireAlive();
            Matcher printed = METRICS.matcher(app.printed());
            return app.printed().contains("Ctrl-C ends") && printed.find()
                    ? Optional.of(ObservedSite.get(URI.create("http://127.0.0.1:" + printed.group(1) + "/health")))
                    : Optional.empty();
        });
    }

    @Test
    void theOtherCommandLinesHoldOptionsThatThereAre() throws Exception {
        Map<String, List<String>> apps = ComposeFile.read("compose.yaml").apps();

        for (List<String> command : apps.values()) {
            String[] words = command.toArray(String[]::new);
            assertTrue(RootCommand.commandLine(words).parseArgs(words).hasSubcommand(), command.toString());
        }
    }
}
