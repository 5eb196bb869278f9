package org.topostream.cli.reference;

import java.util.List;

/// Settings that are neither options nor keys of a file: variables of the environment and properties of Java.
final class OutsideSettings {
    static final List<Setting> VARIABLES = List.of(
            new Setting("TOPOSTREAM_HOME", ".topostream", "a folder", "Where data folders and the log lie"),
            new Setting("TOPOSTREAM_JAVA_OPTS", "", "options of java", "Added to the command line of Java"),
            new Setting("TOPOSTREAM_GPU", "", "1", "Build with the libraries of NVIDIA GPUs"),
            new Setting("TOPOSTREAM_TOKEN", "", "20 characters or more",
                    "The token of the live page and its doors, where no --token-file is given"),
            new Setting("TOPOSTREAM_TLS_PASSWORD", "", "a password",
                    "Of the keystore, where no --tls-password-file is given"),
            new Setting("OTEL_EXPORTER_OTLP_ENDPOINT", "", "an address", "Where traces go; turns them on"),
            new Setting("TOPOSTREAM_PYTHON", "python3", "a command", "The Python of tests, none of topostream's own"),
            new Setting("JAVA_HOME", "the first JDK that is new enough", "a folder", "The JDK to take"),
            new Setting("PYTORCH_VERSION", "DJL's", "a version", "Which PyTorch lies in PYTORCH_LIBRARY_PATH"),
            new Setting("PYTORCH_FLAVOR", "cpu", "cpu, cu128", "For which device it was built"),
            new Setting("PYTORCH_LIBRARY_PATH", "", "a folder", "Native libraries of a PyTorch of your own"));
    static final List<Setting> PROPERTIES = List.of(
            new Setting("topostream.log", "topostream.log in TOPOSTREAM_HOME", "a file", "Where the log is written"),
            new Setting("topostream.log.level", "INFO", "TRACE, DEBUG, INFO, WARN, ERROR", "How much of it"),
            new Setting("topostream.root", "set by the launcher", "a folder", "Where topostream lies"),
            new Setting("topostream.registry.home", "cli/target/apicurio below topostream.root", "a folder",
                    "The embedded schema registry"),
            new Setting("topostream.tf32", "false", "true, false", "Let a GPU round the inputs of products to tf32"));

    private OutsideSettings() {}

    record Setting(String name, String standard, String range, String meaning) {
        void row(Markdown page) {
            page.row(Markdown.code(name), standard, "", range, meaning);
        }
    }
}
