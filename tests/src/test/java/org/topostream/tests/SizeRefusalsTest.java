package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.cli.embedded.EmbeddedBroker;
import org.topostream.cli.parts.FeaturesTopic;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimitException;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.registry.RegistrySettings;

/// Limits that would stop a record later stop the start, with the setting to change.
@ExtendWith(PlainSite.Resolver.class)
class SizeRefusalsTest {
    private static final String KAFKAS_OWN = "1048588";

    private static void make(Site site, String topic, Map<String, String> config)
            throws ExecutionException, InterruptedException {
        try (Admin admin = site.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()).configs(config))).all()
                    .get();
        }
    }

    private static SizeLimitException refused(Site site) {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            return assertThrows(SizeLimitException.class, () -> admin.create(List.of(Topics.stimuli())));
        }
    }

    @Test
    void namesATopicThatWasMadeWithTheBrokersLimit(PlainSite plain, @TempDir Path folder) throws Exception {
        make(plain.site(), "features.tight", Map.of());

        CommandRun extract = plain.run("extract", "--backbone", SmallBackbone.write(folder, "tight").toString(),
                "--data", folder.resolve("data").toString());

        assertEquals(1, extract.status());
        assertEquals("topostream extract: topic features.tight takes records of at most " + KAFKAS_OWN
                + " bytes, but records may have 16777216: set its max.message.bytes to 16777216 (kafka-configs --alter "
                + "--entity-type topics --entity-name features.tight --add-config max.message.bytes=16777216), or "
                + "topostream.record.max.bytes to " + KAFKAS_OWN + " or less in the file that --config names",
                extract.printed().strip());
    }

    @Test
    void aSubjectsPartsNameItsTopics(PlainSite plain, @TempDir Path folder) throws Exception {
        make(plain.site(), "predictions.tight", Map.of("max.message.bytes", "2000000"));

        CommandRun train = plain.run("train", "--subject", "tight", "--data", folder.toString());

        assertEquals(1, train.status());
        assertTrue(train.printed().contains("topic predictions.tight takes records of at most 2000000 bytes"),
                train.printed());
    }

    @Test
    void namesTheSettingOfABackboneThatIsTooLargeForTheSite(PlainSite plain) {
        Site site = new Site(plain.site().bootstrapServers(), plain.site().schemaRegistry(),
                Map.of("topostream.record.max.bytes", "4000000"));

        SizeLimitException refused = assertThrows(SizeLimitException.class,
                () -> FeaturesTopic.require(site, WideBackbone.of("vit-g", 40, 1536)));

        assertTrue(refused.getMessage().startsWith("features of backbone vit-g take up to 8052736 bytes for each "
                + "stimulus, but records have at most 4000000: set topostream.record.max.bytes to 8052736 or more"),
                refused.getMessage());
    }

    @Test
    void namesASettingOfClientsThatSendLess(PlainSite plain) {
        Site site = new Site(plain.site().bootstrapServers(), plain.site().schemaRegistry(),
                Map.of("max.request.size", "5000000"));

        SizeLimitException refused = refused(site);

        assertEquals("clients of this site send at most 5000000 bytes (max.request.size), but records may have "
                + "16777216: set max.request.size to 16777216 or leave it out in the file that --config names, or "
                + "topostream.record.max.bytes to 5000000 or less in the file that --config names",
                refused.getMessage());
    }

    @Test
    void findsATopicOfOursThatNobodyAskedFor(PlainSite plain) throws Exception {
        make(plain.site(), "volumes.forgotten", Map.of());

        try (TopicAdmin admin = new TopicAdmin(plain.site())) {
            SizeLimitException refused = assertThrows(SizeLimitException.class, admin::checkSizes);

            assertTrue(refused.getMessage().matches("topic \\S+ takes records of at most .*"), refused.getMessage());
        }
    }

    @Test
    void letsSmallerRecordsThroughWhereAllSaysSo(PlainSite plain) throws Exception {
        Site site = new Site(plain.site().bootstrapServers(), plain.site().schemaRegistry(),
                Map.of("max.request.size", "2000000", "topostream.record.max.bytes", "2000000"));
        make(site, "features.modest", Map.of("max.message.bytes", "2000000"));

        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.features("modest")));
            assertTrue(admin.names().contains("features.modest"));
        }
    }

    @Test
    void namesABrokerThatTakesSmallerRequests(@TempDir Path folder) throws IOException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Map.of("socket.request.max.bytes", "5000000"))) {
            SizeLimitException refused = refused(new Site(broker.bootstrapServers(), "http://localhost:9", Map.of()));

            assertEquals("broker 1 takes requests of at most 5000000 bytes, but a record may need 16842752: set its "
                    + "socket.request.max.bytes to 16842752 or more, or topostream.record.max.bytes to 4934464 or less "
                    + "in the file that --config names", refused.getMessage());
        }
    }

    @Test
    void goesOnWhereTheBrokerDoesNotTellItsLimits(@TempDir Path folder) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Map.of("authorizer.class.name",
                "org.apache.kafka.metadata.authorizer.StandardAuthorizer", "allow.everyone.if.no.acl.found", "true",
                "socket.request.max.bytes", "5000000"))) {
            Site site = new Site(broker.bootstrapServers(), "http://localhost:9",
                    Map.of(RegistrySettings.PATIENCE, "0"));
            make(site, "stimuli", Map.of("max.message.bytes", KAFKAS_OWN));
            forbidDescribingConfigs(site);

            try (TopicAdmin admin = new TopicAdmin(site)) {
                admin.create(List.of(Topics.stimuli(), Topics.deadLetters()));

                assertTrue(admin.names().contains("dead-letters"));
            }
        }
    }

    private static void forbidDescribingConfigs(Site site) throws ExecutionException, InterruptedException {
        List<AclBinding> acls = new ArrayList<>();
        for (ResourcePattern resource : List.of(
                new ResourcePattern(ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL),
                new ResourcePattern(ResourceType.TOPIC, "*", PatternType.LITERAL))) {
            acls.add(acl(resource, AclOperation.ALL, AclPermissionType.ALLOW));
            acls.add(acl(resource, AclOperation.DESCRIBE_CONFIGS, AclPermissionType.DENY));
        }
        try (Admin admin = site.admin()) {
            admin.createAcls(acls).all().get();
        }
    }

    private static AclBinding acl(ResourcePattern resource, AclOperation operation, AclPermissionType permission) {
        return new AclBinding(resource, new AccessControlEntry("User:*", "*", operation, permission));
    }
}
