package org.topostream.tests.page;

import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.topostream.cli.bench.Spread;

/// Pages that come and go: after a warm-up, blocks of trials with one page open take turns with blocks with many, so that
/// whatever else changes while the session goes on changes both.
final class Crowd implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Long> begins = new ArrayList<>();
    private final String address;
    private final String watch;
    private final int others;
    private final int warmUp;
    private final int block;
    private long frames;

    /// @param address of the page
    /// @param watch   the message with which a page says what it wants
    /// @param others  pages beside the first, in every other block
    /// @param warmUp  trials before the first block
    /// @param block   trials in a block
    Crowd(String address, String watch, int others, int warmUp, int block) {
        this.address = address;
        this.watch = watch;
        this.others = others;
        this.warmUp = warmUp;
        this.block = block;
    }

    /// @param shown trials so far
    void at(int shown) {
        while (shown >= warmUp + begins.size() * block) {
            if (isCrowded(begins.size())) {
                for (int other = 0; other < others; other++) {
                    watchers.add(new Watcher(client, address, watch));
                }
            } else {
                leave();
            }
            begins.add(System.currentTimeMillis());
        }
    }

    private static boolean isCrowded(int block) {
        return block % 2 == 1;
    }

    private void leave() {
        frames += watchers.stream().mapToLong(Watcher::frames).sum();
        watchers.forEach(Watcher::close);
        watchers.clear();
    }

    /// When the warm-up was over, in milliseconds since 1970.
    long begin() {
        return begins.getFirst();
    }

    /// Counts a stimulus in where it belongs.
    ///
    /// @param at   when it was sent, in milliseconds since 1970
    /// @param took milliseconds
    void add(long at, double took, List<List<Double>> blocks) {
        while (blocks.size() < begins.size()) {
            blocks.add(new ArrayList<>());
        }
        int number = (int) begins.stream().filter(begin -> begin <= at).count() - 1;
        if (number >= 0) {
            blocks.get(number).add(took);
        }
    }

    /// The medians of both kinds of block, and what the crowd costs.
    String told(List<List<Double>> blocks) {
        Spread alone = medians(blocks, false);
        Spread crowded = medians(blocks, true);
        boolean apart = crowded.min() > alone.max();
        return String.format(Locale.ROOT, """
                medians of blocks of %d, 1 page open               %s
                medians of blocks of %d, %d pages open             %s
                %d other pages cost %+.1f ms, %s; they got %d frames
                """, block, text(alone), block, others + 1, text(crowded), others, crowded.median() - alone.median(),
                apart ? "more than blocks differ by themselves" : "within what blocks differ by themselves", frames);
    }

    private static String text(Spread spread) {
        return String.format(Locale.ROOT, "%.1f ms (%.1f to %.1f)", spread.median(), spread.min(), spread.max());
    }

    private static Spread medians(List<List<Double>> blocks, boolean crowded) {
        List<Double> medians = new ArrayList<>();
        for (int number = 0; number < blocks.size(); number++) {
            if (isCrowded(number) == crowded && !blocks.get(number).isEmpty()) {
                medians.add(Spread.of(blocks.get(number).stream().mapToDouble(Double::doubleValue).toArray()).median());
            }
        }
        return medians.isEmpty()
                ? Spread.none()
                : Spread.of(medians.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public void close() {
        leave();
    }
}
