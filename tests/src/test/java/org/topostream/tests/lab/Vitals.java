package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.topostream.cli.bench.ResidentMemory;

/// What a part takes of the machine.
///
/// @param liveHeap  MB of its heap that are in use right after a collection
/// @param nativeMegabytes in RAM, its own, and not its heap: stacks, buffers, classes, what libraries take
/// @param handles   open files, sockets among them
/// @param threads   Java's and native ones
record Vitals(double liveHeap, double nativeMegabytes, int handles, int threads) {
    private static final Pattern GENERATION = Pattern.compile("(?:DefNew|Tenured)\\s+total \\d+K, used (\\d+)K");
    private static final double KILOBYTES = 1024;

    /// Of a process whose whole heap has been touched; collects its garbage first.
    /// @throws IOException where it has ended, or the system does not tell: only Linux does
    static Vitals of(long pid, double heapMegabytes) throws IOException, InterruptedException {
        jcmd(pid, "GC.run");
        double heap = usedMegabytes(jcmd(pid, "GC.heap_info"));
        ResidentMemory memory = ResidentMemory.of(pid)
                .orElseThrow(() -> new IOException("nothing tells the memory of process " + pid));
        return new Vitals(heap, memory.ownMegabytes() - heapMegabytes, count(pid, "fd"), count(pid, "task"));
    }

    private static int count(long pid, String what) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(pid), what))) {
            return (int) entries.count();
        }
    }

    private static String jcmd(long pid, String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid), command).redirectErrorStream(true).start();
        String out = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IOException("jcmd " + pid + " " + command + ": " + out.strip());
        }
        return out;
    }

    /// @param info what `jcmd GC.heap_info` prints of the serial collector
    static double usedMegabytes(String info) throws IOException {
        Matcher used = GENERATION.matcher(info);
        double kilobytes = 0;
        int generations = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
            generations++;
        }
        if (generations != 2) {
            throw new IOException("expected the use of two generations, got: " + info.strip());
        }
        return kilobytes / KILOBYTES;
    }
}
