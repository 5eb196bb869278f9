package org.topostream.factortopy.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Predictor;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.encoder.StepReport;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.factortopy.encoder.internal.EncoderEngine;
import org.topostream.factortopy.verify.Comparison.Judged;

/// Runs our encoder on a reference folder, group by group.
final class Verifier {
    /// Of what float32 computes in one pass, relative to the largest value.
    private static final double TOLERANCE = 1e-5;
    /// Of sums over the batch and all voxels, and of what ten steps make of them.
    private static final double GRADIENT_TOLERANCE = 1e-4;

    private final ReferenceFolder reference;
    private final String device;
    private final EncoderShape shape;
    private final Map<String, Comparison> groups = new LinkedHashMap<>();

    Verifier(ReferenceFolder reference, String device) {
        this.reference = reference;
        this.device = device;
        this.shape = reference.shape();
    }

    Verification verify() throws IOException {
        encoding();
        selectors();
        predictions();
        gradients();
        steps();
        return new Verification(device, shape.voxels(), Arrays.stream(shape.widths()).boxed().toList(),
                shape.bottleneck(), reference.meta().batch(), groups);
    }

    private void encoding() throws IOException {
        compare("encoding", TOLERANCE, Deviation.of("encoding",
                expected("output.encoding", shape.voxels(), Coordinates.ENCODING),
                reference.coordinates().encoding()));
    }

    private void selectors() throws IOException {
        Selectors selectors = EncoderEngine.onDevice(device).selectors(reference.encoder());
        compare("selectors", TOLERANCE,
                Deviation.of("space", expected("output.space", shape.voxels(), 2), selectors.space()),
                Deviation.of("layer", expected("output.layer", shape.voxels(), shape.layers()), selectors.layer()),
                Deviation.of("scale", expected("output.scale", shape.voxels(), 1), selectors.scale()));
    }

    private void predictions() throws IOException {
        float[] expected = expected("output.prediction", reference.meta().batch(), shape.voxels());
        try (TrainingSession session = session()) {
            compare("predictionsWhileTraining", TOLERANCE,
                    Deviation.of("prediction", expected, flat(Arrays.asList(session.forward(reference.features())))));
        }
        try (Predictor predictor = Predictor.compile(reference.encoder(), device)) {
            compare("predictionsOnceCompiled", TOLERANCE,
                    Deviation.of("prediction", expected, flat(predictor.predict(reference.features()))));
        }
    }

    private void gradients() throws IOException {
        try (TrainingSession session = session()) {
            Map<String, FloatTensor> gradients = session.gradients(reference.features(), reference.targets(),
                    reference.meta().regulariserWeight());
            compare("gradients", Judged.RELATIVE, "grad.", gradients);
        }
    }

    private void steps() throws IOException {
        try (TrainingSession session = session()) {
            List<StepReport> reports = new ArrayList<>();
            for (int step = 0; step < ReferenceMeta.STEPS; step++) {
                reports.add(session.step(reference.features(), reference.targets()));
            }
            List<ReferenceMeta.Losses> expected = reference.meta().losses();
            compare("losses", TOLERANCE,
                    Deviation.of("loss", values(expected, ReferenceMeta.Losses::loss),
                            values(reports, StepReport::loss)),
                    Deviation.of("regulariser", values(expected, ReferenceMeta.Losses::regulariser),
                            values(reports, StepReport::regulariser)),
                    Deviation.of("total", values(expected, ReferenceMeta.Losses::total),
                            values(reports, StepReport::total)));
            compare("parametersAfterTenSteps", Judged.GROUP, "after10.param.", session.parameters().tensors());
        }
    }

    private TrainingSession session() {
        return new TrainingSession(shape, reference.coordinates(), reference.parameters(), OptimiserState.fresh(),
                reference.meta().options(), device);
    }

    /// Compares a tensor for each parameter.
    private void compare(String group, Judged judged, String prefix, Map<String, FloatTensor> actual)
            throws IOException {
        List<Deviation> deviations = new ArrayList<>();
        for (Map.Entry<String, int[]> parameter : shape.parameterShapes().entrySet()) {
            String name = parameter.getKey();
            deviations.add(Deviation.of(name, expected(prefix + name, parameter.getValue()),
                    actual.get(name).values()));
        }
        groups.put(group, Comparison.of(GRADIENT_TOLERANCE, judged, deviations));
    }

    private void compare(String group, double tolerance, Deviation... deviations) {
        groups.put(group, Comparison.of(tolerance, Judged.RELATIVE, List.of(deviations)));
    }

    private float[] expected(String name, int... axes) throws IOException {
        return reference.tensor(name, axes).values();
    }

    private static <T> double[] values(List<T> steps, ToDoubleFunction<T> value) {
        return steps.stream().mapToDouble(value).toArray();
    }

    private static float[] flat(List<float[]> rows) {
        float[] flat = new float[rows.stream().mapToInt(row -> row.length).sum()];
        int at = 0;
        for (float[] row : rows) {
            System.arraycopy(row, 0, flat, at, row.length);
            at += row.length;
        }
        return flat;
    }
}
