package org.topostream.tests.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Command lines of the lab's Java processes.
///
/// Nine of them share two cores, and a fault makes one start. So parts that come back start from one cache of linked
/// classes, which a short demo leaves, since it takes part in everything, broker included; the optimising compiler is left
/// out; and so is the module of vectors, which Java does not start from a cache with: encoders are evaluated with PyTorch
/// then, and a part needs half the processor time to start.
///
/// Parts that stay have their whole heap from the start, vectors, and compile as Java does: what they take beside it is
/// native.
///
/// @param cache where the cache lies
/// @param root  of the repository
/// @param habit of the parts
record Jvm(Path cache, Path root, Habit habit) {
    /// Of a part that stays, in MB.
    static final int HEAP = 384;

    private static final String SIMPLE_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final String VECTORS = "--add-modules=jdk.incubator.vector";
    private static final String CLASS_PATH = "surefire.test.class.path";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TOPOSTREAM = "org.topostream.cli.Topostream";

    /// What becomes of a part.
    enum Habit {
        /// It is killed and comes back, again and again.
        COMES_BACK,
        /// It runs for long.
        STAYS
    }

    /// A command of topostream.
    /// @param arguments behind `topostream`
    List<String> topostream(Path log, List<String> arguments) {
        return java(log, switch (habit) {
            case COMES_BACK -> List.of("-XX:AOTCache=" + cache, "-Xmx768m", SIMPLE_COMPILER);
            case STAYS -> List.of(VECTORS, "-Xms" + HEAP + "m", "-Xmx" + HEAP + "m", "-XX:+AlwaysPreTouch");
        }, TOPOSTREAM, arguments);
    }

    /// A broker of Kafka's own.
    List<String> broker(Path log, Path settings) {
        return java(log, List.of("-XX:AOTCache=" + cache, "-Xmx384m", SIMPLE_COMPILER), "kafka.Kafka",
                List.of(settings.toString()));
    }

    /// Makes the cache. Where classes do not lie in jars, as before they are packaged, there can be none, and processes
    /// start without.
    /// @param folder for the demo
    /// @throws IllegalStateException where the demo fails, with where it says why
    void makeCache(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path out = folder.resolve("demo.out");
        Child demo = Child.start("the demo",
                java(folder.resolve("demo.log"), List.of("-XX:AOTCacheOutput=" + cache, "-Xmx768m"), TOPOSTREAM,
                        List.of("demo", "--exit", "--trials", "10", "--voxels", "64", "--data", folder.toString())),
                out);
        int status = demo.awaitEnd(PATIENCE);
        if (status != 0) {
            throw new IllegalStateException("the demo that makes the cache of classes ended with " + status + ", see "
                    + out);
        }
    }

    private List<String> java(Path log, List<String> options, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-Xlog:disable",
                "-Xlog:all=error:stderr", "-Xlog:cds=off:stderr", "-Xlog:aot=off:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-Dtopostream.root=" + root, "-Dtopostream.log=" + log,
                "-Djava.awt.headless=true", "-Dai.djl.offline=true"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        String path = System.getProperty(CLASS_PATH, System.getProperty("java.class.path"));
        List<String> entries = List.of(path.split(File.pathSeparator));
        return String.join(File.pathSeparator,
                entries.stream().filter(entry -> !entry.endsWith("test-classes")).toList());
    }
}
