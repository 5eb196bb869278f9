package org.topostream.cli.status;

import java.util.List;
import java.util.Map;

/// How a whole site is, at one moment.
///
/// @param at          when this was so, ISO 8601
/// @param letters     how many records were refused, by stage and kind of reason, such as `extract image`
public record SiteStatus(String at, Brokers brokers, Registry registry, List<Topic> topics, List<Subject> subjects,
        List<String> backbones, List<Encoder> encoders, List<Score> scores, List<Source> sources,
        Map<String, Long> letters) {

    /// The cluster.
    ///
    /// @param nodes            host:port of each broker that is there
    /// @param offlinePartitions of topostream's topics, those without a leader
    /// @param underReplicated  of topostream's topics, those that lack a replica
    public record Brokers(String cluster, List<String> nodes, String controller, int offlinePartitions,
            int underReplicated) {}

    /// The schema registry.
    ///
    /// @param subjects how many it has, as it says; empty where it does not answer
    /// @param failure  why it does not answer; empty where it does
    public record Registry(String url, String subjects, String failure) {}

    /// A topic.
    ///
    /// @param ends    offsets after the last committed records, summed
    /// @param waiting records that wait, by part
    public record Topic(String name, int partitions, long ends, Map<String, Long> waiting) {}

    /// Somebody.
    public record Subject(String name, int voxels, List<String> rois) {}

    /// The newest encoder of a subject under a backbone.
    ///
    /// @param ageSeconds since it was published
    public record Encoder(String subject, String backbone, long version, long steps, long refusedSteps, long trials,
            long ageSeconds) {}

    /// The newest score of a subject under a backbone: Pearson r, the mean over voxels.
    public record Score(String subject, String backbone, long encoderVersion, long trials, double r,
            long validationTrials, double validationR) {}

    /// A source of volumes, or the stage that reads them.
    ///
    /// @param text as `acquire status` says it
    public record Source(String subject, String source, String state, boolean lost, long volumes, long missing,
            long refused, String text) {}

    /// Nothing is wrong: brokers, registry and sources are there, and all partitions have their replicas.
    public boolean well() {
        return registry.failure().isEmpty() && brokers.offlinePartitions() == 0 && brokers.underReplicated() == 0
                && sources.stream().noneMatch(source -> source.lost() || source.state().equals("failed"));
    }
}
