package org.topostream.factortopy.encoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.topostream.factortopy.encoder.Closeness.apart;
import static org.topostream.factortopy.encoder.Closeness.assertClose;
import static org.topostream.factortopy.encoder.Closeness.assertWithin;
import static org.topostream.factortopy.encoder.Closeness.largest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.internal.EncoderEngine;

/// Every kernel against the plain form in float64, at the sizes and places where kernels go wrong.
class KernelPropertyTest {
    private static final List<String> DEVICES = List.of("cpu", "torch:cpu");
    private static final double PREDICTION = 1e-5;
    private static final double GRADIENT = 1e-4;
    private static final double REGULARISER_WEIGHT = 0.05;
    private static final double REPORT = 1e-4;
    private static final double MOVED = 1e-2;
    private static final double STEP = 1e-5;
    private static final double FAR = 20;

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void choosesAndPredictsAsThePlainForm(String device, DrawnCase drawn) {
        PlainForm.Outcome expected = drawn.plain(0).evaluate(drawn.batch(), REGULARISER_WEIGHT);
        Encoder encoder = new Encoder(drawn.shape(), drawn.coordinates(), drawn.parameters(),
                Normaliser.identity(drawn.shape().voxels()));
        try (TrainingSession session = drawn.session(device);
                Predictor predictor = Predictor.compile(encoder, device)) {

            float[][] whileTraining = session.forward(drawn.features());
            float[][] finished = predictor.predict(drawn.features()).toArray(float[][]::new);
            Selectors selectors = EncoderEngine.onDevice(device).selectors(encoder);

            assertClose("forward", expected.predictions(), together(whileTraining), PREDICTION);
            assertClose("predict", expected.predictions(), together(finished), PREDICTION);
            assertClose("space", expected.space(), selectors.space(), PREDICTION);
            assertClose("layer", expected.layer(), selectors.layer(), PREDICTION);
            assertClose("scale", expected.scale(), selectors.scale(), PREDICTION);
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void descendsAlongThePlainGradients(String device, DrawnCase drawn) {
        Map<String, double[]> expected = drawn.plain(0).evaluate(drawn.batch(), REGULARISER_WEIGHT).gradients();
        try (TrainingSession session = drawn.session(device)) {

            Map<String, double[]> gradients = doubles(session.gradients(drawn.features(), drawn.targets(),
                    REGULARISER_WEIGHT));

            assertEquals(expected.keySet(), gradients.keySet());
            assertGradients(expected, gradients);
        }
    }

    /// AdamW's first steps are as long for the smallest gradients as for the largest, so that where a gradient is little
    /// more than rounding the step is as well: parameters are compared by how far all of one kind have moved.
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void threeStepsLeadToThePlainParameters(String device, DrawnCase drawn) {
        PlainTraining training = new PlainTraining(drawn.plain(0));
        Map<String, double[]> before = training.parameters();
        try (TrainingSession session = drawn.session(device)) {
            for (int step = 1; step <= 3; step++) {
                PlainForm.Outcome expected = training.step(drawn.batch());

                StepReport report = session.step(drawn.features(), drawn.targets());

                assertTrue(report.accepted());
                assertEquals(step, report.step());
                assertEquals(expected.loss(), report.loss(), REPORT * Math.max(1, expected.loss()), "loss");
                assertEquals(expected.total(), report.total(), REPORT * Math.max(1, expected.loss()), "total");
                assertEquals(expected.regulariser(), report.regulariser(), REPORT, "regulariser");
                if (step == 1) { // later, a voxel may have crossed into another cell in one of the two
                    double norm = PlainAdamW.norm(expected.gradients());
                    assertEquals(norm, report.gradientNorm(), GRADIENT * norm, "norm");
                }
            }
            Map<String, double[]> parameters = doubles(session.parameters().tensors());
            training.parameters().forEach((name, expected) -> {
                double apart = distance(expected, parameters.get(name));
                double moved = distance(expected, before.get(name));
                assertTrue(apart <= MOVED * moved, name + ": apart by " + apart + " after moving by " + moved);
            });
        }
    }

    /// What AdamW makes of its gradients, to float32's precision.
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("cases")
    void stepsAlongItsOwnGradientsAsAdamW(String device, DrawnCase drawn) {
        PlainAdamW optimiser = new PlainAdamW();
        Map<String, double[]> expected = drawn.plain(0).parameters();
        try (TrainingSession session = drawn.session(device)) {
            for (int step = 0; step < 3; step++) {
                Map<String, double[]> gradients = doubles(session.gradients(drawn.features(), drawn.targets(),
                        TrainingOptions.defaults().regularisationAt(step)));

                session.step(drawn.features(), drawn.targets());

                expected = optimiser.step(expected, gradients);
                Map<String, double[]> actual = doubles(session.parameters().tensors());
                expected.forEach((name, values) -> assertClose(name, values, actual.get(name), STEP));
            }
        }
    }

    /// No step leads away from targets that are met: what is left is the rounding of the predictions.
    @ParameterizedTest
    @MethodSource("devices")
    void hasNoErrorTowardsItsOwnPredictions(String device) {
        DrawnCase drawn = DrawnCase.draw(5, 131, new int[]{7, 16}, 5, 9, 1);
        Map<String, double[]> usual = drawn.plain(0).evaluate(drawn.batch(), 0).gradients();
        try (TrainingSession session = drawn.session(device)) {

            Map<String, double[]> gradients = doubles(session.gradients(drawn.features(),
                    session.forward(drawn.features()), 0));

            usual.forEach((name, values) -> assertWithin(name, new double[values.length],
                    gradients.get(name), GRADIENT * largest(values)));
        }
    }

    /// Rounding decides on which side of a grid point a voxel lies; but one side's gradient it must be, not something
    /// between them.
    @ParameterizedTest
    @MethodSource("devices")
    void takesTheGradientFromOneSideOfAGridPoint(String device) {
        DrawnCase drawn = DrawnCase.draw(6, 63, new int[]{7, 16}, 5, 9, 1);
        double point = Math.log((1 + 0.125) / (1 - 0.125)) / 2; // tanh of it lies on column 4
        for (float column = (float) (point - 5e-8); column < point + 5e-8; column = Math.nextUp(column)) {
            DrawnCase onPoint = drawn.choosing(new double[]{column, 0.2}, new double[]{0.5, 1}, 0.3);
            try (TrainingSession session = onPoint.session(device)) {

                Map<String, double[]> gradients = doubles(session.gradients(onPoint.features(), onPoint.targets(), 0));

                double nearest = Double.POSITIVE_INFINITY;
                String name = "space_selector_mlp.5.weight";
                double[] actual = gradients.get(name);
                for (double nudge : new double[]{-1e-5, 1e-5}) {
                    double[] expected = onPoint.plain(nudge).evaluate(onPoint.batch(), 0).gradients().get(name);
                    nearest = Math.min(nearest, apart(name, expected, actual) / largest(expected));
                }
                assertTrue(nearest <= GRADIENT, "column " + column + ": apart by " + nearest);
            }
        }
    }

    static Stream<String> devices() {
        return DEVICES.stream();
    }

    static Stream<Arguments> cases() {
        List<DrawnCase> cases = Stream.concat(special(), LongStream.range(0, 10).mapToObj(DrawnCase::draw)).toList();
        return DEVICES.stream().flatMap(device -> cases.stream().map(drawn -> Arguments.of(device, drawn)));
    }

    private static Stream<DrawnCase> special() {
        DrawnCase some = DrawnCase.draw(100, 131, new int[]{3, 17, 8}, 5, 9, 0.5);
        DrawnCase small = DrawnCase.draw(101, 63, new int[]{7, 16, 1}, 128, 7, 1);
        double[] even = {0, 0, 0};
        double[] one = {0, 300, 0};
        return Stream.of(some, small,
                DrawnCase.draw(102, 1, new int[]{1}, 1, 1, 1).named("one of everything"),
                DrawnCase.draw(103, 600, new int[]{3, 17}, 128, 9, 0).named("the start: all in one cell"),
                DrawnCase.draw(104, 600, new int[]{17}, 5, 33, 0.5).named("one layer"),
                DrawnCase.draw(105, 600, new int[]{5, 7, 9}, 5, 8, 10).named("selectors near saturation"),
                small.choosing(new double[]{FAR, FAR}, even, 0).named("lower right corner"),
                small.choosing(new double[]{-FAR, FAR}, even, 1).named("lower left corner"),
                small.choosing(new double[]{0.3, -FAR}, even, 1).named("upper edge"),
                small.choosing(new double[]{1.4, 1.37}, even, 1).named("last cell, partly outside"),
                some.choosing(new double[]{0.3, 0.7}, one, 0.5).named("one layer out of three"),
                some.choosing(new double[]{0.3, 0.7}, even, -2 * FAR).named("local tokens only"),
                some.choosing(new double[]{0.3, 0.7}, even, 2 * FAR).named("global token only"),
                some.silent().named("no error"), some.timesTargets(1e6).named("huge errors"),
                some.timesTargets(0.05).named("small errors"), some.onOneLine().named("voxels on a line"));
    }

    /// To a part of each parameter's largest gradient. Where a selector is saturated, gradients of a size that float32
    /// cannot tell from none are rightly 0, so that a part of all parameters' largest is allowed too.
    private static void assertGradients(Map<String, double[]> expected, Map<String, double[]> gradients) {
        double overall = expected.values().stream().mapToDouble(Closeness::largest).max().orElseThrow();
        expected.forEach((name, values) -> assertWithin(name, values, gradients.get(name),
                Math.max(GRADIENT * largest(values), 1e-9 * overall)));
    }

    private static double distance(double[] from, double[] to) {
        double squares = 0;
        for (int i = 0; i < from.length; i++) {
            squares += (to[i] - from[i]) * (to[i] - from[i]);
        }
        return Math.sqrt(squares);
    }

    private static Map<String, double[]> doubles(Map<String, FloatTensor> tensors) {
        Map<String, double[]> doubles = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> doubles.put(name, Closeness.doubles(tensor.values())));
        return doubles;
    }

    private static float[] together(float[][] rows) {
        int length = rows[0].length;
        float[] all = new float[rows.length * length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, all, row * length, length);
        }
        return all;
    }
}
