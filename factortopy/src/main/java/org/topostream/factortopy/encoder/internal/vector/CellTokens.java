package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import java.util.Arrays;
import java.util.stream.IntStream;

import jdk.incubator.vector.FloatVector;

/// The tokens that the voxels of one cell read, for a whole batch: `J` of each image, one for each point and layer,
/// padded. To the cell's voxels this is a linear layer from the bottleneck to the tokens, `[D, J]` for every image.
final class CellTokens {
    /// Images that are worked on together, so that all of it stays in the second-level cache.
    static final int GROUP = 8;

    private final int layers;
    private final int bottleneck;
    private final Tokens tokens;
    /// From a row to those below it.
    private final int[] down;
    private final Scratch scratch = new Scratch();
    /// `[B, J, D]`.
    private int rows;
    /// By group, `[D, group, J]`.
    private int columns;
    /// As `rows`.
    private int gradient;
    private int room;
    private int images;
    private int width;
    private Cell cell = Cell.ALL.getFirst();

    CellTokens(int layers, int bottleneck, Tokens tokens) {
        this.layers = layers;
        this.bottleneck = bottleneck;
        this.tokens = tokens;
        this.down = IntStream.range(0, LANES).map(row -> row * tokens.stride()).toArray();
    }

    /// `J` of a cell with that many points.
    static int width(int points, int layers) {
        return Lanes.columns(points * layers);
    }

    /// How far rows of a group's `[D, group, J]` or `[voxels, group, J]` lie apart.
    static int groupStride(int points, int layers) {
        return Lanes.stride(width(points, layers) * GROUP);
    }

    Cell cell() {
        return cell;
    }

    /// `J`.
    int width() {
        return width;
    }

    int groupStride() {
        return groupStride(cell.points().length, layers);
    }

    float[] values() {
        return scratch.values();
    }

    int rowsAt(int image) {
        return scratch.at(rows) + image * width * tokens.stride();
    }

    int columnsAt(int group) {
        return scratch.at(columns) + group * bottleneck * groupStride();
    }

    int gradientAt(int image) {
        return scratch.at(gradient) + image * width * tokens.stride();
    }

    /// Makes room for batches of that size.
    void settle(int batch) {
        if (batch > room) {
            int groups = (batch + GROUP - 1) / GROUP;
            int most = batch * width(Cell.MOST_POINTS, layers) * tokens.stride();
            scratch.clear();
            rows = scratch.reserve(most);
            columns = scratch.reserve(groups * bottleneck * groupStride(Cell.MOST_POINTS, layers));
            gradient = scratch.reserve(most);
            room = batch;
        }
        scratch.settle();
    }

    /// Fetches the tokens of another cell.
    void enter(Cell next, int batch) {
        cell = next;
        images = batch;
        width = width(cell.points().length, layers);
        for (int image = 0; image < batch; image++) {
            int at = rowsAt(image);
            int length = layers * tokens.stride();
            for (int point : cell.points()) {
                System.arraycopy(tokens.values(), tokens.at(image, point), scratch.values(), at, length);
                at += length;
            }
            Arrays.fill(scratch.values(), at, rowsAt(image + 1), 0);
            turn(image);
        }
    }

    private void turn(int image) {
        int from = rowsAt(image);
        int to = columnsAt(image / GROUP) + image % GROUP * width;
        int stride = groupStride();
        float[] values = scratch.values();
        for (int j = 0; j < width; j += LANES) {
            for (int d = 0; d < bottleneck; d++) {
                FloatVector.fromArray(SPECIES, values, from + j * tokens.stride() + d, down, 0)
                        .intoArray(values, to + d * stride + j);
            }
        }
    }

    void clearGradient() {
        Arrays.fill(scratch.values(), gradientAt(0), gradientAt(images), 0);
    }

    /// Adds what was gathered to the gradient at all tokens.
    /// @param all as [Tokens#values], its first image beginning at `from`
    void leave(float[] all, int from) {
        for (int image = 0; image < images; image++) {
            int at = gradientAt(image);
            int length = layers * tokens.stride();
            for (int point : cell.points()) {
                Rows.add(scratch.values(), at, all, from + tokens.offset(image, point), length);
                at += length;
            }
        }
    }
}
