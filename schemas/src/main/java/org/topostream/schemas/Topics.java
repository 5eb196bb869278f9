package org.topostream.schemas;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The catalogue: every topic's name, key, partitions and cleanup.
public final class Topics {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,80}");
    private static final Pattern ENCODERS = Pattern.compile("encoders\\.([^.]+)\\.([^.]+)");
    private static final Pattern FEATURES = Pattern.compile("features\\.([^.]+)");
    private static final Pattern OURS = Pattern
            .compile("stimuli|subjects|trainers|dead-letters|dead-letters-retried|" + ENCODERS
                    + "|(features|volumes|events|responses|predictions|scores|maps|surfaces|sources)\\.[^.]+");
    private static final int SHARED_PARTITIONS = 4;
    private static final long WEEK = Duration.ofDays(7).toMillis();
    private static final long FOR_GOOD = -1;

    private Topics() {}

    public static TopicSpec stimuli() {
        return new TopicSpec("stimuli", "stimulus id", SHARED_PARTITIONS, false, FOR_GOOD);
    }

    /// Kept for good: this log is the training set.
    public static TopicSpec features(String backbone) {
        return new TopicSpec("features." + checked("backbone", backbone), "stimulus id", SHARED_PARTITIONS, false,
                FOR_GOOD);
    }

    public static TopicSpec volumes(String subject) {
        return perSubject("volumes", "run / volume number", subject, false, WEEK);
    }

    public static TopicSpec events(String subject) {
        return perSubject("events", "run", subject, false, FOR_GOOD);
    }

    public static TopicSpec responses(String subject) {
        return perSubject("responses", "stimulus id", subject, false, FOR_GOOD);
    }

    public static TopicSpec subjects() {
        return new TopicSpec("subjects", "subject", 1, true, FOR_GOOD);
    }

    public static TopicSpec encoders(String subject, String backbone) {
        return new TopicSpec("encoders." + checked("subject", subject) + "." + checked("backbone", backbone),
                "part name", 1, true, FOR_GOOD);
    }

    public static TopicSpec predictions(String subject) {
        return perSubject("predictions", "stimulus id", subject, false, FOR_GOOD);
    }

    public static TopicSpec scores(String subject) {
        return perSubject("scores", "backbone", subject, true, FOR_GOOD);
    }

    public static TopicSpec maps(String subject) {
        return perSubject("maps", "backbone/kind", subject, true, FOR_GOOD);
    }

    public static TopicSpec surfaces(String subject) {
        return perSubject("surfaces", "hemisphere/name", subject, true, FOR_GOOD);
    }

    /// How the sources of a subject's volumes stand.
    public static TopicSpec sources(String subject) {
        return perSubject("sources", "source", subject, true, FOR_GOOD);
    }

    public static TopicSpec deadLetters() {
        return new TopicSpec("dead-letters", "original key", 1, false, FOR_GOOD);
    }

    /// Which dead letters were sent again: one record each, without a value's bytes.
    public static TopicSpec retries() {
        return new TopicSpec("dead-letters-retried", "partition:offset of the letter", 1, true, FOR_GOOD);
    }

    /// Which encoders there are to share among trainers. The first partition stands for the list itself, every other one for
    /// the encoder that its only record names.
    public static TopicSpec trainers() {
        return new TopicSpec("trainers", "subject.backbone", 1, false, FOR_GOOD);
    }

    /// All topics of one subject under one backbone.
    public static List<TopicSpec> all(String subject, String backbone) {
        return List.of(stimuli(), features(backbone), volumes(subject), events(subject), responses(subject),
                subjects(), encoders(subject, backbone), predictions(subject), scores(subject), maps(subject),
                surfaces(subject), sources(subject), deadLetters());
    }

    /// The subject and backbone of an encoders topic.
    public record EncoderTopic(String subject, String backbone) {}

    /// The backbone whose features a topic holds; nothing where it is another topic.
    public static Optional<String> featuresTopic(String topic) {
        Matcher name = FEATURES.matcher(topic);
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /// Whose encoders a topic holds; nothing where it is another topic.
    public static Optional<EncoderTopic> encoderTopic(String topic) {
        Matcher names = ENCODERS.matcher(topic);
        return names.matches() ? Optional.of(new EncoderTopic(names.group(1), names.group(2))) : Optional.empty();
    }

    /// Whether a topic's name is one of the catalogue's.
    public static boolean isOurs(String topic) {
        return OURS.matcher(topic).matches();
    }

    private static TopicSpec perSubject(String kind, String key, String subject, boolean compacted, long retention) {
        return new TopicSpec(kind + "." + checked("subject", subject), key, 1, compacted, retention);
    }

    /// @param what names the name in the message
    /// @return the name of a subject or backbone
    /// @throws IllegalArgumentException where it cannot be a part of a topic's name
    public static String checked(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    what + " name must be 1 to 80 letters, digits, '-' or '_', got '" + name + "'");
        }
        return name;
    }
}
