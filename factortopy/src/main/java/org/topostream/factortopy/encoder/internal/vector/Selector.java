package org.topostream.factortopy.encoder.internal.vector;

import java.util.Arrays;

import org.topostream.factortopy.encoder.Coordinates;

/// One of the three networks that turn a voxel's positional encoding into its choices: `192 -> 128 -> GELU -> 128 ->
/// GELU -> outputs` (section 3.2 of the paper), on blocks of voxels.
///
/// The first layer is read through the [EncodingBasis]; what depends on the parameters alone is made once a step.
final class Selector {
    static final int HIDDEN = 128;
    static final int STRIDE = Lanes.stride(HIDDEN);

    private final int outputs;
    private final int outputStride;
    private final EncodingBasis basis;
    private final Layout.Part first;
    private final Layout.Part firstBias;
    private final Layout.Part second;
    private final Layout.Part secondBias;
    private final Layout.Part last;
    private final Scratch derived = new Scratch();
    /// The first layer on the basis, `[R, 128]`.
    private final int folded;
    /// The second and the last layer.
    private final int secondForward;
    private final int lastForward;
    /// The same as `[outputs, inputs]`, for the way back.
    private final int secondBack;
    private final int lastBack;
    private float[] parameters = new float[0];

    Selector(Layout layout, String name, EncodingBasis basis) {
        this.basis = basis;
        first = layout.part(name + ".1.weight");
        firstBias = layout.part(name + ".1.bias");
        second = layout.part(name + ".3.weight");
        secondBias = layout.part(name + ".3.bias");
        last = layout.part(name + ".5.weight");
        outputs = last.columns();
        outputStride = last.stride();
        folded = derived.reserve(foldedSize());
        secondForward = derived.reserve(HIDDEN * STRIDE);
        lastForward = derived.reserve(HIDDEN * outputStride);
        secondBack = derived.reserve(HIDDEN * STRIDE);
        lastBack = derived.reserve(outputs * STRIDE);
    }

    private int foldedSize() {
        return Lanes.rows(basis.size()) * STRIDE;
    }

    int outputs() {
        return outputs;
    }

    /// What a block of voxels leaves on the way forward, for the way back.
    static final class Activations {
        private final Scratch scratch;
        private final int first;
        private final int firstSlopes;
        private final int second;
        private final int secondSlopes;
        private final int output;
        private final int outputStride;

        /// @param scratch of the thread that has the block
        Activations(Scratch scratch, int rows, Selector selector) {
            this.scratch = scratch;
            first = scratch.reserve(rows * STRIDE);
            firstSlopes = scratch.reserve(rows * STRIDE);
            second = scratch.reserve(rows * STRIDE);
            secondSlopes = scratch.reserve(rows * STRIDE);
            outputStride = selector.outputStride;
            output = scratch.reserve(rows * outputStride);
        }

        /// Where in the scratch a voxel's outputs lie, before tanh, softmax or sigmoid; the gradient at these, once
        /// somebody wrote it there.
        int output(int row) {
            return scratch.at(output) + row * outputStride;
        }

        /// Rows from `row` to `rows` are of no voxel, and pull on nothing.
        void clear(int row, int rows) {
            Arrays.fill(scratch.values(), output(row), output(rows), 0);
        }
    }

    /// Takes new parameters.
    void prepare(float[] flat) {
        parameters = flat;
        derived.settle();
        float[] values = derived.values();
        int foldedAt = derived.at(folded);
        Arrays.fill(values, foldedAt, foldedAt + foldedSize(), 0);
        Product.accumulate(Lanes.rows(basis.size()), HIDDEN, Coordinates.ENCODING, basis.mixing(), 0,
                Coordinates.ENCODING, 1, flat, first.at(), first.stride(), values, foldedAt, STRIDE);
        System.arraycopy(flat, second.at(), values, derived.at(secondForward), HIDDEN * STRIDE);
        System.arraycopy(flat, last.at(), values, derived.at(lastForward), HIDDEN * outputStride);
        for (int input = 0; input < HIDDEN; input++) {
            for (int output = 0; output < HIDDEN; output++) {
                values[derived.at(secondBack) + output * STRIDE + input] = flat[second.at() + input * STRIDE + output];
            }
            for (int output = 0; output < outputs; output++) {
                values[derived.at(lastBack) + output * STRIDE + input] = flat[last.at() + input * outputStride
                        + output];
            }
        }
    }

