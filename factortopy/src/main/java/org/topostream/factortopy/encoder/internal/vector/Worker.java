package org.topostream.factortopy.encoder.internal.vector;

import static org.topostream.factortopy.encoder.internal.vector.Lanes.LANES;
import static org.topostream.factortopy.encoder.internal.vector.Lanes.SPECIES;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;

import org.topostream.factortopy.encoder.EncoderShape;

/// One thread's share of a step: forward and backward in one go for a block of voxels at a time, which is possible
/// because a voxel's error depends on no other voxel. What a block needs stays in the processor's cache, and nothing
/// of the size voxels x bottleneck is kept but the readout and its gradient.
final class Worker {
    /// Voxels of a block.
    static final int BLOCK = 96;

    private final EncoderShape shape;
    private final SelectorSet selectors;
    private final Tokens tokens;
    private final Layout.Part weight;
    private final Layout.Part bias;
    private final CellTokens cellTokens;
    private final Choices choices;
    private final Scratch scratch = new Scratch();
    private final Selector.Activations spaceBlock;
    private final Selector.Activations layerBlock;
    private final Selector.Activations scaleBlock;
    private final SelectorSet.Gradients gradients;
    /// Pieces of the scratch: the block's places on the basis, `[rows, R]`.
    private final int basisRows;
    /// `[rows, 128]`.
    private final int hidden;
    /// `[rows, D]`.
    private final int readout;
    private final int readoutGradient;
    /// Weights on the cell's tokens, `[rows, J]`.
    private final int weights;
    private final int weightsGradient;
    private final int weightsStride;
    /// Responses to each token of a group of images, `[rows, group, J]`; then the gradients at them.
    private final int responses;
    private final float[] biasGradient = new float[BLOCK];
    private final float[] lanes = new float[LANES];
    private final float[] spaceGradient = new float[2 * BLOCK];
    private final Scratch tokenScratch = new Scratch();
    private double loss;
    private double regulariser;

    Worker(EncoderShape shape, Layout layout, SelectorSet selectors, Tokens tokens) {
        this.shape = shape;
        this.selectors = selectors;
        this.tokens = tokens;
        this.weight = layout.part("weight");
        this.bias = layout.part("bias");
        this.cellTokens = new CellTokens(shape.layers(), shape.bottleneck(), tokens);
        this.choices = new Choices(BLOCK, shape.layers());
        this.spaceBlock = new Selector.Activations(scratch, BLOCK, selectors.space());
        this.layerBlock = new Selector.Activations(scratch, BLOCK, selectors.layer());
        this.scaleBlock = new Selector.Activations(scratch, BLOCK, selectors.scale());
        this.gradients = new SelectorSet.Gradients(scratch, selectors, layout.selectorsEnd());
        this.weightsStride = CellTokens.width(Cell.MOST_POINTS, shape.layers());
        this.basisRows = scratch.reserve(BLOCK * selectors.basisStride());
        this.hidden = scratch.reserve(BLOCK * Selector.STRIDE);
        this.readout = scratch.reserve(BLOCK * tokens.stride());
        this.readoutGradient = scratch.reserve(BLOCK * tokens.stride());
        this.weights = scratch.reserve(BLOCK * weightsStride);
        this.weightsGradient = scratch.reserve(BLOCK * weightsStride);
        this.responses = scratch.reserve(BLOCK * CellTokens.groupStride(Cell.MOST_POINTS, shape.layers()));
    }

    double loss() {
        return loss;
    }

    double regulariser() {
        return regulariser;
    }

    SelectorSet.Gradients gradients() {
        return gradients;
    }

    /// Gradients at the projected tokens, as [Tokens#values], from [#tokenGradientAt].
    float[] tokenGradient() {
        return tokenScratch.values();
    }

    int tokenGradientAt() {
        return tokenScratch.at(0);
    }

    /// Where the voxels of a stretch look, before they are sorted: [SelectorSet#look] in this thread's memory.
    void look(int from, int to, float[] space, int[] cells) {
        scratch.settle();
        selectors.look(scratch, basisRows, spaceBlock, from, to, space, cells);
    }

