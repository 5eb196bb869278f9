package org.topostream.cli.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;

import org.topostream.schemas.Tails;
import org.topostream.schemas.avro.CorticalMap;

class MapWatchTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MockConsumer<String, CorticalMap> consumer = Tails.consumer(Maps.TOPIC);
    private final StringWriter printed = new StringWriter();

    private List<String> lines() {
        return printed.toString().lines().map(line -> line.strip().replaceAll(" +", " ").substring(26)).toList();
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean() && Instant.now().isBefore(end)) {
            Thread.sleep(10);
        }
        assertTrue(condition.getAsBoolean(), "not within " + PATIENCE);
    }

    @Test
    void printsTheNewestAndThenWhatComes() throws Exception {
        Maps.add(consumer, Maps.map("clip", "r", 1, 1, 0.125f));
        Maps.add(consumer, Maps.map("clip", "layer", 1, 1, 0.25f));
        Maps.add(consumer, Maps.map("clip", "r", 2, 1, 0.5f));

        MapWatch watch = new MapWatch(Tails.open(consumer, Maps.TOPIC), Optional.of("r"),
                new PrintWriter(printed, true));
        await(() -> lines().size() == 1);
        Maps.add(consumer, Maps.map("clip", "layer", 2, 1, 0.25f));
        Maps.add(consumer, Maps.map("clip", "r", 2, 2, 0.75f));
        await(() -> lines().size() == 2);
        watch.close();

        assertEquals(List.of("clip/r v2 r1 all 0.500", "clip/r v2 r2 all 0.750"), lines());
        assertTrue(consumer.closed());
    }
}
