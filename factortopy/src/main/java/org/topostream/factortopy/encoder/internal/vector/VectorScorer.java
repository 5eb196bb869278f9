package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import jdk.incubator.vector.FloatVector;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.internal.Scorer;

/// Predicts with one encoder on the CPU. The voxels' choices, their order by cell, their weights on its tokens and
/// their readouts are made once.
public final class VectorScorer implements Scorer {
    private final EncoderShape shape;
    private final Layout layout;
    private final float[] parameters;
    private final VoxelOrder order;
    private final int coefficientStride;
    /// `[N, J]`, in order.
    private final float[] coefficients;
    /// `[N, D]`, in order, and a few rows more.
    private final float[] readout;
    private final float[] bias;
    private final Queue<Rooms> idle = new ConcurrentLinkedQueue<>();

    public VectorScorer(Encoder encoder) {
        shape = encoder.shape();
        layout = Layout.of(shape);
        parameters = layout.flat(encoder.parameters().tensors());
        SelectorSet selectors = SelectorSet.of(layout, EncodingBasis.of(encoder.coordinates()));
        selectors.prepare(parameters);
        int voxels = shape.voxels();
        float[] space = new float[2 * voxels];
        int[] cells = new int[voxels];
        Parallel.run(Parallel.PIECES, piece -> selectors.look(Parallel.from(piece, voxels),
                Parallel.from(piece + 1, voxels), space, cells));
        order = VoxelOrder.create(voxels);
        order.sort(cells, Cell.ALL.stream().mapToDouble(cell -> cell.points().length).toArray());
        coefficientStride = CellTokens.width(Cell.MOST_POINTS, shape.layers());
        coefficients = new float[voxels * coefficientStride];
        int stride = Lanes.columns(shape.bottleneck());
        readout = new float[Lanes.rows(voxels + Lanes.ROWS) * stride];
        bias = new float[voxels];
        Layout.Part weightPart = layout.part("weight");
        Layout.Part biasPart = layout.part("bias");
        for (int place = 0; place < voxels; place++) {
            int voxel = order.voxels()[place];
            System.arraycopy(parameters, weightPart.at() + voxel * weightPart.stride(), readout, place * stride,
                    stride);
            bias[place] = parameters[biasPart.at() + voxel];
        }
        Parallel.run(Parallel.PIECES, piece -> selectors.choose(order, order.cuts()[piece], order.cuts()[piece + 1],
                space, (place, choices, row) -> choices.weights(row, Cell.ALL.get(cells[order.voxels()[place]]),
                        1f / shape.bottleneck(), coefficients, place * coefficientStride)));
    }

    @Override
    public float[][] score(List<Features> batch) {
        Rooms taken = idle.poll();
        Rooms rooms = taken == null ? new Rooms(shape, layout) : taken;
        rooms.tokens.project(batch, parameters);
        float[][] predictions = new float[batch.size()][shape.voxels()];
        Parallel.run(Parallel.PIECES, piece -> predict(rooms, piece, predictions));
        idle.add(rooms);
        return predictions;
    }

    private void predict(Rooms rooms, int piece, float[][] predictions) {
        CellTokens tokens = rooms.cells[piece];
        Scratch responses = rooms.responses[piece];
        responses.settle();
        tokens.settle(predictions.length);
        int to = order.cuts()[piece + 1];
        int cell = 0;
        int end;
        for (int start = order.cuts()[piece]; start < to; start = end) {
            cell = order.cellAt(start, cell);
            end = Math.min(to, order.starts()[cell + 1]);
            tokens.enter(Cell.ALL.get(cell), predictions.length);
            for (int block = start; block < end; block += Worker.BLOCK) {
                predict(tokens, responses, block, Math.min(Worker.BLOCK, end - block), predictions);
            }
        }
    }

    private void predict(CellTokens tokens, Scratch responses, int start, int count, float[][] predictions) {
        int stride = Lanes.columns(shape.bottleneck());
        int groupStride = tokens.groupStride();
        int rows = Lanes.rows(count);
        float[] lanes = new float[LANES];
        for (int image = 0; image < predictions.length; image += CellTokens.GROUP) {
            int images = Math.min(CellTokens.GROUP, predictions.length - image);
            Arrays.fill(responses.values(), responses.at(0), responses.at(rows * groupStride), 0);
            Product.accumulate(rows, images * tokens.width(), shape.bottleneck(), readout, start * stride, stride, 1,
                    tokens.values(), tokens.columnsAt(image / CellTokens.GROUP), groupStride, responses.values(),
                    responses.at(0), groupStride);
            for (int row = 0; row < count; row++) {
                int voxel = order.voxels()[start + row];
                for (int i = 0; i < images; i++) {
                    predictions[image + i][voxel] = bias[start + row]
                            + dot(responses.values(), responses.at(row * groupStride) + i * tokens.width(),
                                    (start + row) * coefficientStride, tokens.width(), lanes);
                }
            }
        }
    }

    private float dot(float[] responses, int at, int own, int width, float[] lanes) {
        FloatVector sum = FloatVector.zero(SPECIES);
        for (int j = 0; j < width; j += LANES) {
            sum = FloatVector.fromArray(SPECIES, responses, at + j)
                    .fma(FloatVector.fromArray(SPECIES, coefficients, own + j), sum);
        }
        sum.intoArray(lanes, 0);
        return Rows.sum(lanes);
    }

    @Override
    public void close() {
        // Everything lies on the heap.
    }

    /// What one call writes to.
    private static final class Rooms {
        private final Tokens tokens;
        private final CellTokens[] cells = new CellTokens[Parallel.PIECES];
        private final Scratch[] responses = new Scratch[Parallel.PIECES];

        Rooms(EncoderShape shape, Layout layout) {
            tokens = new Tokens(shape, layout);
            for (int piece = 0; piece < cells.length; piece++) {
                cells[piece] = new CellTokens(shape.layers(), shape.bottleneck(), tokens);
                responses[piece] = new Scratch();
                responses[piece].reserve(Worker.BLOCK * CellTokens.groupStride(Cell.MOST_POINTS, shape.layers()));
            }
        }
    }
}
