package org.topostream.telemetry.trace;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// Begins a trace with every stimulus, response, volume and event that is sent, whoever sends it: a span from the call
/// until Kafka has it. A record that is in a trace already stays in it.
public final class TraceInterceptor<K, V> implements ProducerInterceptor<K, V> {
    private final Map<String, Span> sending = new ConcurrentHashMap<>();

    @Override
    public ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        if (Traces.on() && begins(record.topic()) && !RecordContext.isIn(record.headers())) {
            Span span = Traces.tracer().spanBuilder("send " + kind(record.topic())).setNoParent()
                    .setSpanKind(SpanKind.PRODUCER).setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.operation.type", "send")
                    .setAttribute("messaging.destination.name", record.topic())
                    .setAttribute("messaging.kafka.message.key", String.valueOf(record.key())).startSpan();
            RecordContext.write(Context.root().with(span), record.headers());
            parent(record.headers()).ifPresent(parent -> sending.put(parent, span));
        }
        return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure, Headers headers) {
        parent(headers).map(sending::remove).ifPresent(span -> {
            if (failure != null) {
                span.setStatus(StatusCode.ERROR, failure.toString());
            }
            span.end();
        });
    }

    private static Optional<String> parent(Headers headers) {
        return Optional.ofNullable(headers).map(all -> all.lastHeader(RecordContext.PARENT)).map(Header::value)
                .map(value -> new String(value, StandardCharsets.UTF_8));
    }

    private static boolean begins(String topic) {
        return switch (kind(topic)) {
            case "stimuli", "responses", "volumes", "events" -> true;
            default -> false;
        };
    }

    /// A topic's name without its subject's.
    private static String kind(String topic) {
        return topic.split("\\.", 2)[0];
    }

    @Override
    public void close() {
        sending.values().forEach(Span::end);
        sending.clear();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has none.
    }
}
