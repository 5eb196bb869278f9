package org.topostream.cli.bench.extract;

/// What `bench extract` measures.
///
/// @param images  in a round
/// @param batch   most images in a batch, of both sides
/// @param threads of the stream
/// @param warmUp  rounds of the stream that are not counted
/// @param rounds  of each side, taken in turn
/// @param badPercent of the stimuli that are no pictures, in a further round through Kafka each time; 0 for no such round
public record ExtractWorkload(int images, int batch, int threads, int warmUp, int rounds, int badPercent) {
    private static final int MOST_PERCENT = 50;

    /// @throws IllegalArgumentException where one is below 1, `warmUp` below 0, or `badPercent` not from 0 to 50
    public ExtractWorkload {
        if (badPercent < 0 || badPercent > MOST_PERCENT) {
            throw new IllegalArgumentException("expected 0 to " + MOST_PERCENT + " percent of bad input, got "
                    + badPercent);
        }
        if (images < 1 || batch < 1 || threads < 1 || warmUp < 0 || rounds < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 image, 1 image in a batch, 1 thread and 1 round, and 0 rounds not counted, got "
                            + images + ", " + batch + ", " + threads + ", " + rounds + " and " + warmUp);
        }
    }

    /// How many stimuli that are no pictures go with the pictures of a round.
    int bad() {
        return images * badPercent / (100 - badPercent);
    }
}
