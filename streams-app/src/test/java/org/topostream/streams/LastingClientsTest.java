package org.topostream.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.UUID;

import org.junit.jupiter.api.Test;

class LastingClientsTest {
    @Test
    void transactionsBearTheInstancesName() {
        LastingClients clients = new LastingClients("lasting");

        String named = clients.named("topostream-score-s-1.net-" + UUID.randomUUID() + "-12");

        assertEquals("topostream-score-s-1.net-lasting-12", named);
    }

    @Test
    void saysWhatItExpectedWhereKafkaStreamsNamesThemOtherwise() {
        LastingClients clients = new LastingClients("lasting");

        IllegalStateException e = assertThrows(IllegalStateException.class, () -> clients.named("stage-0_1"));

        assertTrue(e.getMessage().contains("stage-0_1"), e.getMessage());
    }
}
