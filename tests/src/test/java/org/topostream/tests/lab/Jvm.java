package org.topostream.tests.lab;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Command lines of the lab's Java processes.
///
/// Each kind of process has an archive of its classes, made when the first of its kind ends: later ones start in half the
/// time. Parts of topostream run with what the launcher gives them; brokers, which compute little, without the optimising
/// compiler.
///
/// @param archives where the archives lie
/// @param root     of the repository
record Jvm(Path archives, Path root) {
    private static final String CLASS_PATH = "surefire.test.class.path";

    /// A command of topostream.
    /// @param name      of the kind of process
    /// @param arguments behind `topostream`
    List<String> topostream(String name, Path log, List<String> arguments) {
        List<String> command = java(name, log, "-Xmx768m", "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
        command.add("org.topostream.cli.Topostream");
        command.addAll(arguments);
        return command;
    }

    /// A broker of Kafka's own.
    List<String> broker(String name, Path log, Path settings) {
        List<String> command = java(name, log, "-Xmx384m", "-XX:TieredStopAtLevel=1");
        command.addAll(List.of("kafka.Kafka", settings.toString()));
        return command;
    }

    private List<String> java(String name, Path log, String... options) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xlog:disable",
                "-Xlog:all=error:stderr", "-Xlog:cds=off:stderr", "-Xlog:aot=off:stderr",
                "-XX:SharedArchiveFile=" + archives.resolve(name + ".jsa"), "-XX:+AutoCreateSharedArchive",
                "-Dtopostream.root=" + root, "-Dtopostream.log=" + log, "-Djava.awt.headless=true",
                "-Dai.djl.offline=true"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath()));
        return command;
    }

    /// An archive of classes is made only where they all lie in jars; what the parts need does, once they are packaged.
    private static String classPath() {
        String path = System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
        List<String> entries = List.of(path.split(File.pathSeparator));
        return String.join(File.pathSeparator,
                entries.stream().filter(entry -> !entry.endsWith("test-classes")).toList());
    }
}
