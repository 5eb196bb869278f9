package org.topostream.cli.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tails;
import org.topostream.schemas.avro.CorticalMap;

class PublishedMapsTest {
    private final MockConsumer<String, CorticalMap> consumer = Tails.consumer(Maps.TOPIC);

    private void add(String backbone, String kind, long version, long revision, float value) {
        Maps.add(consumer, Maps.map(backbone, kind, version, revision, value));
    }

    private CorticalMap find(Optional<String> backbone, String kind, Optional<Long> version) {
        return PublishedMaps.find(Tails.open(consumer, Maps.TOPIC), new PublishedMaps.Choice(backbone, kind, version));
    }

    private static String value(CorticalMap map) {
        return map.getEncoderVersion() + " r" + map.getRevision() + " " + MapColumns.values(map).values()[0];
    }

    @Test
    void keepsTheNewestOfEveryBackboneAndKind() {
        add("clip", "layer", 1, 0, 0.1f);
        add("clip", "scale", 1, 0, 0.2f);
        add("clip", "layer", 2, 0, 0.3f);
        add("dino", "layer", 7, 0, 0.4f);
        Tails.add(consumer, Maps.TOPIC, "clip/scale", null);

        Map<String, CorticalMap> newest = PublishedMaps.newest(Tails.open(consumer, Maps.TOPIC));

        assertEquals(Set.of("clip/layer", "dino/layer"), newest.keySet());
        assertEquals("2 r0 0.3", value(newest.get("clip/layer")));
    }

    @Test
    void findsTheNewestMapOfAKind() {
        add("clip", "r", 1, 5, 0.1f);
        add("clip", "r", 2, 1, 0.2f);
        add("clip", "layer", 3, 0, 0.3f);

        assertEquals("2 r1 0.2", value(find(Optional.empty(), "r", Optional.empty())));
    }

    @Test
    void findsTheLastRevisionUnderAnEncoder() {
        add("clip", "r", 1, 1, 0.1f);
        add("clip", "r", 1, 2, 0.2f);
        add("clip", "r", 2, 1, 0.3f);

        assertEquals("1 r2 0.2", value(find(Optional.of("clip"), "r", Optional.of(1L))));
    }

    @Test
    void saysWhichVersionsThereAre() {
        add("clip", "r", 4, 1, 0.1f);
        add("clip", "r", 9, 1, 0.2f);

        assertEquals("no map clip/r of encoder version 5; the topic still has those of [4, 9]",
                refusal(Optional.empty(), "r", Optional.of(5L)));
    }

    @Test
    void saysWhichKindsThereAre() {
        add("clip", "layer", 1, 1, 0.1f);
        add("dino", "r", 1, 1, 0.2f);

        assertEquals("no map of kind scale; there are [clip/layer, dino/r]",
                refusal(Optional.empty(), "scale", Optional.empty()));
        assertEquals("no map of kind r under backbone clip; there are [clip/layer, dino/r]",
                refusal(Optional.of("clip"), "r", Optional.empty()));
    }

    @Test
    void asksForABackboneWhereSeveralHaveSuchAMap() {
        add("clip", "r", 1, 1, 0.1f);
        add("dino", "r", 1, 1, 0.2f);

        assertEquals("name one of the backbones [clip, dino] with --backbone: each has a map of kind r",
                refusal(Optional.empty(), "r", Optional.empty()));
        assertEquals("1 r1 0.2", value(find(Optional.of("dino"), "r", Optional.empty())));
    }

    @Test
    void doesNotMeanASimulatedParticipantsTruthUnlessItIsNamed() {
        add("scattering", "layer", 8, 1, 0.1f);
        add("truth", "layer", 0, 1, 0.2f);

        assertEquals("8 r1 0.1", value(find(Optional.empty(), "layer", Optional.empty())));
        assertEquals("0 r1 0.2", value(find(Optional.of("truth"), "layer", Optional.empty())));
    }

    @Test
    void forgetsWhatWasTakenAway() {
        add("clip", "r", 1, 1, 0.1f);
        Tails.add(consumer, Maps.TOPIC, "clip/r", null);

        assertEquals("no map of kind r; there are none", refusal(Optional.empty(), "r", Optional.empty()));
    }

    private String refusal(Optional<String> backbone, String kind, Optional<Long> version) {
        return assertThrows(IllegalArgumentException.class, () -> find(backbone, kind, version)).getMessage();
    }
}
