package org.topostream.dashboard.json;

import java.util.Set;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.schemas.avro.SourceStatus;

/// How sources of volumes stand.
public final class SourceJson {
    private static final Set<String> KNOWN_FROM_PATH = Set.of("subject");

    private SourceJson() {}

    public static ObjectNode of(SourceStatus status) {
        return RecordJson.of(status, KNOWN_FROM_PATH);
    }
}
