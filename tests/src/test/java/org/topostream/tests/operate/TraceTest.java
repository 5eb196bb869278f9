package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;

/// One trace from a stimulus to its prediction, and one from a response to its score.
@ExtendWith(ObservedSite.Resolver.class)
class TraceTest {
    private static final AttributeKey<String> KEY = AttributeKey.stringKey("messaging.kafka.message.key");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> BACKBONE = AttributeKey.stringKey("topostream.backbone");
    private static final String STIMULUS = "s3";

    private static SpanData span(ObservedSite observed, String name, String topic) throws Exception {
        return ObservedSite.await("span " + name, () -> observed.spans().getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name) && STIMULUS.equals(span.getAttributes().get(KEY))
                        && topic.equals(span.getAttributes().get(TOPIC))
                        && Optional.ofNullable(span.getAttributes().get(BACKBONE)).map(ObservedSite.BACKBONE::equals)
                                .orElse(true))
                .findFirst());
    }

    @Test
    void aStimulusIsFollowedToItsPrediction(ObservedSite observed) throws Exception {
        SpanData sent = span(observed, "send stimuli", "stimuli");
        SpanData extracted = span(observed, "extract", "stimuli");
        SpanData scored = span(observed, "score", "features.observed");
        SpanData evaluated = span(observed, "evaluate", "predictions.observed");

        assertEquals(List.of(sent.getTraceId(), sent.getTraceId(), sent.getTraceId()),
                List.of(extracted.getTraceId(), scored.getTraceId(), evaluated.getTraceId()));
        assertTrue(!sent.getParentSpanContext().isValid(), "a trace begins with the stimulus");
        assertEquals(sent.getSpanId(), extracted.getParentSpanId());
        assertEquals(extracted.getSpanId(), scored.getParentSpanId());
        assertEquals(scored.getSpanId(), evaluated.getParentSpanId());
        String carried = traceParent(observed);
        assertTrue(carried.startsWith("00-" + scored.getTraceId() + "-" + scored.getSpanId() + "-"), carried);
    }

    /// Of the prediction's record.
    private static String traceParent(ObservedSite observed) throws Exception {
        try (TopicTail<byte[]> tail = TopicTail.raw(observed.site(),
                Topics.predictions(ObservedSite.SUBJECT).name())) {
            return ObservedSite.await("prediction", () -> {
                List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
                tail.poll(Duration.ofMillis(100), record -> {
                    if (STIMULUS.equals(record.key())) {
                        found.add(record);
                    }
                });
                return found.stream().findFirst().map(record -> new String(
                        record.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8));
            });
        }
    }

    @Test
    void aResponseIsFollowedToWhereItIsScored(ObservedSite observed) throws Exception {
        SpanData sent = span(observed, "send responses", "responses.observed");
        SpanData evaluated = span(observed, "evaluate", "responses.observed");

        assertEquals(sent.getTraceId(), evaluated.getTraceId());
        assertEquals(Optional.of(sent.getSpanId()), Optional.of(evaluated.getParentSpanId()));
    }
}
