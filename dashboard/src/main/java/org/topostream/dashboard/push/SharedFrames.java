package org.topostream.dashboard.push;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.VoxelMap;

/// The frames that were made last: whoever watches the same gets the same, so that pages cost little more than one.
public final class SharedFrames {
    private static final int FRAMES = 32;
    private static final int MAPS = 64;
    private static final long NO_BASE = -1;

    /// @param base of a frame that tells what has changed
    private record Key(long seq, long base) {}

    private final Map<Key, ByteBuffer> frames = newest(FRAMES);
    private final Map<Long, Quantised> quantised = newest(MAPS);

    private static <K, V> Map<K, V> newest(int most) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// What a page holds that has this map.
    synchronized Held held(VoxelMap map) {
        return new Held(map.seq(), quantised.computeIfAbsent(map.seq(), seq -> Quantised.of(map.values(),
                map.description().getMinimum(), map.description().getMaximum())));
    }

    synchronized ByteBuffer map(VoxelMap map, Optional<Held> base) {
        return frames.computeIfAbsent(new Key(map.seq(), base.map(Held::seq).orElse(NO_BASE)),
                key -> Frames.map(map, held(map).values(), base)).duplicate();
    }

    synchronized ByteBuffer trial(Trial trial) {
        return frames.computeIfAbsent(new Key(trial.seq(), NO_BASE), key -> Frames.trial(trial)).duplicate();
    }
}
