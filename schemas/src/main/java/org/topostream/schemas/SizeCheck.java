package org.topostream.schemas;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a site lets records through that are as large as its [SizeLimits] say: a record that is refused by a broker
/// stops the stream that sends it.
///
/// What counts is what stops a record: the size of a request that a client sends and a broker takes, and
/// `max.message.bytes` of a topic, which wins over the broker's `message.max.bytes`. Fetches do not: Kafka hands on a
/// first batch that is larger than they are, to replicas as to consumers, only slower; so that is logged. A broker that
/// does not tell its settings is taken to be right.
final class SizeCheck {
    private static final Logger LOG = LoggerFactory.getLogger(SizeCheck.class);
    private static final String CONFIG_FILE = "in the file that --config names";

    private final Admin admin;
    private final Map<String, String> overrides;
    private final SizeLimits limits;

    SizeCheck(Admin admin, Site site) {
        this.admin = admin;
        this.overrides = site.overrides();
        this.limits = site.limits();
    }

    /// @param topics that exist
    /// @throws SizeLimitException where one of them, a broker or a client's setting lets less through
    void require(Collection<String> topics) {
        clients();
        brokers();
        topics.forEach(this::topic);
    }

    private void clients() {
        limits.producer().keySet().forEach(setting -> {
            client(setting);
            client("producer." + setting);
        });
        limits.consumer().forEach((setting, wanted) -> {
            if (number(overrides.get(setting)).orElse(Long.MAX_VALUE) < Long.parseLong(wanted)) {
                LOG.warn("large records are fetched one by one setting={} is={} wanted={}", setting,
                        overrides.get(setting), wanted);
            }
        });
    }

    private void client(String setting) {
        OptionalLong value = number(overrides.get(setting));
        if (value.isPresent() && value.getAsLong() < limits.recordBytes()) {
            throw new SizeLimitException("clients of this site send at most " + value.getAsLong() + " bytes ("
                    + setting + "), but records may have " + limits.recordBytes() + ": set " + setting + " to "
                    + limits.recordBytes() + " or leave it out " + CONFIG_FILE + orLess(value.getAsLong()));
        }
    }

    private void brokers() {
        try {
            List<ConfigResource> brokers = admin.describeCluster().nodes().get().stream()
                    .map(node -> new ConfigResource(ConfigResource.Type.BROKER, node.idString())).toList();
            admin.describeConfigs(brokers).values().forEach(this::broker);
        } catch (ExecutionException e) {
            notTold("the brokers", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void broker(ConfigResource broker, KafkaFuture<Config> told) {
        String who = "broker " + broker.name();
        long request = setting(who, told, "socket.request.max.bytes").orElse(Long.MAX_VALUE);
        if (request < limits.requestBytes()) {
            throw new SizeLimitException(who + " takes requests of at most " + request
                    + " bytes, but a record may need " + limits.requestBytes()
                    + ": set its socket.request.max.bytes to "
                    + limits.requestBytes() + " or more" + orLess(request - limits.requestBytes()
                            + limits.recordBytes()));
        }
        if (setting(who, told, "replica.fetch.max.bytes").orElse(Long.MAX_VALUE) < limits.recordBytes()) {
            LOG.info("large records are replicated one by one: broker={} setting=replica.fetch.max.bytes wanted={}",
                    broker.name(), limits.recordBytes());
        }
    }

    private void topic(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        OptionalLong value = setting("topic " + topic, admin.describeConfigs(List.of(resource)).values().get(resource),
                "max.message.bytes");
        if (value.isPresent() && value.getAsLong() < limits.recordBytes()) {
            throw new SizeLimitException("topic " + topic + " takes records of at most " + value.getAsLong()
                    + " bytes, but records may have " + limits.recordBytes() + ": set its max.message.bytes to "
                    + limits.recordBytes() + " (kafka-configs --alter --entity-type topics --entity-name " + topic
                    + " --add-config max.message.bytes=" + limits.recordBytes() + ")" + orLess(value.getAsLong()));
        }
    }

    private static String orLess(long bytes) {
        return SizeLimits.isPossible(bytes)
                ? ", or " + SizeLimits.SETTING + " to " + bytes + " or less " + CONFIG_FILE
                : "";
    }

    private static OptionalLong setting(String who, KafkaFuture<Config> told, String name) {
        try {
            ConfigEntry entry = told.get().get(name);
            return number(entry == null ? null : entry.value());
        } catch (ExecutionException e) {
            notTold(who, e);
            return OptionalLong.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void notTold(String who, ExecutionException e) {
        LOG.info("size limits not checked of={} reason={}", who, e.getCause().toString());
    }

    /// A number that is none is for Kafka's clients to refuse.
    private static OptionalLong number(String text) {
        try {
            return text == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static KafkaException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new KafkaException("interrupted", e);
    }
}
