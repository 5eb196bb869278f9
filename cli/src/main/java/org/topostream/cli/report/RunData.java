package org.topostream.cli.report;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.LayerFeatures;
import org.topostream.producers.Presentation;
import org.topostream.schemas.LayerTensor;
import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.SeenRun;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.encoders.EncoderFeed;
import org.topostream.schemas.encoders.EncoderParts;
import org.topostream.schemas.encoders.PublishedEncoder;
import org.topostream.schemas.serde.UnreadableRecordException;

/// What a run left in the topics, as a `read_committed` reader sees it.
///
/// @param responses    the one that counts by trial id, in the order in which trials first came
/// @param firstOffsets of each stimulus, the offset of the first response that may hold some of the answer to it: its
///                     own, or one that was told from volumes acquired after its onset
/// @param predictions  first one by stimulus id
/// @param features     first ones by stimulus id
public record RunData(Map<String, Response> responses, Map<String, Long> firstOffsets,
        Map<String, Prediction> predictions,
        Map<String, Features> features, Optional<PublishedEncoder> encoder) {

    /// @param presentations the stimuli whose features are wanted
    public static RunData read(Site site, Subject whose, String backbone, List<Presentation> presentations) {
        String subject = whose.getSubject();
        Map<String, SeenRun> runs = new HashMap<>();
        RunData data = new RunData(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(),
                new LinkedHashMap<>(), encoder(site, subject, backbone));
        Set<String> stimuli = Set
                .copyOf(presentations.stream().map(Presentation::stimulusId).distinct().toList());
        try (TopicTail<Response> tail = TopicTail.open(site, Topics.responses(subject).name())) {
            tail.readToEnd(record -> {
                if (isTaken(record.key(), record.value(), whose)) {
                    data.add(record.value(), record.offset(), runs);
                }
            });
        }
        try (TopicTail<Prediction> tail = TopicTail.open(site, Topics.predictions(subject).name())) {
            tail.readToEnd(record -> {
                if (record.value().getBackbone().equals(backbone)) {
                    data.predictions().putIfAbsent(record.key(), record.value());
                }
            });
        }
        try (TopicTail<org.topostream.schemas.avro.Features> tail = TopicTail.open(site,
                Topics.features(backbone).name())) {
            tail.readToEnd(record -> {
                if (stimuli.contains(record.key())) {
                    data.features().putIfAbsent(record.key(), features(record.value()));
                }
            });
        }
        return data;
    }

    private static Optional<PublishedEncoder> encoder(Site site, String subject, String backbone) {
        try (EncoderFeed feed = new EncoderFeed(site, subject, backbone, Set.of(EncoderParts.ENCODER))) {
            return feed.latest();
        }
    }

    /// The others are among the dead letters.
    private static boolean isTaken(String key, Response response, Subject subject) {
        try {
            ResponseRules.check(String.valueOf(key), response, subject);
            return true;
        } catch (UnreadableRecordException e) {
            return false;
        }
    }

    private void add(Response response, long offset, Map<String, SeenRun> runs) {
        Response before = responses.get(response.getTrialId());
        if (before == null || ResponseRules.rank(response) > ResponseRules.rank(before)) {
            responses.put(response.getTrialId(), response);
            firstOffsets.merge(response.getStimulusId(), first(response, offset, runs), Math::min);
        }
    }

    private static long first(Response response, long offset, Map<String, SeenRun> runs) {
        Optional<SeenRun> run = SeenRun.runOf(response)
                .map(name -> runs.computeIfAbsent(name, each -> new SeenRun()));
        run.ifPresent(seen -> seen.add(response, offset));
        return run.map(seen -> seen.firstBeyond(response.getOnset()).orElse(offset)).orElse(offset);
    }

    private static Features features(org.topostream.schemas.avro.Features record) {
        return new Features(LayerTensor.layers(record).stream()
                .map(layer -> new LayerFeatures(layer.name(), layer.channels(), layer.local(), layer.global()))
                .toList());
    }

    public static float[] values(Response response) {
        return Tensors.floats(response.getValues());
    }

    public static float[] values(Prediction prediction) {
        return Tensors.floats(prediction.getValues());
    }
}
