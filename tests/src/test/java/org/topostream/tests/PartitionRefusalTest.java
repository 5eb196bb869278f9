package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicSpec;
import org.topostream.schemas.Topics;

/// A lab's broker may make a topic with several partitions as soon as somebody writes to it.
@ExtendWith(PlainSite.Resolver.class)
class PartitionRefusalTest {
    private static void make(Admin admin, TopicSpec topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic.name(), Optional.of(3), Optional.empty())
                .configs(java.util.Map.of("max.message.bytes", "16777216")))).all().get();
        while (!admin.listTopics().names().get().contains(topic.name())) {
            Thread.onSpinWait(); // a broker tells of a topic some time after it is made
        }
    }

    @Test
    void refusesResponsesThatHaveNoOneOrder(PlainSite plain) throws Exception {
        try (Admin admin = plain.site().admin(); TopicAdmin topics = new TopicAdmin(plain.site())) {
            make(admin, Topics.responses("scattered"));

            KafkaException refusal = assertThrows(KafkaException.class,
                    () -> topics.create(Topics.all("scattered", "none")));

            assertTrue(refusal.getMessage().startsWith("topic responses.scattered has 3 partitions, expected 1"),
                    refusal.getMessage());
            assertTrue(topics.ends(Topics.predictions("scattered").name()).isEmpty(), "nothing else was made");
        }
    }

    @Test
    void takesFeaturesInAsManyPartitionsAsTheSiteLikes(PlainSite plain) throws Exception {
        try (Admin admin = plain.site().admin(); TopicAdmin topics = new TopicAdmin(plain.site())) {
            make(admin, Topics.features("scattered"));

            topics.create(Topics.all("gathered", "scattered"));

            assertEquals(3, topics.ends(Topics.features("scattered").name()).size());
        }
    }
}
