package org.topostream.tests.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.topostream.factortopy.glm.BoldCourse;
import org.topostream.factortopy.glm.GlmOptions;
import org.topostream.factortopy.glm.Hrf;
import org.topostream.factortopy.glm.RunningGlm;
import org.topostream.factortopy.glm.Trial;
import org.topostream.producers.scan.ScannedVolume;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Subject;

/// A run of a small scanner: every voxel of its volumes answers to the trials in its own way, drifts and is noisy; the
/// subject's voxels are some of them.
///
/// @param subject who
/// @param seed    draws it
record SimulatedScan(String subject, long seed) {
    static final int VOLUMES = 60;
    static final int TRIALS = 10;
    static final double SECONDS = 1.5;
    private static final int[] SIZE = {6, 5, 4};
    private static final int EVERY = 4;
    private static final double APART = 7;
    private static final double SHOWN = 2;
    /// x runs to the left and y to the back, as scanners have them; 3, 3 and 3.5 mm.
    private static final double[] AFFINE = {-3, 0, 0, 7.5, 0, -3, 0, 6, 0, 0, 3.5, -5.25, 0, 0, 0, 1};

    private static int voxels() {
        return SIZE[0] * SIZE[1] * SIZE[2];
    }

    /// Every fourth voxel, where its centre lies.
    Subject record() {
        List<Float> coordinates = new ArrayList<>();
        for (int place = 0; place < voxels(); place += EVERY) {
            int[] index = {place % SIZE[0], place / SIZE[0] % SIZE[1], place / SIZE[0] / SIZE[1]};
            for (int axis = 0; axis < 3; axis++) {
                coordinates.add((float) (AFFINE[4 * axis + axis] * index[axis] + AFFINE[4 * axis + 3]));
            }
        }
        float[] all = new float[coordinates.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = coordinates.get(i);
        }
        return Subject.newBuilder().setSubject(subject).setCoordinates(Tensors.float32(all, all.length / 3, 3)).build();
    }

    private static double onset(int trial) {
        return 1 + APART * trial;
    }

    List<Event> events(String run) {
        return IntStream.range(0, TRIALS)
                .mapToObj(trial -> Event.newBuilder().setSubject(subject).setRun(run).setTrialId("trial-" + trial)
                        .setStimulusId(subject + "-" + trial).setOnset(onset(trial)).setDuration(SHOWN).build())
                .toList();
    }

    /// What the scanner has, whole numbers as scanners have them.
    ScannedVolume volume(int number) {
        SplittableRandom noise = new SplittableRandom(31 * seed + number);
        SplittableRandom betas = new SplittableRandom(seed);
        BoldCourse course = Hrf.canonical().course(SHOWN);
        double[] sum = new double[voxels()];
        for (int place = 0; place < sum.length; place++) {
            sum[place] = 800 + 3 * place + 0.3 * number + 5 * noise.nextGaussian();
        }
        for (int trial = 0; trial < TRIALS; trial++) {
            double response = course.at((number + 0.5) * SECONDS - onset(trial));
            for (int place = 0; place < sum.length; place++) {
                sum[place] += 40 * betas.nextGaussian() * response;
            }
        }
        float[] values = new float[sum.length];
        for (int place = 0; place < sum.length; place++) {
            values[place] = Math.round(sum[place]);
        }
        return new ScannedVolume("run", number, SIZE.clone(), values, AFFINE.clone(), OptionalDouble.of(SECONDS),
                OptionalDouble.empty(), OptionalInt.empty());
    }

    /// The subject's betas `[N]` of every trial, of the volumes of these numbers all at once.
    List<float[]> betas(List<Integer> numbers) {
        int subjects = (voxels() + EVERY - 1) / EVERY;
        RunningGlm glm = new RunningGlm(subjects, GlmOptions.defaults(SECONDS));
        events("any").forEach(event -> glm.event(new Trial(event.getTrialId(), event.getOnset(), event.getDuration())));
        for (int number : numbers) {
            float[] all = volume(number).values();
            float[] own = new float[subjects];
            for (int voxel = 0; voxel < subjects; voxel++) {
                own[voxel] = all[EVERY * voxel];
            }
            glm.volume(number, own);
        }
        return IntStream.range(0, TRIALS).mapToObj(trial -> glm.estimate("trial-" + trial).betas()).toList();
    }

}
