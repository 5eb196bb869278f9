package org.topostream.cli.letters;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

import org.topostream.schemas.DeadLetterHeaders;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// Sends the records of dead letters back to where they came from.
///
/// One transaction holds the record and the note in `dead-letters-retried` that it was sent: after a crash there are
/// both or neither. Whoever begins to retry fences off another who does, and reads the notes only then.
public final class Retry {
    private static final String TRANSACTIONS = "topostream-dead-letters-retry";

    private final Site site;
    private final boolean again;
    private final PrintWriter out;
    private int sent;
    private int before;
    private int impossible;

    /// @param again whether letters that were sent before are sent again
    /// @param out   told of each letter
    public Retry(Site site, boolean again, PrintWriter out) {
        this.site = site;
        this.again = again;
        this.out = out;
    }

    /// Sends all that are chosen.
    /// @return whether every chosen letter is sent, now or before
    public boolean send(Predicate<Letter> choice) {
        DeadLetters letters = new DeadLetters(site);
        Set<String> topics;
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.retries()));
            topics = admin.names();
        }
        try (KafkaProducer<String, byte[]> producer = site.rawTransactionalProducer(TRANSACTIONS)) {
            producer.initTransactions();
            Set<Position> retried = new HashSet<>(letters.retried());
            letters.read(record -> {
                Letter letter = Letter.of(record);
                if (choice.test(letter)) {
                    retry(producer, record, letter, topics, retried);
                }
            });
        }
        out.println(sent + " sent, " + before + " sent before, " + impossible + " not sent");
        return impossible == 0;
    }

    private void retry(KafkaProducer<String, byte[]> producer, ConsumerRecord<String, byte[]> record, Letter letter,
            Set<String> topics, Set<Position> retried) {
        if (retried.contains(letter.position()) && !again) {
            before++;
        } else if (letter.left()) {
            impossible++;
            out.println(letter.position() + "  not sent: its " + letter.bytes() + " bytes lie in "
                    + LetterText.printable(letter.topic()) + " at " + letter.from() + " only");
        } else if (!Topics.isOurs(letter.topic()) || !topics.contains(letter.topic())) {
            impossible++;
            out.println(letter.position() + "  not sent: expected a topic of topostream's that is there, got '"
                    + LetterText.printable(letter.topic()) + "'");
        } else {
            send(producer, record, letter);
            retried.add(letter.position());
            sent++;
            out.println(letter.position() + "  sent to " + letter.topic() + ", key "
                    + LetterText.printable(letter.key().orElse("-")));
        }
        out.flush();
    }

    /// Where this throws, the producer's close aborts the transaction.
    private static void send(KafkaProducer<String, byte[]> producer, ConsumerRecord<String, byte[]> record,
            Letter letter) {
        Headers headers = DeadLetterHeaders.original(record.headers());
        headers.remove(DeadLetterHeaders.RETRY_OF).add(DeadLetterHeaders.RETRY_OF,
                letter.position().toString().getBytes(StandardCharsets.UTF_8));
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(letter.topic(), null, record.key(), record.value(), headers));
        producer.send(new ProducerRecord<>(Topics.retries().name(), letter.position().toString(), new byte[0]));
        producer.commitTransaction();
    }
}
