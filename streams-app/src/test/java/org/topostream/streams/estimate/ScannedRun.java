package org.topostream.streams.estimate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.topostream.factortopy.glm.BoldCourse;
import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.glm.RunningGlm;
import org.topostream.factortopy.glm.Trial;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Volume;

/// A run of a small brain: trials, drift and noise, drawn from a seed.
///
/// @param name of the run
/// @param seed draws it
record ScannedRun(String name, long seed) {
    static final String SUBJECT = "anna";
    static final int VOXELS = 4;
    static final int LENGTH = 60;
    static final int TRIALS = 9;
    static final double SECONDS = 1.5;
    private static final double APART = 7;
    private static final double SHOWN = 2;

    /// Voxels 2 mm apart along x, from (10, 20, 30) on.
    static Subject subject() {
        float[] coordinates = new float[3 * VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            coordinates[3 * voxel] = 10 + 2 * voxel;
            coordinates[3 * voxel + 1] = 20;
            coordinates[3 * voxel + 2] = 30;
        }
        return Subject.newBuilder().setSubject(SUBJECT).setCoordinates(Tensors.float32(coordinates, VOXELS, 3))
                .build();
    }

    Event event(int trial) {
        return Event.newBuilder().setSubject(SUBJECT).setRun(name).setTrialId(name + "-trial-" + trial)
                .setStimulusId("stimulus-" + trial).setOnset(onset(trial)).setDuration(SHOWN).build();
    }

    private static double onset(int trial) {
        return 2 + APART * trial;
    }

    List<Event> events() {
        return IntStream.range(0, TRIALS).mapToObj(this::event).toList();
    }

    /// `[N]` intensities.
    float[] values(int number) {
        SplittableRandom betas = new SplittableRandom(seed);
        SplittableRandom noise = new SplittableRandom(31 * seed + number);
        BoldCourse course = Hrf.canonical().course(SHOWN);
        double[] values = new double[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            values[voxel] = 1000 + 100 * voxel + 0.2 * number + 2 * noise.nextGaussian();
        }
        for (int trial = 0; trial < TRIALS; trial++) {
            for (int voxel = 0; voxel < VOXELS; voxel++) {
                values[voxel] += 20 * betas.nextGaussian() * course.at((number + 0.5) * SECONDS - onset(trial));
            }
        }
        float[] rounded = new float[VOXELS];
        for (int voxel = 0; voxel < VOXELS; voxel++) {
            rounded[voxel] = (float) values[voxel];
        }
        return rounded;
    }

    Volume.Builder volume(int number) {
        return Volume.newBuilder().setSubject(SUBJECT).setRun(name).setNumber(number).setVolumes(LENGTH)
                .setSeconds(SECONDS).setAffine(List.of()).setValues(Tensors.float32(values(number), VOXELS))
                .setReceivedAt(Instant.EPOCH);
    }

    List<Volume> volumes() {
        return IntStream.range(0, LENGTH).mapToObj(number -> volume(number).build()).toList();
    }

    /// The betas `[N]` of every trial, from these volumes all at once and in order.
    List<float[]> betas(List<Volume> volumes) {
        RunningGlm glm = new RunningGlm(VOXELS, EstimateOptions.defaults().glm(SECONDS, 0));
        events().forEach(event -> glm.event(new Trial(event.getTrialId(), event.getOnset(), event.getDuration())));
        volumes.stream().sorted((one, other) -> Integer.compare(one.getNumber(), other.getNumber()))
                .forEach(volume -> glm.volume(volume.getNumber(), Tensors.floats(volume.getValues())));
        List<float[]> betas = new ArrayList<>();
        events().forEach(event -> betas.add(glm.estimate(event.getTrialId()).betas()));
        return betas;
    }
}
