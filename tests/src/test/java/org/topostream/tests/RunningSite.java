package org.topostream.tests;

import java.nio.file.Path;
import java.util.Map;

import org.topostream.cli.site.Endpoints;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// Looks into an embedded topostream that runs in another process.
final class RunningSite {
    private RunningSite() {}

    /// How far the log of predictions reaches; 0 while it is not there.
    static int predictions(Path data, String subject) {
        return Endpoints.running(data).stream().mapToInt(endpoints -> {
            Site site = new Site(endpoints.bootstrapServers(), endpoints.schemaRegistry(), Map.of());
            try (TopicAdmin admin = new TopicAdmin(site)) {
                return (int) admin.ends(Topics.predictions(subject).name()).values().stream()
                        .mapToLong(Long::longValue).sum();
            }
        }).sum();
    }
}
