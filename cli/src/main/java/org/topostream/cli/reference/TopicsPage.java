package org.topostream.cli.reference;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.avro.Schema;

import org.topostream.schemas.TopicSpec;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Features;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Score;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.avro.Volume;

/// Every topic.
final class TopicsPage {
    private static final String SUBJECT = "SUBJECT";
    private static final String BACKBONE = "BACKBONE";

    private TopicsPage() {}

    static String text() {
        Markdown page = new Markdown("Topics");
        page.paragraph(
                "Values are Avro in Confluent's wire format, with the schemas of [Schemas](schemas.md); keys are text. "
                        + "Whoever makes a topic first gives it these partitions; `stimuli`, `features.*` and `trainers` may have "
                        + "more, a subject's topics have one each, which gives its trials one order.");
        page.columns("Topic", "Key", "Value", "Partitions", "Kept");
        values().forEach((topic, value) -> page.row(Markdown.code(topic.name()), topic.key(), value,
                Integer.toString(topic.partitions()), kept(topic)));
        return page.toString();
    }

    private static Map<TopicSpec, String> values() {
        Map<TopicSpec, String> values = new LinkedHashMap<>();
        values.put(Topics.stimuli(), link(Stimulus.getClassSchema()));
        values.put(Topics.features(BACKBONE), link(Features.getClassSchema()));
        values.put(Topics.subjects(), link(Subject.getClassSchema()));
        values.put(Topics.surfaces(SUBJECT), link(Surface.getClassSchema()));
        values.put(Topics.volumes(SUBJECT), link(Volume.getClassSchema()));
        values.put(Topics.events(SUBJECT), link(Event.getClassSchema()));
        values.put(Topics.responses(SUBJECT), link(Response.getClassSchema()));
        values.put(Topics.sources(SUBJECT), link(SourceStatus.getClassSchema()));
        values.put(Topics.encoders(SUBJECT, BACKBONE), link(EncoderPart.getClassSchema()));
        values.put(Topics.predictions(SUBJECT), link(Prediction.getClassSchema()));
        values.put(Topics.scores(SUBJECT), link(Score.getClassSchema()));
        values.put(Topics.maps(SUBJECT), link(CorticalMap.getClassSchema()));
        values.put(Topics.trainers(), "none");
        values.put(Topics.deadLetters(), "the original bytes");
        values.put(Topics.retries(), "none");
        return values;
    }

    private static String link(Schema schema) {
        return "[" + schema.getName() + "](schemas.md#" + SchemasPage.anchor(schema.getName()) + ")";
    }

    private static String kept(TopicSpec topic) {
        if (topic.compacted()) {
            return "newest of each key";
        }
        return topic.retentionMs() < 0 ? "for good" : Duration.ofMillis(topic.retentionMs()).toDays() + " days";
    }
}
