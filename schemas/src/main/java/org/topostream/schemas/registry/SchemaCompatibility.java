package org.topostream.schemas.registry;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has the registry refuse schemas that would break readers: those of later versions of a program, which read what lies
/// in the topics, and those of earlier ones, which run on while a site is upgraded.
public final class SchemaCompatibility {
    /// New readers read everything that was ever written, and old readers what is written from now on.
    public static final String WANTED = "FULL_TRANSITIVE";
    private static final Logger LOG = LoggerFactory.getLogger(SchemaCompatibility.class);
    private static final Set<String> KEEPS_READERS = Set.of("BACKWARD", "BACKWARD_TRANSITIVE", "FULL", WANTED);
    private static final int NOT_FOUND = 404;

    private final RegistryConnection connection;

    public SchemaCompatibility(RegistrySettings settings) {
        connection = new RegistryConnection(settings);
    }

    /// Makes it the rule for all subjects that have none of their own.
    public void setForAll() {
        put("/config");
    }

    /// Sets the rule of each of these subjects that has none, where the registry's own lets anything through. A site's
    /// registry may not let us: that is logged, with what to do.
    public void require(Collection<String> subjects) {
        try {
            if (!keepsReaders(level("/config"))) {
                subjects.stream().map(subject -> "/config/" + escape(subject))
                        .filter(path -> !keepsReaders(level(path))).forEach(this::put);
            }
        } catch (RegistryRefusedException | RegistryUnavailableException e) {
            LOG.warn("schemas may break readers reason=the registry checks no compatibility, and it could not be set; "
                    + "set it to {}: {}", WANTED, e.getMessage());
        }
    }

    private static boolean keepsReaders(Optional<String> level) {
        return level.filter(KEEPS_READERS::contains).isPresent();
    }

    private Optional<String> level(String path) {
        try {
            return Optional.of(connection.call("GET", path, "").path("compatibilityLevel").asText());
        } catch (RegistryRefusedException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void put(String path) {
        connection.call("PUT", path,
                JsonNodeFactory.instance.objectNode().put("compatibility", WANTED).toString());
    }

    private static String escape(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
