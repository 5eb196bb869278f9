package org.topostream.factortopy.encoder.internal.vector;

import java.util.Arrays;

/// The three selectors of all voxels.
///
/// @param basis of the voxels' positional encoding
record SelectorSet(EncodingBasis basis, Selector space, Selector layer, Selector scale) {

    static SelectorSet of(Layout layout, EncodingBasis basis) {
        return new SelectorSet(basis, new Selector(layout, "space_selector_mlp", basis),
                new Selector(layout, "layer_selector_mlp", basis), new Selector(layout, "scale_selector_mlp", basis));
    }

    /// Takes new parameters.
    void prepare(float[] flat) {
        space.prepare(flat);
        layer.prepare(flat);
        scale.prepare(flat);
    }

    /// How far voxels lie apart in a block of the basis.
    int basisStride() {
        return Lanes.columns(basis.size());
    }

    /// The basis' rows of `count` voxels of an order, and zeros up to the next full [Lanes#rows].
    void gather(int[] voxels, int start, int count, float[] to, int at) {
        int stride = basisStride();
        for (int row = 0; row < count; row++) {
            System.arraycopy(basis.values(), voxels[start + row] * stride, to, at + row * stride, stride);
        }
        Arrays.fill(to, at + count * stride, at + Lanes.rows(count) * stride, 0);
    }

    /// Where the voxels of a stretch look, `[N, 2]`, and the cell of each.
    void look(int from, int to, float[] places, int[] cells) {
        Scratch scratch = new Scratch();
        int rows = scratch.reserve(Worker.BLOCK * basisStride());
        Selector.Activations block = new Selector.Activations(scratch, Worker.BLOCK, space);
        scratch.settle();
        look(scratch, rows, block, from, to, places, cells);
    }

    /// The same in somebody's scratch, which is settled.
    /// @param rows  a piece for a block's rows of the basis
    /// @param block for the space network
    void look(Scratch scratch, int rows, Selector.Activations block, int from, int to, float[] places, int[] cells) {
        for (int start = from; start < to; start += Worker.BLOCK) {
            int count = Math.min(Worker.BLOCK, to - start);
            System.arraycopy(basis.values(), start * basisStride(), scratch.values(), scratch.at(rows),
                    count * basisStride());
            space.forward(scratch, scratch.at(rows), basisStride(), Lanes.rows(count), block);
            for (int row = 0; row < count; row++) {
                float x = (float) Math.tanh(scratch.values()[block.output(row)]);
                float y = (float) Math.tanh(scratch.values()[block.output(row) + 1]);
                places[2 * (start + row)] = x;
                places[2 * (start + row) + 1] = y;
                cells[start + row] = Cell.of(x, y);
            }
        }
    }

    /// Told of every voxel's choices.
    interface Chosen {
        /// @param place   in the order
        /// @param choices of its block
        /// @param row     in the block
        void accept(int place, Choices choices, int row);
    }

    /// The choices of a stretch of the voxels, a block at a time.
    /// @param places where they look, as [#look] found it
    void choose(VoxelOrder order, int from, int to, float[] places, Chosen chosen) {
        Scratch scratch = new Scratch();
        int rows = scratch.reserve(Worker.BLOCK * basisStride());
        Selector.Activations layerBlock = new Selector.Activations(scratch, Worker.BLOCK, layer);
        Selector.Activations scaleBlock = new Selector.Activations(scratch, Worker.BLOCK, scale);
        scratch.settle();
        Choices choices = new Choices(Worker.BLOCK, layer.outputs());
        for (int start = from; start < to; start += Worker.BLOCK) {
            int count = Math.min(Worker.BLOCK, to - start);
            gather(order.voxels(), start, count, scratch.values(), scratch.at(rows));
            layer.forward(scratch, scratch.at(rows), basisStride(), Lanes.rows(count), layerBlock);
            scale.forward(scratch, scratch.at(rows), basisStride(), Lanes.rows(count), scaleBlock);
            for (int row = 0; row < count; row++) {
                int voxel = order.voxels()[start + row];
                choices.set(row, places[2 * voxel], places[2 * voxel + 1], scratch.values(), layerBlock.output(row),
                        scaleBlock.output(row));
                chosen.accept(start + row, choices, row);
            }
        }
    }

    /// Where in its scratch one thread gathers gradients.
    static final class Gradients {
        private final Scratch scratch;
        private final int flat;
        private final int size;
        private final Selector.Gradients space;
        private final Selector.Gradients layer;
        private final Selector.Gradients scale;

        /// @param size of the selectors' parameters, which come first in the [Layout]
        Gradients(Scratch scratch, SelectorSet selectors, int size) {
            this.scratch = scratch;
            this.size = size;
            flat = scratch.reserve(size);
            space = new Selector.Gradients(scratch, selectors.space, flat);
            layer = new Selector.Gradients(scratch, selectors.layer, flat);
            scale = new Selector.Gradients(scratch, selectors.scale, flat);
        }

        Selector.Gradients space() {
            return space;
        }

        Selector.Gradients layer() {
            return layer;
        }

        Selector.Gradients scale() {
            return scale;
        }

        void clear(SelectorSet selectors) {
            Arrays.fill(scratch.values(), scratch.at(flat), scratch.at(flat) + size, 0);
            selectors.space.clear(scratch, space);
            selectors.layer.clear(scratch, layer);
            selectors.scale.clear(scratch, scale);
        }

        /// Adds all of it to the gradients of the whole encoder.
        void addTo(SelectorSet selectors, float[] gradients) {
            selectors.space.finish(scratch, space);
            selectors.layer.finish(scratch, layer);
            selectors.scale.finish(scratch, scale);
            Rows.add(scratch.values(), scratch.at(flat), gradients, 0, size);
        }
    }
}
