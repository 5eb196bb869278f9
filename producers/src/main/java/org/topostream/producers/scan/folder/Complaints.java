package org.topostream.producers.scan.folder;

import java.util.Map;
import java.util.TreeMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is wrong now. It is looked for ten times a second, but told once, and once more when it is over.
final class Complaints {
    private static final Logger LOG = LoggerFactory.getLogger(Complaints.class);

    private final Map<String, String> reasons = new TreeMap<>();

    void add(String about, String reason) {
        if (!reason.equals(reasons.put(about, reason))) {
            LOG.warn("folder in trouble about={} reason={}", about, reason);
        }
    }

    void over(String about) {
        if (reasons.remove(about) != null) {
            LOG.info("folder trouble over about={}", about);
        }
    }

    /// Reasons by what they are about.
    Map<String, String> reasons() {
        return new TreeMap<>(reasons);
    }
}
