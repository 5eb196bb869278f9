package org.topostream.dashboard.feed;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

import org.topostream.dashboard.live.Live;
import org.topostream.schemas.Topics;

/// Which topics are read: the shared ones, and those of every subject that is known.
final class FeedTopics {
    private static final long PATIENCE_SECONDS = 10;

    private final Live live;

    FeedTopics(Live live) {
        this.live = live;
    }

    Set<String> wanted() {
        Set<String> topics = new HashSet<>(Set.of(Topics.subjects().name(), Topics.stimuli().name()));
        live.subjects().stream().map(subject -> subject.anatomy().subject())
                .forEach(subject -> topics.addAll(Set.of(Topics.maps(subject).name(), Topics.scores(subject).name(),
                        Topics.predictions(subject).name(), Topics.responses(subject).name(),
                        Topics.surfaces(subject).name(), Topics.sources(subject).name())));
        return topics;
    }

    /// Those of the wanted that exist and may be seen.
    /// @throws KafkaException where Kafka does not answer
    static Set<String> existing(Admin admin, Set<String> wanted) {
        try {
            Set<String> existing = new HashSet<>(wanted);
            existing.retainAll(admin.listTopics().names().get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            return existing;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("topics cannot be listed: " + e, e);
        }
    }

    /// Whose topic it is; empty for a shared one.
    static String owner(String topic) {
        int dot = topic.indexOf('.');
        return dot < 0 ? "" : topic.substring(dot + 1);
    }
}
