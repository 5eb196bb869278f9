package org.topostream.streams.map;

import java.nio.ByteBuffer;
import java.util.Optional;

import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.factortopy.maps.ChannelClusters;

/// What the maps of the next encoder are drawn beside: the last one's layer weights and channel clusters.
final class MapMemory {
    private static final Logger LOG = LoggerFactory.getLogger(MapMemory.class);
    static final String STORE = "last-maps";
    private static final String WEIGHTS = "weights";
    private static final String CLUSTERS = "clusters";

    private final KeyValueStore<String, byte[]> store;

    MapMemory(KeyValueStore<String, byte[]> store) {
        this.store = store;
    }

    /// The last encoder's layer weights `[N, L]`, nothing where there was none of this size.
    Optional<float[]> weights(int size) {
        byte[] kept = store.get(WEIGHTS);
        if (kept == null || kept.length != size * Float.BYTES) {
            return Optional.empty();
        }
        float[] weights = new float[size];
        ByteBuffer.wrap(kept).asFloatBuffer().get(weights);
        return Optional.of(weights);
    }

    void keepWeights(float[] weights) {
        ByteBuffer bytes = ByteBuffer.allocate(weights.length * Float.BYTES);
        bytes.asFloatBuffer().put(weights);
        store.put(WEIGHTS, bytes.array());
    }

    /// Nothing also where another version of this program kept them: labels begin anew then.
    Optional<ChannelClusters.Previous> clusters() {
        try {
            return Optional.ofNullable(store.get(CLUSTERS)).map(ChannelClusters.Previous::fromBytes);
        } catch (IllegalArgumentException e) {
            LOG.warn("channel clusters begin anew reason={}", e.getMessage());
            return Optional.empty();
        }
    }

    void keepClusters(ChannelClusters.Previous clusters) {
        store.put(CLUSTERS, clusters.toBytes());
    }
}
