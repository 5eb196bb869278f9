package org.topostream.tests.examples;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// What this machine has beside Java; a test that asks for what is missing skips, and says so.
final class Installed {
    private Installed() {}

    /// Programs that tell their version.
    static void programs(String... names) throws InterruptedException {
        for (String name : names) {
            assumeTrue(answers(name, "--version"), () -> "no " + name + " here");
        }
    }

    /// A Python that can run the examples.
    static String python() throws InterruptedException {
        String python = Optional.ofNullable(System.getenv("TOPOSTREAM_PYTHON")).orElse("python3");
        assumeTrue(answers(python, "-c", "import confluent_kafka.schema_registry.avro, numpy"), () -> python
                + " has no confluent-kafka[avro,schemaregistry] and numpy (TOPOSTREAM_PYTHON names another)");
        return python;
    }

    /// A `node_modules` that can run the examples; none is fetched.
    static Path nodeModules() {
        return Stream
                .of(Optional.ofNullable(System.getenv("TOPOSTREAM_NODE_MODULES")),
                        Optional.of(Example.file("javascript/node_modules")))
                .flatMap(Optional::stream).map(Path::of)
                .filter(modules -> Files.isDirectory(modules.resolve("kafkajs"))
                        && Files.isDirectory(modules.resolve("@kafkajs/confluent-schema-registry")))
                .findFirst().orElseGet(() -> abort("no kafkajs in examples/javascript/node_modules, which npm ci makes "
                        + "(TOPOSTREAM_NODE_MODULES names another)"));
    }

    private static boolean answers(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
