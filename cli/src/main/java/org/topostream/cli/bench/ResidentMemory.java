package org.topostream.cli.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Memory of a process that lies in RAM, Java's and the native libraries'.
///
/// @param megabytes     at that moment (VmRSS)
/// @param peakMegabytes most since the process began (VmHWM)
/// @param ownMegabytes  the part that is the process' own: heaps, stacks, native memory (RssAnon)
/// @param fileMegabytes the part that is of mapped files, programs and libraries included (RssFile)
public record ResidentMemory(long megabytes, long peakMegabytes, long ownMegabytes, long fileMegabytes) {
    private static final int KILOBYTES = 1024;
    private static final int PARTS = 4;

    /// This process' as it is now, where the system says so: Linux does.
    public static Optional<ResidentMemory> now() {
        return of(ProcessHandle.current().pid());
    }

    /// The same of any process.
    public static Optional<ResidentMemory> of(long pid) {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return Optional.empty();
        }
        try {
            return of(Files.readAllLines(status));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param status lines as `VmRSS:   123456 kB`
    static Optional<ResidentMemory> of(List<String> status) {
        List<Long> found = Stream.of("VmRSS:", "VmHWM:", "RssAnon:", "RssFile:").map(name -> megabytes(status, name))
                .flatMap(Optional::stream).toList();
        return found.size() < PARTS
                ? Optional.empty()
                : Optional.of(new ResidentMemory(found.get(0), found.get(1), found.get(2), found.get(PARTS - 1)));
    }

    private static Optional<Long> megabytes(List<String> status, String name) {
        return status.stream().filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")) / KILOBYTES).findFirst();
    }
}
