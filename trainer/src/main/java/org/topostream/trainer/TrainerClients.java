package org.topostream.trainer;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.EncoderPart;

/// The Kafka clients that a trainer needs.
interface TrainerClients {
    /// Reads topics from their start.
    TopicTail<SpecificRecord> tail(String... topics);

    /// Writes in transactions under this id.
    Producer<String, EncoderPart> producer(String transactionalId);

    /// Those of a site.
    static TrainerClients of(Site site) {
        return new TrainerClients() {
            @Override
            public TopicTail<SpecificRecord> tail(String... topics) {
                return TopicTail.open(site, topics);
            }

            @Override
            public Producer<String, EncoderPart> producer(String transactionalId) {
                return site.transactionalProducer(transactionalId);
            }
        };
    }
}
