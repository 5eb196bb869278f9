package org.topostream.dashboard.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What doors take and answer, for programs: OpenAPI 3.1, written by hand beside this class.
final class OpenApi {
    static final String PATH = "/openapi.json";

    private static final String RESOURCE = "openapi.json";

    private OpenApi() {}

    static ObjectNode read() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + RESOURCE + " beside " + OpenApi.class.getName());
            }
            return (ObjectNode) JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE + " from the class path", e);
        }
    }
}
