package org.topostream.streams.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.factortopy.glm.RunningGlm;
import org.topostream.factortopy.glm.Trial;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.estimate.EstimateOptions.MotionSource;

/// Whole volumes of a head that nods to and fro. The subject's voxels lie in its middle.
class EstimateMotionTest {
    private static final int SIDE = 16;
    private static final double SPACING = 2;
    /// Of the voxel 0, 0, 0; the subject's voxels are those from 5, 8, 8 on along x.
    private static final double[] CORNER = {0, 4, 14};
    private static final ScannedRun RUN = new ScannedRun("run-1", 1);
    private static final float TOLERANCE = 1e-4f;

    @TempDir
    private Path folder;

    private static double shift(int number) {
        return 1.2 * Math.sin(0.7 * number);
    }

    /// Three ellipsoids of Gaussian density; what the subject's voxels answer is there beside.
    private static double head(double x, double y, double z) {
        double sum = 0;
        double[][] blobs = {{16, 20, 30, 7, 900}, {12, 16, 27, 4, 400}, {20, 23, 35, 4, -350}};
        for (double[] blob : blobs) {
            double distance = Math.pow(x - blob[0], 2) + 0.8 * Math.pow(y - blob[1], 2)
                    + 1.1 * Math.pow(z - blob[2], 2);
            sum += blob[4] * Math.exp(-distance / (2 * blob[3] * blob[3]));
        }
        return sum;
    }

    private static Volume volume(int number) {
        float[] values = new float[SIDE * SIDE * SIDE];
        int i = 0;
        for (int z = 0; z < SIDE; z++) {
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    values[i] = (float) head(CORNER[0] + SPACING * x, CORNER[1] + SPACING * y - shift(number),
                            CORNER[2] + SPACING * z);
                    i++;
                }
            }
        }
        float[] answers = RUN.values(number);
        for (int voxel = 0; voxel < ScannedRun.VOXELS; voxel++) {
            values[(8 * SIDE + 8) * SIDE + 5 + voxel] += 0.05f * (answers[voxel] - 1000 - 100 * voxel);
        }
        return RUN.volume(number).setValues(Tensors.float32(values, SIDE, SIDE, SIDE))
                .setAffine(List.of(SPACING, 0.0, 0.0, CORNER[0], 0.0, SPACING, 0.0, CORNER[1], 0.0, 0.0, SPACING,
                        CORNER[2], 0.0, 0.0, 0.0, 1.0))
                .build();
    }

    private static List<Response> run(EstimateRig rig, int restartAt) {
        List<Response> responses = new ArrayList<>();
        RUN.events().forEach(rig::send);
        for (int number = 0; number < ScannedRun.LENGTH; number++) {
            if (number == restartAt) {
                responses.addAll(rig.responses());
                rig.restart();
            }
            rig.send(volume(number));
        }
        responses.addAll(rig.responses());
        assertEquals(List.of(), rig.driver().reasons());
        return responses;
    }

    /// The betas of a fit with the motion parameters of the stored volumes.
    private static List<float[]> betas(Map<String, Volume> stored, int parameters) {
        RunningGlm glm = new RunningGlm(ScannedRun.VOXELS,
                EstimateOptions.defaults().glm(ScannedRun.SECONDS, parameters));
        for (Event event : RUN.events()) {
            glm.event(new Trial(event.getTrialId(), event.getOnset(), event.getDuration()));
        }
        for (Volume volume : stored.values()) {
            double[] motion = parameters == 0
                    ? new double[0]
                    : volume.getMotion().stream().mapToDouble(Double::doubleValue).toArray();
            glm.volume(volume.getNumber(), Tensors.floats(volume.getValues()), motion);
        }
        return RUN.events().stream().map(event -> glm.estimate(event.getTrialId()).betas()).toList();
    }

    @Test
    void motionThatNobodyTellsIsFoundInTheVolumes() {
        try (EstimateRig rig = new EstimateRig(EstimateOptions.defaults(), folder)) {
            List<Response> responses = run(rig, -1);

            Map<String, Volume> stored = rig.stored(RunStore.VOLUMES);
            for (Volume volume : stored.values()) {
                assertEquals(shift(volume.getNumber()), volume.getMotion().get(1), 0.05,
                        "volume " + volume.getNumber());
                assertEquals(0, volume.getMotion().get(0), 0.05);
                assertEquals(0, volume.getMotion().get(5), 0.005);
                assertEquals(List.of(ScannedRun.VOXELS), volume.getValues().getShape());
            }
            EstimateRig.assertBetas(RUN, betas(stored, 6), responses, TOLERANCE);
        }
    }

    @Test
    void aRestartRegistersToTheSameVolume() {
        try (EstimateRig rig = new EstimateRig(EstimateOptions.defaults(), folder.resolve("one"));
                EstimateRig restarted = new EstimateRig(EstimateOptions.defaults(), folder.resolve("two"))) {
            run(rig, -1);

            List<Response> responses = run(restarted, 30);

            Map<String, Volume> stored = restarted.stored(RunStore.VOLUMES);
            assertEquals(rig.stored(RunStore.VOLUMES), stored);
            EstimateRig.assertBetas(RUN, betas(stored, 6), responses, TOLERANCE);
        }
    }

    @Test
    void motionIsLeftOutWhereNobodyWantsIt() {
        for (MotionSource from : List.of(MotionSource.NONE, MotionSource.SOURCE)) {
            try (EstimateRig rig = new EstimateRig(EstimateOptions.defaults().withMotion(from),
                    folder.resolve(from.name()))) {
                List<Response> responses = run(rig, 30);

                EstimateRig.assertBetas(RUN, betas(rig.stored(RunStore.VOLUMES), 0), responses, TOLERANCE);
                assertEquals(Map.of(), rig.stored(RunStore.REFERENCES));
            }
        }
    }

    @Test
    void whatTheSourceTellsGoesFirst() {
        List<Double> told = List.of(1.0, 2.0, 3.0, 0.1, 0.2, 0.3);
        try (EstimateRig rig = new EstimateRig(EstimateOptions.defaults(), folder)) {
            rig.send(Volume.newBuilder(volume(0)).setMotion(told).build());
            rig.send(Volume.newBuilder(volume(1)).setMotion(told).build());

            rig.<Volume>stored(RunStore.VOLUMES).values()
                    .forEach(volume -> assertEquals(told, volume.getMotion()));
            assertTrue(rig.stored(RunStore.REFERENCES).isEmpty());
        }
    }

    @Test
    void aVolumeThatCannotBeRegisteredIsRefusedInARunThatIs() {
        try (EstimateRig rig = new EstimateRig(EstimateOptions.defaults(), folder)) {
            rig.send(volume(0));

            rig.send(RUN.volume(1).build());

            assertEquals(List.of("volume 1 of run run-1 has the shape [4], expected a whole volume [Z, Y, X] as the "
                    + "run's first"), rig.driver().reasons());
            assertFalse(rig.stored(RunStore.REFERENCES).isEmpty());
        }
    }
}
