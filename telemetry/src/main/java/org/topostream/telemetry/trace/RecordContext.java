package org.topostream.telemetry.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/// The W3C trace context in a record's headers (https://www.w3.org/TR/trace-context/).
final class RecordContext {
    static final String PARENT = "traceparent";
    private static final TextMapGetter<Headers> READER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            List<Header> all = Arrays.asList(headers.toArray());
            return all.stream().map(Header::key).toList();
        }

        @Override
        public String get(Headers headers, String key) {
            Header header = headers == null ? null : headers.lastHeader(key);
            return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
        }
    };

    private RecordContext() {}

    static boolean isIn(Headers headers) {
        return headers.lastHeader(PARENT) != null;
    }

    /// The context that the record came in; no span where it names none, or none that can be read.
    static Context read(Headers headers) {
        return Traces.propagator().extract(Context.root(), headers, READER);
    }

    /// Replaces the context that the headers name.
    static void write(Context context, Headers headers) {
        Traces.propagator().inject(context, headers, (to, key, value) -> {
            to.remove(key);
            to.add(key, value.getBytes(StandardCharsets.UTF_8));
        });
    }
}
