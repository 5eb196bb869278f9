package org.topostream.telemetry.trace;

import java.util.Optional;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.apache.kafka.common.header.Headers;

/// A stage's work on one record, as a span: a child of whatever sent the record, and the parent of whatever reads what
/// comes of it, since Kafka Streams hands headers on.
public final class StageSpan implements AutoCloseable {
    private final Span span;

    private StageSpan(Span span) {
        this.span = span;
    }

    /// Begins, and puts itself into the record's headers in place of its parent. Without tracing it does nothing.
    /// @param backbone under which the stage works; none where it works for all
    public static StageSpan begin(String stage, Optional<String> backbone, String topic, int partition, long offset,
            String key,
            Headers headers) {
        if (!Traces.on()) {
            return new StageSpan(Span.getInvalid());
        }
        Span span = Traces.tracer().spanBuilder(stage).setParent(RecordContext.read(headers))
                .setSpanKind(SpanKind.CONSUMER).setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.operation.type", "process")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.destination.partition.id", Integer.toString(partition))
                .setAttribute("messaging.kafka.offset", offset)
                .setAttribute("messaging.kafka.message.key", String.valueOf(key)).startSpan();
        backbone.ifPresent(name -> span.setAttribute("topostream.backbone", name));
        RecordContext.write(RecordContext.read(headers).with(span), headers);
        return new StageSpan(span);
    }

    /// The record went to `dead-letters`.
    public void refused(String reason) {
        span.setStatus(StatusCode.ERROR, reason);
    }

    @Override
    public void close() {
        span.end();
    }
}
