package org.topostream.cli.reference;

import java.util.Arrays;
import java.util.StringJoiner;

/// A page of Markdown while it is written.
final class Markdown {
    private static final String NOTE = "<!-- Made by: topostream reference --out docs/reference. Not to be edited. -->";
    private final StringJoiner lines = new StringJoiner("\n", "", "\n");

    /// @param title heads the page
    Markdown(String title) {
        lines.add(NOTE);
        heading(1, title);
    }

    Markdown heading(int level, String text) {
        lines.add(level == 1 ? "# " + text : "\n" + "#".repeat(level) + " " + text);
        return this;
    }

    Markdown paragraph(String text) {
        lines.add("\n" + text);
        return this;
    }

    Markdown columns(String... names) {
        lines.add("");
        row(names);
        lines.add("|" + " --- |".repeat(names.length));
        return this;
    }

    Markdown row(String... cells) {
        lines.add("| " + String.join(" | ", Arrays.stream(cells).map(Markdown::cell).toList()) + " |");
        return this;
    }

    static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ").strip();
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}
