package org.topostream.cli.bench.extract;

/// What `bench extract` measures.
///
/// @param images  in a round
/// @param batch   most images in a batch, of both sides
/// @param threads of the stream
/// @param warmUp  rounds of the stream that are not counted
/// @param rounds  of each side, taken in turn
public record ExtractWorkload(int images, int batch, int threads, int warmUp, int rounds) {

    /// @throws IllegalArgumentException where one is below 1, or `warmUp` below 0
    public ExtractWorkload {
        if (images < 1 || batch < 1 || threads < 1 || warmUp < 0 || rounds < 1) {
            throw new IllegalArgumentException(
                    "expected at least 1 image, 1 image in a batch, 1 thread and 1 round, and 0 rounds not counted, got "
                            + images + ", " + batch + ", " + threads + ", " + rounds + " and " + warmUp);
        }
    }
}
