package org.topostream.producers.scan.socket;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.topostream.producers.scan.ScannedVolume;

/// Hands on what a receiver's connections take, one call at a time, and keeps count of each series: a number that
/// jumps is a gap, whoever noticed what became of the volumes between.
final class Deliveries {
    private static final int MOST_SERIES = 1_000;

    private final VolumeListener listener;
    private final Map<String, Integer> highest = new LinkedHashMap<>();

    Deliveries(VolumeListener listener) {
        this.listener = listener;
    }

    /// @return whether it has arrived, which the sender may be told
    synchronized boolean deliver(ScannedVolume volume) {
        int before = highest.getOrDefault(volume.series(), -1);
        if (volume.number() > before + 1) {
            listener.onGap(new Gap(volume.series(), before + 1, volume.number() - 1,
                    "volume " + volume.number() + " came " + (before < 0 ? "first" : "after volume " + before)));
        }
        count(volume.series(), volume.number());
        try {
            listener.onVolume(volume);
            return true;
        } catch (IOException | RuntimeException e) {
            listener.onGap(new Gap(volume.series(), volume.number(), volume.number(),
                    "it came, but could not be handed on: " + e));
            return false;
        }
    }

    /// Forgets the series of long ago: names come from senders, who might name many.
    private void count(String series, int number) {
        highest.merge(series, number, Integer::max);
        if (highest.size() > MOST_SERIES) {
            highest.remove(highest.keySet().iterator().next());
        }
    }

    /// Volumes did not come whole.
    synchronized void lost(String series, int first, int last, String reason) {
        count(series, last);
        listener.onGap(new Gap(series, first, last, reason));
    }

    /// @return whether it has arrived, which the sender may be told
    synchronized boolean event(ScannerEvent event) {
        try {
            listener.onEvent(event);
            return true;
        } catch (IOException | RuntimeException e) {
            listener.onRefusal("an event could not be handed on: " + event + ": " + e);
            return false;
        }
    }

    synchronized void refuse(String reason) {
        listener.onRefusal(reason);
    }
}