    /// Works through its stretch of the voxels.
    void run(Step step, VoxelOrder order, int from, int to) {
        loss = 0;
        regulariser = 0;
        settle(step.images());
        int cell = -1;
        for (int start = from; start < to; start += BLOCK) {
            int count = Math.min(BLOCK, to - start);
            choose(step, order, start, count);
            for (int row = 0; row < count;) {
                int next = order.cellAt(start + row, Math.max(cell, 0));
                if (next != cell) {
                    leave(cell);
                    cell = next;
                    cellTokens.enter(Cell.ALL.get(cell), step.images());
                    cellTokens.clearGradient();
                }
                int end = Math.min(count, order.starts()[cell + 1] - start);
                read(step, order, start, row, end);
                row = end;
            }
            backSelectors(count);
        }
        leave(cell);
    }

    private void settle(int images) {
        scratch.settle();
        gradients.clear(selectors);
        cellTokens.settle(images);
        tokenScratch.clear();
        int size = tokens.size(images);
        tokenScratch.reserve(size);
        tokenScratch.settle();
        Arrays.fill(tokenGradient(), tokenGradientAt(), tokenGradientAt() + size, 0);
    }

    private void leave(int cell) {
        if (cell >= 0) {
            cellTokens.leave(tokenGradient(), tokenGradientAt());
        }
    }

    /// The choices of a block's voxels.
    private void choose(Step step, VoxelOrder order, int start, int count) {
        int rows = Lanes.rows(count);
        int stride = selectors.basisStride();
        int basisAt = scratch.at(basisRows);
        selectors.gather(order.voxels(), start, count, scratch.values(), basisAt);
        selectors.layer().forward(scratch, basisAt, stride, rows, layerBlock);
        selectors.scale().forward(scratch, basisAt, stride, rows, scaleBlock);
        for (int row = 0; row < count; row++) {
            int voxel = order.voxels()[start + row];
            choices.set(row, step.space()[2 * voxel], step.space()[2 * voxel + 1], scratch.values(),
                    layerBlock.output(row), scaleBlock.output(row));
            regulariser += choices.regulariser(row);
        }
    }

    /// Predictions, errors and gradients of a block's voxels of one cell.
    private void read(Step step, VoxelOrder order, int start, int from, int to) {
        int count = to - from;
        int rows = Lanes.rows(count);
        int depth = shape.bottleneck();
        int stride = tokens.stride();
        int columns = Lanes.columns(depth);
        int width = cellTokens.width();
        int groupStride = cellTokens.groupStride();
        float[] values = scratch.values();
        int readoutAt = scratch.at(readout);
        int readoutGradientAt = scratch.at(readoutGradient);
        int responsesAt = scratch.at(responses);
        begin(step, order, start, from, count);
        for (int image = 0; image < step.images(); image += CellTokens.GROUP) {
            int images = Math.min(CellTokens.GROUP, step.images() - image);
            Arrays.fill(values, responsesAt, responsesAt + rows * groupStride, 0);
            Product.accumulate(rows, images * width, depth, values, readoutAt, stride, 1, cellTokens.values(),
                    cellTokens.columnsAt(image / CellTokens.GROUP), groupStride, values, responsesAt, groupStride);
            for (int row = 0; row < count; row++) {
                compare(step, order.voxels()[start + from + row], row, image, images);
            }
            Product.accumulate(rows, columns, images * width, values, responsesAt, groupStride, 1,
                    cellTokens.values(), cellTokens.rowsAt(image), stride, values, readoutGradientAt, stride);
            Product.accumulate(images * width, columns, rows, values, responsesAt, 1, groupStride, values, readoutAt,
                    stride, cellTokens.values(), cellTokens.gradientAt(image), stride);
        }
        finish(step, order, start, from, count);
    }

    private void begin(Step step, VoxelOrder order, int start, int from, int count) {
        float[] values = scratch.values();
        int stride = tokens.stride();
        int columns = Lanes.columns(shape.bottleneck());
        int used = cellTokens.cell().points().length * shape.layers();
        for (int row = 0; row < count; row++) {
            int voxel = order.voxels()[start + from + row];
            System.arraycopy(step.parameters(), weight.at() + voxel * weight.stride(), values,
                    scratch.at(readout) + row * stride, columns);
            int at = scratch.at(weights) + row * weightsStride;
            choices.weights(from + row, cellTokens.cell(), 1f / shape.bottleneck(), values, at);
            Arrays.fill(values, at + used, at + cellTokens.width(), 0);
        }
        int end = Lanes.rows(count) * stride;
        Arrays.fill(values, scratch.at(readout) + count * stride, scratch.at(readout) + end, 0);
        Arrays.fill(values, scratch.at(readoutGradient), scratch.at(readoutGradient) + end, 0);
        Arrays.fill(values, scratch.at(weightsGradient), scratch.at(weightsGradient) + count * weightsStride, 0);
        Arrays.fill(biasGradient, 0);
    }

