package org.topostream.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.avro.specific.SpecificRecord;

import org.topostream.cli.acquire.SourceText;
import org.topostream.cli.letters.DeadLetters;
import org.topostream.schemas.Backlog;
import org.topostream.schemas.RefusalKind;
import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaRegistryClient;

/// Looks at a whole site: its topics say all that is known of it.
public final class SiteReader {
    private static final String FEATURES = "features.";
    private static final String SCORES = "scores.";
    private static final String SOURCES = "sources.";

    private final Site site;

    public SiteReader(Site site) {
        this.site = site;
    }

    /// Takes about a second.
    /// @throws org.apache.kafka.common.KafkaException where no broker answers
    public SiteStatus read() {
        Instant now = Instant.now();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            List<String> ours = admin.names().stream().filter(Topics::isOurs).toList();
            return new SiteStatus(now.truncatedTo(ChronoUnit.SECONDS).toString(), ClusterReader.read(site, ours),
                    registry(), topics(admin, ours), subjects(ours), named(ours, FEATURES), encoders(ours, now),
                    scores(ours), sources(ours, now), letters(ours));
        }
    }

    private SiteStatus.Registry registry() {
        try {
            return new SiteStatus.Registry(site.schemaRegistry(),
                    new SchemaRegistryClient(RegistrySettings.from(site.common())).subjects(), "");
        } catch (RuntimeException e) {
            return new SiteStatus.Registry(site.schemaRegistry(), "", e.getMessage());
        }
    }

    private List<SiteStatus.Topic> topics(TopicAdmin admin, List<String> ours) {
        Map<String, List<Backlog>> backlogs = Backlog.all(site).stream()
                .collect(Collectors.groupingBy(Backlog::topic));
        List<SiteStatus.Topic> topics = new ArrayList<>();
        for (String topic : ours) {
            Map<?, Long> ends = admin.ends(topic);
            Map<String, Long> waiting = new TreeMap<>();
            backlogs.getOrDefault(topic, List.of()).forEach(each -> waiting.put(each.part(), each.records()));
            topics.add(new SiteStatus.Topic(topic, ends.size(),
                    ends.values().stream().mapToLong(Long::longValue).sum(), waiting));
        }
        return topics;
    }

    private List<SiteStatus.Subject> subjects(List<String> ours) {
        if (!ours.contains(Topics.subjects().name())) {
            return List.of();
        }
        return Subjects.all(site).values().stream()
                .map(subject -> new SiteStatus.Subject(subject.getSubject(),
                        subject.getCoordinates().getShape().getFirst(),
                        subject.getRois().stream().map(Roi::getName).toList()))
                .toList();
    }

    private static List<String> named(List<String> topics, String kind) {
        return topics.stream().filter(topic -> topic.startsWith(kind)).map(topic -> topic.substring(kind.length()))
                .toList();
    }

    private List<SiteStatus.Encoder> encoders(List<String> ours, Instant now) {
        return ours.stream().map(Topics::encoderTopic).flatMap(Optional::stream).map(this::newest)
                .flatMap(Optional::stream)
                .map(manifest -> new SiteStatus.Encoder(manifest.getSubject(), manifest.getBackbone(),
                        manifest.getVersion(), manifest.getSteps(), manifest.getRefusedSteps(), manifest.getTrials(),
                        Duration.between(manifest.getPublishedAt(), now).toSeconds()))
                .toList();
    }

    private Optional<EncoderManifest> newest(Topics.EncoderTopic names) {
        try (EncoderFeed feed = new EncoderFeed(site, names.subject(), names.backbone(), Set.of())) {
            return feed.latest().map(PublishedEncoder::manifest);
        }
    }

    private List<SiteStatus.Score> scores(List<String> ours) {
        Map<String, Score> newest = new TreeMap<>();
        this.<Score>read(ours, SCORES, score -> newest.put(score.getSubject() + "/" + score.getBackbone(), score));
        return newest.values().stream()
                .map(score -> new SiteStatus.Score(score.getSubject(), score.getBackbone(), score.getEncoderVersion(),
                        score.getPrequential().getTrials(), score.getPrequential().getRMean(),
                        score.getValidation().getTrials(), score.getValidation().getRMean()))
                .toList();
    }

    private List<SiteStatus.Source> sources(List<String> ours, Instant now) {
        Map<String, SourceStatus> newest = new TreeMap<>();
        this.<SourceStatus>read(ours, SOURCES,
                source -> newest.put(source.getSubject() + "/" + source.getSource(), source));
        return newest.values().stream()
                .map(source -> new SiteStatus.Source(source.getSubject(), source.getSource(),
                        SourceText.word(source.getState()), SourceText.isLost(source, now), source.getVolumes(),
                        source.getMissingVolumes(), source.getRefused(), SourceText.line(source)))
                .toList();
    }

    private <R extends SpecificRecord> void read(List<String> ours, String kind, Consumer<R> sink) {
        String[] topics = ours.stream().filter(topic -> topic.startsWith(kind)).toArray(String[]::new);
        if (topics.length > 0) {
            try (TopicTail<R> tail = TopicTail.open(site, topics)) {
                tail.readToEnd(record -> Optional.ofNullable(record.value()).ifPresent(sink));
            }
        }
    }

    private Map<String, Long> letters(List<String> ours) {
        Map<String, Long> counted = new TreeMap<>();
        if (ours.contains(Topics.deadLetters().name())) {
            new DeadLetters(site).each(letter -> counted
                    .merge(letter.stage() + " " + RefusalKind.of(letter.reason()).label(), 1L, Long::sum));
        }
        return new LinkedHashMap<>(counted);
    }
}
