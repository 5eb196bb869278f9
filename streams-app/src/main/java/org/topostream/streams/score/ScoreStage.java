package org.topostream.streams.score;

import org.apache.kafka.streams.Topology;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Features;
import org.topostream.streams.Stage;

/// `features.<backbone>` and the current encoder -> `predictions.<subject>`.
public final class ScoreStage {
    private ScoreStage() {}

    /// Consumer group and application id. No name holds a dot, so that no two pairs of names share one.
    public static String name(String subject, String backbone) {
        return "topostream-score-" + subject + "." + backbone;
    }

    public static Topology topology(Site site, String subject, String backbone, CurrentEncoder encoder) {
        String output = Topics.predictions(subject).name();
        return new Stage("score", backbone, site)
                .read(Topics.features(backbone).name(), Features.class, () -> new ScoreHandler(encoder, output))
                .write(output).topology();
    }
}
