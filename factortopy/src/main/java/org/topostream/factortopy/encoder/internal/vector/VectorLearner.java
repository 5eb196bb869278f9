package org.topostream.factortopy.encoder.internal.vector;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.Encoder;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.internal.Learner;
import org.topostream.factortopy.encoder.internal.Scorer;

/// Trains one encoder on the CPU, with gradients by hand.
public final class VectorLearner implements Learner {
    private final EncoderShape shape;
    private final Coordinates coordinates;
    private final TrainingOptions options;
    private final Layout layout;
    private final float[] parameters;
    private final float[] gradients;
    private final Adam optimiser;
    private final SelectorSet selectors;
    private final Tokens tokens;
    private final List<Worker> workers = new ArrayList<>();
    private final VoxelOrder order;
    private final float[] space;
    private final int[] cells;

    /// @throws IllegalArgumentException where the optimiser's state is of other parameters
    public VectorLearner(EncoderShape shape, Coordinates coordinates, Parameters initial, OptimiserState state,
            TrainingOptions options) {
        this.shape = shape;
        this.coordinates = coordinates;
        this.options = options;
        layout = Layout.of(shape);
        parameters = layout.flat(initial.tensors());
        gradients = new float[layout.size()];
        optimiser = new Adam(moments(initial, state.firstMoments()), moments(initial, state.secondMoments()),
                state.step(), options);
        selectors = SelectorSet.of(layout, EncodingBasis.of(coordinates));
        tokens = new Tokens(shape, layout);
        for (int piece = 0; piece < Parallel.PIECES; piece++) {
            workers.add(new Worker(shape, layout, selectors, tokens));
        }
        order = VoxelOrder.create(shape.voxels());
        space = new float[2 * shape.voxels()];
        cells = new int[shape.voxels()];
    }

    private float[] moments(Parameters like, Map<String, FloatTensor> given) {
        if (given.isEmpty()) {
            return new float[layout.size()];
        }
        if (!given.keySet().equals(like.tensors().keySet())) {
            throw new IllegalArgumentException("expected moments of the parameters " + like.tensors().keySet()
                    + ", got " + given.keySet());
        }
        return layout.flat(given);
    }

    @Override
    public StepReport step(List<Features> batch, float[][] targets, double mostLoss) {
        Objective objective = descend(batch, targets, options.regularisationAt(optimiser.steps()));
        double norm = optimiser.norm(gradients);
        boolean accepted = Double.isFinite(objective.total) && Double.isFinite(norm)
                && objective.loss <= mostLoss;
        if (accepted) {
            optimiser.step(parameters, gradients, norm);
        }
        return new StepReport(optimiser.steps(), objective.loss, objective.regulariser, objective.total, norm,
                accepted);
    }

    @Override
    public float[][] forward(List<Features> batch) {
        Encoder now = new Encoder(shape, coordinates, parameters(), Normaliser.identity(shape.voxels()));
        try (Scorer scorer = new VectorScorer(now)) {
            return scorer.score(batch);
        }
    }

    @Override
    public Map<String, FloatTensor> gradients(List<Features> batch, float[][] targets, double regulariserWeight) {
        descend(batch, targets, regulariserWeight);
        return layout.tensors(gradients);
    }

    @Override
    public Parameters parameters() {
        return new Parameters(layout.tensors(parameters));
    }

    @Override
    public OptimiserState optimiserState() {
        return new OptimiserState(optimiser.steps(), layout.tensors(optimiser.first()),
                layout.tensors(optimiser.second()));
    }

    @Override
    public long steps() {
        return optimiser.steps();
    }

    @Override
    public void close() {
        // Everything lies on the heap.
    }

    private record Objective(double loss, double regulariser, double total) {}

    /// Leaves the objective's gradients in `gradients`.
    private Objective descend(List<Features> batch, float[][] targets, double regulariserWeight) {
        check(batch, targets);
        selectors.prepare(parameters);
        Parallel.run(Parallel.PIECES, piece -> workers.get(piece).look(Parallel.from(piece, shape.voxels()),
                Parallel.from(piece + 1, shape.voxels()), space, cells));
        order.sort(cells, costs(batch.size()));
        tokens.project(batch, parameters);
        // The readouts' gradients are written over, voxel by voxel.
        Arrays.fill(gradients, 0, layout.part("weight").at(), 0);
        Step step = new Step(parameters, gradients, space, targets, options.beta(), regulariserWeight);
        Parallel.run(Parallel.PIECES,
                piece -> workers.get(piece).run(step, order, order.cuts()[piece], order.cuts()[piece + 1]));
        workers.forEach(worker -> worker.gradients().addTo(selectors, gradients));
        sumTokenGradients(batch.size());
        tokens.back(workers.getFirst().tokenGradient(), workers.getFirst().tokenGradientAt(), gradients);
        double loss = workers.stream().mapToDouble(Worker::loss).sum() / ((double) shape.voxels() * batch.size());
        double regulariser = workers.stream().mapToDouble(Worker::regulariser).sum() / shape.voxels();
        return new Objective(loss, regulariser, loss + regulariserWeight * regulariser);
    }

    /// What a voxel of each cell costs, in multiply-adds: its selectors, and its products with the cell's tokens.
    private double[] costs(int images) {
        double networks = 4.0 * 3 * Selector.HIDDEN * (selectors.basis().size() + 2 * Selector.HIDDEN);
        return Cell.ALL.stream().mapToDouble(cell -> networks
                + 3.0 * images * shape.bottleneck() * CellTokens.width(cell.points().length, shape.layers()))
                .toArray();
    }

    /// In the first worker's.
    private void sumTokenGradients(int images) {
        Worker first = workers.getFirst();
        Parallel.run(images, image -> {
            int offset = tokens.offset(image, 0);
            int length = tokens.offset(image + 1, 0) - offset;
            for (Worker worker : workers.subList(1, workers.size())) {
                Rows.add(worker.tokenGradient(), worker.tokenGradientAt() + offset, first.tokenGradient(),
                        first.tokenGradientAt() + offset, length);
            }
        });
    }

    private void check(List<Features> batch, float[][] targets) {
        if (targets.length != batch.size()) {
            throw new IllegalArgumentException(
                    "expected targets of " + batch.size() + " stimuli, got " + targets.length);
        }
        for (int image = 0; image < targets.length; image++) {
            if (targets[image].length != shape.voxels()) {
                throw new IllegalArgumentException("target " + image + ": expected " + shape.voxels()
                        + " voxels, got " + targets[image].length);
            }
        }
    }
}
