package org.topostream.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/// Links of the documentation lead somewhere.
class DocsLinksTest {
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("#+ (.*)");
    private static final int FEWEST = 50;

    @Test
    void everyLinkToAFileOrAHeadingLeadsThere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;

        for (Page page : Page.all()) {
            for (MatchResult found : LINK.matcher(page.prose()).results().toList()) {
                String link = found.group(1);
                if (!link.contains("://")) {
                    links++;
                    if (!leads(page, link)) {
                        broken.add(page.name() + ": " + link);
                    }
                }
            }
        }

        assertEquals(List.of(), broken);
        assertTrue(links > FEWEST, "only " + links + " links were found");
    }

    private static boolean leads(Page page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page.path() : page.path().getParent().resolve(parts[0]).normalize();
        return Files.exists(target)
                && (parts.length == 1 || headings(target).contains(parts[1]));
    }

    /// As GitHub names them.
    private static List<String> headings(Path page) throws IOException {
        return Files.readAllLines(page).stream().map(HEADING::matcher).filter(Matcher::matches)
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
