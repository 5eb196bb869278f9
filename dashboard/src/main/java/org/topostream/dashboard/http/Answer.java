package org.topostream.dashboard.http;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.live.Content;

/// What a request gets.
sealed interface Answer {

    /// Made for this request.
    ///
    /// @param headers beside the usual ones
    record Once(int status, String type, Map<String, String> headers, byte[] body) implements Answer {}

    /// The same for everybody until it changes.
    ///
    /// @param zips whether gzip makes it smaller
    record Kept(String type, Content content, boolean zips) implements Answer {}

    String BINARY = "application/octet-stream";
    String SHAPE = "X-Shape";
    int OK = 200;

    static Answer json(JsonNode body) {
        return new Once(OK, "application/json", Map.of(), Json.bytes(body));
    }

    /// float32, little endian.
    static Answer floats(float[] values, Map<String, String> headers) {
        ByteBuffer body = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        body.asFloatBuffer().put(values);
        return new Once(OK, BINARY, headers, body.array());
    }

    /// int8 `[N]`.
    static Answer labels(byte[] values) {
        return new Once(OK, BINARY, Map.of(SHAPE, Integer.toString(values.length)), values);
    }

    /// @param sentence what was expected and what came
    static Answer error(int status, String sentence) {
        return new Once(status, "application/json", Map.of(), Json.bytes(Json.object().put("error", sentence)));
    }
}
