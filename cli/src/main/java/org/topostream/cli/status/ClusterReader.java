package org.topostream.cli.status;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

import org.topostream.schemas.Site;

/// Asks the brokers how they are.
final class ClusterReader {
    private ClusterReader() {}

    static SiteStatus.Brokers read(Site site, List<String> topics) {
        try (Admin admin = site.admin()) {
            DescribeClusterResult cluster = admin.describeCluster();
            Collection<TopicDescription> described = admin.describeTopics(topics).allTopicNames().get().values();
            return new SiteStatus.Brokers(cluster.clusterId().get(),
                    cluster.nodes().get().stream().map(ClusterReader::address).sorted().toList(),
                    address(cluster.controller().get()),
                    (int) described.stream().flatMap(topic -> topic.partitions().stream())
                            .filter(partition -> partition.leader() == null || partition.leader().isEmpty()).count(),
                    (int) described.stream().flatMap(topic -> topic.partitions().stream())
                            .filter(partition -> partition.isr().size() < partition.replicas().size()).count());
        } catch (ExecutionException e) {
            throw new KafkaException("the brokers do not tell how they are: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static String address(Node node) {
        return node.host() + ":" + node.port();
    }
}
