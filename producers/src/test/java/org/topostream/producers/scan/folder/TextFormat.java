package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Scans as text. A file `*.scan` has a line for each volume, `volume series number value`, or for a slice of one,
/// `slice series number index count value`; its last line is `end`, or `more` where it will grow. A file `*.pair` has
/// another, `*.data`, beside it.
final class TextFormat implements VolumeFormat {
    private final Map<String, Map<Integer, Float>> slices = new HashMap<>();
    private final Map<String, Set<Path>> files = new HashMap<>();
    private final Set<Path> growing = new HashSet<>();

    @Override
    public boolean accepts(Path file) {
        return file.toString().endsWith(".scan") || file.toString().endsWith(".pair");
    }

    @Override
    public boolean isWhole(Path file) throws IOException {
        String text = Files.readString(file);
        return (text.endsWith("end\n") || text.endsWith("more\n"))
                && companions(file).stream().allMatch(Files::exists);
    }

    @Override
    public List<ScannedVolume> read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<ScannedVolume> volumes = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "volume" -> volumes.add(volume(words[1], Integer.parseInt(words[2]),
                        Float.parseFloat(words[3])));
                case "slice" -> volumes.addAll(slice(file, words));
                case "end", "more" -> {
                }
                default -> throw new BadScanException(file.getFileName() + ": expected a volume, got " + line);
            }
        }
        if (lines.getLast().equals("more")) {
            growing.add(file);
        } else {
            growing.remove(file);
        }
        return volumes;
    }

    private List<ScannedVolume> slice(Path file, String[] words) {
        String key = words[1] + "/" + words[2];
        int count = Integer.parseInt(words[4]);
        Map<Integer, Float> got = slices.computeIfAbsent(key, volume -> new TreeMap<>());
        got.put(Integer.parseInt(words[3]), Float.parseFloat(words[5]));
        files.computeIfAbsent(key, volume -> new HashSet<>()).add(file);
        if (got.size() < count) {
            return List.of();
        }
        slices.remove(key);
        files.remove(key);
        float[] values = new float[count];
        got.forEach((index, value) -> values[index] = value);
        return List.of(volume(words[1], Integer.parseInt(words[2]), values));
    }

    private static ScannedVolume volume(String series, int number, float... values) {
        return new ScannedVolume(series, number, new int[]{1, 1, values.length}, values, new double[16],
                OptionalDouble.of(2), OptionalDouble.empty(), OptionalInt.empty());
    }

    @Override
    public Set<Path> unfinished() {
        Set<Path> unfinished = new HashSet<>(growing);
        files.values().forEach(unfinished::addAll);
        return unfinished;
    }

    @Override
    public List<Path> companions(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".pair") ? List.of(file.resolveSibling(name.replace(".pair", ".data"))) : List.of();
    }

    /// Series are called `number-name@kind`, or as they like.
    @Override
    public SeriesInfo describe(String series) {
        int dash = series.indexOf('-');
        int at = series.indexOf('@');
        return new SeriesInfo(series, dash < 0
                ? OptionalInt.empty()
                : OptionalInt.of(
                        Integer.parseInt(series.substring(0, dash))),
                at < 0 ? "" : series.substring(at + 1));
    }
}
