package org.topostream.dashboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.topostream.dashboard.live.Content;

/// The page's own files and three.js, from the class path; each is read once.
final class PageFiles {
    private static final String PAGE = "/org/topostream/dashboard/page/";
    private static final String THREE = "three";
    private static final String THREE_POM = "/META-INF/maven/org.webjars.npm/three/pom.properties";
    /// What is in none of these is no file: a folder's listing, or code.
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"), Map.entry("mjs", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"), Map.entry("json", "application/json"),
            Map.entry("txt", "text/plain;charset=utf-8"), Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"), Map.entry("jpg", "image/jpeg"), Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"));
    private static final List<String> ZIPPED_ALREADY = List.of("png", "jpg", "woff2");
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]*");

    private final Map<String, Answer.Kept> kept = new ConcurrentHashMap<>();
    private final String three = "/META-INF/resources/webjars/three/" + threeVersion() + "/";

    /// @throws Refusal where there is no such file
    Answer answer(Call call) {
        List<String> path = call.path().equals(List.of("")) ? List.of("index.html") : call.path();
        if (!path.stream().allMatch(part -> PART.matcher(part).matches())) {
            throw Api.unknown(call);
        }
        String name = String.join("/", path);
        Optional<Answer.Kept> file = Optional.ofNullable(kept.get(name)).or(() -> read(path));
        file.ifPresent(answer -> kept.putIfAbsent(name, answer));
        return file.orElseThrow(() -> Api.unknown(call));
    }

    private Optional<Answer.Kept> read(List<String> path) {
        String suffix = path.getLast().substring(path.getLast().lastIndexOf('.') + 1);
        String resource = path.getFirst().equals(THREE)
                ? three + String.join("/", path.subList(1, path.size()))
                : PAGE + String.join("/", path);
        return Optional.ofNullable(TYPES.get(suffix)).flatMap(type -> bytes(resource)
                .map(bytes -> new Answer.Kept(type, new Content(bytes), !ZIPPED_ALREADY.contains(suffix))));
    }

    private static Optional<byte[]> bytes(String resource) {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource + " from the class path", e);
        }
    }

    /// A WebJar's folder bears its version.
    private static String threeVersion() {
        Properties pom = new Properties();
        try (InputStream in = PageFiles.class.getResourceAsStream(THREE_POM)) {
            if (in != null) {
                pom.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + THREE_POM + " from the class path", e);
        }
        return pom.getProperty("version", "none");
    }
}