    /// @param scratch     of the thread
    /// @param rowsOfBasis where in it the voxels' places on the basis lie, `[rows, R]`
    /// @param rows        a multiple of [Lanes#ROWS]
    void forward(Scratch scratch, int rowsOfBasis, int basisStride, int rows, Activations to) {
        float[] values = scratch.values();
        layer(values, rowsOfBasis, basisStride, basis.size(), rows, folded, firstBias, scratch.at(to.first));
        gelu(values, scratch.at(to.first), scratch.at(to.firstSlopes), rows);
        layer(values, scratch.at(to.first), STRIDE, HIDDEN, rows, secondForward, secondBias, scratch.at(to.second));
        gelu(values, scratch.at(to.second), scratch.at(to.secondSlopes), rows);
        Arrays.fill(values, to.output(0), to.output(rows), 0);
        Product.accumulate(rows, Lanes.columns(outputs), HIDDEN, values, scratch.at(to.second), STRIDE, 1,
                derived.values(), derived.at(lastForward), outputStride, values, to.output(0), outputStride);
    }

    private void layer(float[] values, int input, int inputStride, int inputs, int rows, int weights,
            Layout.Part bias, int output) {
        for (int row = 0; row < rows; row++) {
            System.arraycopy(parameters, bias.at(), values, output + row * STRIDE, HIDDEN);
        }
        Product.accumulate(rows, HIDDEN, inputs, values, input, inputStride, 1, derived.values(),
                derived.at(weights), STRIDE, values, output, STRIDE);
    }

    private static void gelu(float[] values, int at, int slopes, int rows) {
        for (int row = 0; row < rows; row++) {
            Gelu.apply(values, at + row * STRIDE, slopes + row * STRIDE, HIDDEN);
        }
    }

    /// Where in a thread's scratch it gathers the gradients of one selector.
    static final class Gradients {
        private final int folded;
        private final int flat;

        /// @param flat the piece for those of all selectors, laid out as the parameters
        Gradients(Scratch scratch, Selector selector, int flat) {
            this.folded = scratch.reserve(selector.foldedSize());
            this.flat = flat;
        }
    }

    void clear(Scratch scratch, Gradients gradients) {
        int at = scratch.at(gradients.folded);
        Arrays.fill(scratch.values(), at, at + foldedSize(), 0);
    }

    /// From the gradient at the outputs, in `from`, to those of the parameters. Overwrites `from`.
    /// @param hidden a piece of `[rows, 128]` to work in
    void backward(Scratch scratch, int rowsOfBasis, int basisStride, int rows, Activations from, int hidden,
            Gradients to) {
        float[] values = scratch.values();
        int flat = scratch.at(to.flat);
        int secondAt = scratch.at(from.second);
        int hiddenAt = scratch.at(hidden);
        Product.accumulate(HIDDEN, Lanes.columns(outputs), rows, values, secondAt, 1, STRIDE, values, from.output(0),
                outputStride, values, flat + last.at(), outputStride);
        back(values, from.output(0), outputStride, outputs, rows, lastBack, scratch.at(from.secondSlopes), hiddenAt);
        sumRows(values, hiddenAt, rows, flat + secondBias.at());
        Product.accumulate(HIDDEN, HIDDEN, rows, values, scratch.at(from.first), 1, STRIDE, values, hiddenAt, STRIDE,
                values, flat + second.at(), STRIDE);
        // The second layer's activations have served; the gradient at the first takes their place.
        back(values, hiddenAt, STRIDE, HIDDEN, rows, secondBack, scratch.at(from.firstSlopes), secondAt);
        sumRows(values, secondAt, rows, flat + firstBias.at());
        Product.accumulate(Lanes.rows(basis.size()), HIDDEN, rows, values, rowsOfBasis, 1, basisStride, values,
                secondAt, STRIDE, values, scratch.at(to.folded), STRIDE);
    }

    /// Through a layer's weights and the unit before it.
    private void back(float[] values, int gradient, int stride, int columns, int rows, int weights, int slopes,
            int to) {
        Arrays.fill(values, to, to + rows * STRIDE, 0);
        Product.accumulate(rows, HIDDEN, columns, values, gradient, stride, 1, derived.values(), derived.at(weights),
                STRIDE, values, to, STRIDE);
        Rows.multiply(values, to, slopes, rows * STRIDE);
    }

    private static void sumRows(float[] values, int matrix, int rows, int to) {
        for (int row = 0; row < rows; row++) {
            Rows.add(values, matrix + row * STRIDE, values, to, HIDDEN);
        }
    }

    /// Unfolds what was gathered on the basis into the first layer's gradient.
    void finish(Scratch scratch, Gradients gathered) {
        Product.accumulate(Coordinates.ENCODING, HIDDEN, basis.size(), basis.mixing(), 0, 1, Coordinates.ENCODING,
                scratch.values(), scratch.at(gathered.folded), STRIDE, scratch.values(),
                scratch.at(gathered.flat) + first.at(), STRIDE);
    }
}
