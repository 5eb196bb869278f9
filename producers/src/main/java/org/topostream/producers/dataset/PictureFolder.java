package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.topostream.producers.ImageFile;

/// Pictures in a folder and the folders in it. A name may be a path below the folder, a file's name alone, or that
/// without its ending, as long as there is one such file.
public final class PictureFolder implements Pictures {
    private static final Set<String> ENDINGS = Set.of("jpg", "jpeg", "png");

    private final Path folder;
    private final Map<String, List<Path>> byName = new HashMap<>();
    private final Map<String, List<Path>> byStem = new HashMap<>();

    private PictureFolder(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    /// @throws IOException where there is no such folder
    public static PictureFolder open(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no such folder of pictures: " + folder);
        }
        PictureFolder pictures = new PictureFolder(folder);
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files.filter(PictureFolder::isPicture).sorted().forEach(pictures::add);
        }
        return pictures;
    }

    private static boolean isPicture(Path file) {
        return ENDINGS.contains(ending(name(file)).toLowerCase(Locale.ROOT)) && Files.isRegularFile(file);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private void add(Path file) {
        byName.computeIfAbsent(name(file), name -> new ArrayList<>()).add(file);
        byStem.computeIfAbsent(stem(name(file)), stem -> new ArrayList<>()).add(file);
    }

    /// Where they lie.
    public Path folder() {
        return folder;
    }

    /// Names of the pictures without their endings.
    public Set<String> stems() {
        return Set.copyOf(byStem.keySet());
    }

    /// Where a picture lies.
    /// @throws IOException where there is none of that name, or several
    public Path file(String name) throws IOException {
        Path below = folder.resolve(name).normalize();
        if (below.startsWith(folder) && Files.isRegularFile(below)) {
            return below;
        }
        String last = name(Path.of(name));
        List<Path> found = byName.containsKey(last)
                ? byName.get(last)
                : byStem.getOrDefault(isPictureName(last) ? stem(last) : last, List.of());
        if (found.size() != 1) {
            throw new IOException(folder + ": expected one picture " + name + " (.jpg, .jpeg or .png), got "
                    + (found.isEmpty() ? "none" : found.subList(0, 2)));
        }
        return found.getFirst();
    }

    private static boolean isPictureName(String name) {
        return ENDINGS.contains(ending(name).toLowerCase(Locale.ROOT));
    }

    @Override
    public ImageFile picture(String name) throws IOException {
        return ImageFile.read(file(name));
    }
}
