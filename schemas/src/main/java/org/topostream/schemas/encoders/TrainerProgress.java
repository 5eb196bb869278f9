package org.topostream.schemas.encoders;

import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;

/// How far a trainer is: it commits its input offsets with every encoder that it publishes.
public final class TrainerProgress implements AutoCloseable {
    private static final String COUNT = "\\d{1,18}";

    private final Admin admin;
    private final String group;
    private final TopicPartition responses;

    public TrainerProgress(Site site, String subject, String backbone) {
        admin = site.admin();
        group = group(subject, backbone);
        responses = new TopicPartition(Topics.responses(subject).name(), 0);
    }

    /// The consumer group under which a trainer commits. No name holds a dot, so that no two pairs of names share one.
    public static String group(String subject, String backbone) {
        return "topostream-train-" + subject + "." + backbone;
    }

    /// The newest encoder has seen the responses before this offset of `responses.<subject>`; 0 before the first.
    public long trainedUpTo() {
        OffsetAndMetadata offset = committed().get(responses);
        return offset == null ? 0 : offset.offset();
    }

    /// How many trials the newest encoder was trained on; 0 before the first.
    public long trials() {
        OffsetAndMetadata offset = committed().get(responses);
        return offset == null || !offset.metadata().matches(COUNT) ? 0 : Long.parseLong(offset.metadata());
    }

    /// What a trainer commits: the next offset of a topic, and how many trials it has learnt.
    public static OffsetAndMetadata commit(long next, long trials) {
        return new OffsetAndMetadata(next, Long.toString(trials));
    }

    private Map<TopicPartition, OffsetAndMetadata> committed() {
        try {
            return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read how far " + group + " is: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
