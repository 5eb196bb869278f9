package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Digest;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Stimulus;

/// From a broken image to its dead letter, and back to its topic, once.
@ExtendWith(PlainSite.Resolver.class)
class DeadLettersTest {
    private static final String STIMULUS = "broken-letter.jpg";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static byte[] send(Site site) throws Exception {
        byte[] image = "no image".getBytes(StandardCharsets.UTF_8);
        Stimulus stimulus = Stimulus.newBuilder().setStimulusId(STIMULUS).setImage(ByteBuffer.wrap(image))
                .setSha256(Digest.sha256(image)).setSentAt(Instant.now()).build();
        try (KafkaProducer<String, Stimulus> producer = site.producer()) {
            producer.send(new ProducerRecord<>("stimuli", STIMULUS, stimulus)).get();
        }
        return site.<Stimulus>serializer().serialize("stimuli", stimulus);
    }

    private static List<ConsumerRecord<String, byte[]>> await(Site site, String topic,
            Predicate<ConsumerRecord<String, byte[]>> wanted, int count) {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        Instant end = Instant.now().plus(PATIENCE);
        try (TopicTail<byte[]> tail = TopicTail.raw(site, topic)) {
            while (found.size() < count) {
                assertTrue(Instant.now().isBefore(end), topic + " has " + found.size() + ", expected " + count);
                tail.poll(Duration.ofMillis(100), record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    private static boolean isOurs(ConsumerRecord<String, byte[]> record) {
        return STIMULUS.equals(record.key());
    }

    private static long stimuli(Site site) {
        return Committed.keys(site, "stimuli").stream().filter(STIMULUS::equals).count();
    }

    @Test
    void aRefusedRecordIsListedShownAndSentBackOnce(PlainSite plain, @TempDir Path folder) throws Exception {
        Site site = plain.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.stimuli(), Topics.deadLetters()));
        }
        try (StayingCommand extract = StayingCommand.start("extract", "--backbone",
                SmallBackbone.write(folder, "letters").toString(), "--data", folder.resolve("data").toString(),
                "--bootstrap-server", site.bootstrapServers(), "--schema-registry", site.schemaRegistry())) {
            byte[] sent = send(site);
            extract.requireAlive();
            ConsumerRecord<String, byte[]> letter = await(site, "dead-letters", DeadLettersTest::isOurs, 1).getFirst();
            String position = letter.partition() + ":" + letter.offset();

            CommandRun list = plain.run("dead-letters", "list", "--stage", "extract", "--key", STIMULUS);
            Path saved = folder.resolve("saved");
            CommandRun show = plain.run("dead-letters", "show", position, "--out", saved.toString());
            CommandRun retry = plain.run("dead-letters", "retry", position);
            CommandRun secondRetry = plain.run("dead-letters", "retry", "--key", STIMULUS, "--topic", "stimuli",
                    position);

            assertTrue(list.printed().contains("backbone letters: expected a JPEG or a PNG, got text"),
                    list.printed());
            assertEquals(0, show.status(), show.printed());
            assertArrayEquals(sent, Files.readAllBytes(saved));
            assertEquals(0, retry.status(), retry.printed());
            assertTrue(retry.printed().contains("1 sent, 0 sent before, 0 not sent"), retry.printed());
            assertTrue(secondRetry.printed().contains("0 sent, 1 sent before, 0 not sent"), secondRetry.printed());
            List<ConsumerRecord<String, byte[]>> both = await(site, "stimuli", DeadLettersTest::isOurs, 2);
            assertArrayEquals(sent, both.getLast().value());
            assertEquals(position, DeadLetterHeaders.text(both.getLast().headers(), DeadLetterHeaders.RETRY_OF));
            await(site, "dead-letters", DeadLettersTest::isOurs, 2); // it is as broken as before
            assertEquals(2, stimuli(site));
        }
        CommandRun again = plain.run("dead-letters", "retry", "--again", "--key", STIMULUS);

        assertTrue(again.printed().contains("2 sent, 0 sent before, 0 not sent"), again.printed());
        assertEquals(4, stimuli(site));
    }

    @Test
    void refusesWhatNamesNoLetter(PlainSite plain) {
        CommandRun none = plain.run("dead-letters", "retry");
        CommandRun noPosition = plain.run("dead-letters", "show", "first");

        assertEquals(2, none.status());
        assertTrue(none.printed().contains("which letters?"), none.printed());
        assertEquals(1, noPosition.status());
        assertTrue(noPosition.printed().contains("expected PARTITION:OFFSET of a dead letter, such as 0:17, got first"),
                noPosition.printed());
    }
}
