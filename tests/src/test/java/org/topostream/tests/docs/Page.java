package org.topostream.tests.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A page of documentation.
///
/// @param path  of its file
/// @param lines of its text
record Page(Path path, List<String> lines) {
    static final Path ROOT = Path.of(System.getProperty("topostream.root"));
    private static final String FENCE = "```";

    /// A fenced block.
    ///
    /// @param info what stands behind the opening fence
    /// @param text without the fences, and without the indentation of the first
    record Block(String info, String text) {}

    static Page of(String name) throws IOException {
        return new Page(ROOT.resolve(name), Files.readAllLines(ROOT.resolve(name)));
    }

    /// All pages that users read.
    static List<Page> all() throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs")); Stream<Path> root = Files.list(ROOT)) {
            Stream.concat(docs, root).filter(path -> path.toString().endsWith(".md")).sorted().forEach(paths::add);
        }
        paths.add(ROOT.resolve("backbones/README.md"));
        paths.add(ROOT.resolve("examples/README.md"));
        return paths.stream().map(path -> {
            try {
                return new Page(path, Files.readAllLines(path));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.strip().startsWith(FENCE)) {
                int indent = line.indexOf(FENCE);
                StringBuilder text = new StringBuilder();
                for (i++; !lines.get(i).strip().startsWith(FENCE); i++) {
                    text.append(lines.get(i).substring(Math.min(indent, lines.get(i).length()))).append('\n');
                }
                blocks.add(new Block(line.strip().substring(FENCE.length()).strip(), text.toString()));
            }
        }
        return blocks;
    }

    /// The text outside of fenced blocks.
    String prose() {
        StringBuilder prose = new StringBuilder();
        boolean fenced = false;
        for (String line : lines) {
            boolean fence = line.strip().startsWith(FENCE);
            if (!fenced && !fence) {
                prose.append(line).append('\n');
            }
            fenced ^= fence;
        }
        return prose.toString();
    }

    String name() {
        return ROOT.relativize(path).toString();
    }
}