    /// One voxel's predictions for a group of images: from its responses to every token, `[images, J]`, to the errors,
    /// and what they pull on. Writes over the responses the gradient at them.
    private void compare(Step step, int voxel, int row, int image, int images) {
        float[] values = scratch.values();
        int width = cellTokens.width();
        int own = scratch.at(weights) + row * weightsStride;
        int ownGradient = scratch.at(weightsGradient) + row * weightsStride;
        int at = scratch.at(responses) + row * cellTokens.groupStride();
        float beta = (float) step.beta();
        float share = 1f / ((float) step.images() * shape.voxels());
        float offset = step.parameters()[bias.at() + voxel];
        float pulls = 0;
        for (int i = 0; i < images; i++) {
            FloatVector sum = FloatVector.zero(SPECIES);
            for (int j = 0; j < width; j += LANES) {
                sum = FloatVector.fromArray(SPECIES, values, at + j)
                        .fma(FloatVector.fromArray(SPECIES, values, own + j), sum);
            }
            sum.intoArray(lanes, 0);
            float error = Rows.sum(lanes) + offset - step.targets()[image + i][voxel];
            float distance = Math.abs(error);
            loss += distance < beta ? (double) distance * distance / (2 * beta) : distance - beta / 2;
            float pull = Math.max(-1, Math.min(1, error / beta)) * share;
            pulls += pull;
            for (int j = 0; j < width; j += LANES) {
                FloatVector response = FloatVector.fromArray(SPECIES, values, at + j);
                response.fma(FloatVector.broadcast(SPECIES, pull),
                        FloatVector.fromArray(SPECIES, values, ownGradient + j)).intoArray(values, ownGradient + j);
                FloatVector.fromArray(SPECIES, values, own + j).mul(pull).intoArray(values, at + j);
            }
            at += width;
        }
        biasGradient[row] += pulls;
    }

    private void finish(Step step, VoxelOrder order, int start, int from, int count) {
        double regularise = step.regulariser() / shape.voxels();
        for (int row = 0; row < count; row++) {
            int voxel = order.voxels()[start + from + row];
            step.gradients()[bias.at() + voxel] = biasGradient[row];
            System.arraycopy(scratch.values(), scratch.at(readoutGradient) + row * tokens.stride(), step.gradients(),
                    weight.at() + voxel * weight.stride(), Lanes.columns(shape.bottleneck()));
            choices.back(from + row, cellTokens.cell(), 1f / shape.bottleneck(), scratch.values(),
                    scratch.at(weightsGradient) + row * weightsStride, regularise, step.space()[2 * voxel],
                    step.space()[2 * voxel + 1], spaceGradient, 2 * (from + row), layerBlock.output(from + row),
                    scaleBlock.output(from + row));
        }
    }

    /// From the gradients at a block's choices to those of the selectors' parameters. The space network goes forward
    /// again: that costs less than to keep its activations of all voxels since their cells were found.
    private void backSelectors(int count) {
        int rows = Lanes.rows(count);
        int stride = selectors.basisStride();
        int basisAt = scratch.at(basisRows);
        layerBlock.clear(count, rows);
        scaleBlock.clear(count, rows);
        selectors.layer().backward(scratch, basisAt, stride, rows, layerBlock, hidden, gradients.layer());
        selectors.scale().backward(scratch, basisAt, stride, rows, scaleBlock, hidden, gradients.scale());
        selectors.space().forward(scratch, basisAt, stride, rows, spaceBlock);
        spaceBlock.clear(count, rows);
        for (int row = 0; row < count; row++) {
            System.arraycopy(spaceGradient, 2 * row, scratch.values(), spaceBlock.output(row), 2);
        }
        selectors.space().backward(scratch, basisAt, stride, rows, spaceBlock, hidden, gradients.space());
    }
}
