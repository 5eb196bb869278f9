package org.topostream.cli.run;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.maps.MapValues;
import org.topostream.factortopy.maps.SelectorMaps;
import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.MapRecords;
import org.topostream.streams.Region;

/// The maps that a simulated participant's encoder should come to, among its maps as those of a backbone named
/// [#BACKBONE]: so whoever looks at maps can lay the truth beside them.
final class TruthMaps {
    static final String BACKBONE = "truth";

    private TruthMaps() {}

    /// @param layers names of the layers that the truth chooses among
    static void publish(Site site, Subject subject, Selectors truth, List<String> layers)
            throws InterruptedException {
        MapRecords records = new MapRecords(subject.getSubject(), Region.rois(subject));
        String topic = Topics.maps(subject.getSubject()).name();
        try (KafkaProducer<String, CorticalMap> producer = site.producer()) {
            for (MapValues map : SelectorMaps.of(truth, layers)) {
                CorticalMap record = records.of(BACKBONE, 0, map, Instant.now()).build();
                producer.send(new ProducerRecord<>(topic, MapRecords.key(record), record)).get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("the truth about " + subject.getSubject() + " could not be sent", e.getCause());
        }
    }
}
