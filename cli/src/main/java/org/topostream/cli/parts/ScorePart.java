package org.topostream.cli.parts;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.schemas.Site;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.streams.RunningStage;
import org.topostream.streams.StreamsSettings;
import org.topostream.streams.score.CurrentEncoder;
import org.topostream.streams.score.ScoreStage;
import org.topostream.telemetry.health.Condition;
import org.topostream.telemetry.health.Watched;
import org.topostream.telemetry.metrics.EncoderMeters;

/// Predictions from features. Follows the encoders in a thread of its own, and joins the consumer group when the
/// first one is there: until then features wait in their topic.
public final class ScorePart implements Watched, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ScorePart.class);

    private final Site site;
    private final String subject;
    private final String backbone;
    private final StreamsSettings settings;
    private final CurrentEncoder encoder = new CurrentEncoder();
    private final EncoderMeters meters;
    private final EncoderFeed feed;
    private final Thread follower;
    private volatile Optional<RunningStage> stage = Optional.empty();

    public ScorePart(Site site, String subject, String backbone, int threads, Path stateFolder) {
        this.site = site;
        this.subject = subject;
        this.backbone = backbone;
        this.settings = new StreamsSettings(threads, stateFolder);
        meters = new EncoderMeters("score", subject, backbone);
        feed = new EncoderFeed(site, subject, backbone, Set.of(EncoderParts.ENCODER));
        follower = Thread.ofPlatform().name("encoders-" + subject + "." + backbone)
                .start(() -> feed.follow(this::take));
    }

    private void take(PublishedEncoder published) {
        try {
            encoder.replace(published);
        } catch (IllegalArgumentException e) {
            LOG.error("encoder refused subject={} backbone={} version={} reason={}", subject, backbone,
                    published.manifest().getVersion(), e.getMessage());
            return;
        }
        meters.has(published.manifest().getVersion(), published.manifest().getPublishedAt());
        if (stage.isEmpty()) {
            stage = Optional.of(RunningStage.start(ScoreStage.name(subject, backbone),
                    ScoreStage.topology(site, subject, backbone, encoder), site, settings));
        }
    }

    @Override
    public String name() {
        return ScoreStage.name(subject, backbone);
    }

    @Override
    public Condition condition() {
        if (!follower.isAlive()) {
            return new Condition.Dead("encoders are not followed any more");
        }
        return stage.map(RunningStage::condition).orElseGet(() -> new Condition.Waiting("no encoder is published yet"));
    }

    @Override
    public void close() throws InterruptedException {
        feed.close();
        follower.join();
        stage.ifPresent(RunningStage::close);
        encoder.close();
        meters.close();
    }
}
