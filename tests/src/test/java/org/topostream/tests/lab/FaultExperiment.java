package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.topostream.producers.Experiment;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.producers.phantom.PhantomImages;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;

/// A session as long as is wanted, all of it drawn from a seed: pictures, repeats of earlier ones, validation stimuli, and
/// now and then an image that is none.
///
/// @param seed   draws everything
/// @param length how many presentations
record FaultExperiment(long seed, int length) implements Experiment {
    static final String SUBJECT = "somebody";
    static final int VOXELS = 16;
    private static final int BROKEN_EVERY = 25;
    private static final int REPEAT_EVERY = 10;
    private static final int REPEAT_AT = 7;
    /// Back to one that is neither a repeat nor broken.
    private static final int REPEAT_BACK = 31;
    private static final int VALIDATION_EVERY = 5;
    private static final int COORDINATES = -1;

    @Override
    public Subject subject() {
        SplittableRandom random = random(COORDINATES);
        float[] coordinates = new float[3 * VOXELS];
        for (int i = 0; i < coordinates.length; i++) {
            coordinates[i] = (float) random.nextDouble(100);
        }
        return Subject.newBuilder().setSubject(SUBJECT).setCoordinates(Tensors.float32(coordinates, VOXELS, 3))
                .setHemispheres(Tensors.int8(new byte[VOXELS], VOXELS)).build();
    }

    @Override
    public List<Presentation> presentations() {
        return IntStream.range(0, length).mapToObj(this::presentation).toList();
    }

    /// The presentation at a place, also behind the end.
    Presentation presentation(int place) {
        if (place % BROKEN_EVERY == BROKEN_EVERY - 1) {
            return new Presentation("", "broken-" + place, Split.TRAIN);
        }
        boolean repeat = place % REPEAT_EVERY == REPEAT_AT && place >= REPEAT_BACK;
        int stimulus = repeat ? place - REPEAT_BACK : place;
        return new Presentation("trial-" + place, "stimulus-" + stimulus,
                stimulus % VALIDATION_EVERY == VALIDATION_EVERY - 1 ? Split.VALIDATION : Split.TRAIN);
    }

    @Override
    public ImageFile image(Presentation presentation) throws IOException {
        byte[] image = presentation.isTrial()
                ? PhantomImages.jpeg(random(number(presentation.stimulusId())).nextLong())
                : ("no image: " + presentation.stimulusId()).getBytes(StandardCharsets.UTF_8);
        return new ImageFile(image, Optional.empty());
    }

    @Override
    public float[] response(Presentation presentation) {
        SplittableRandom stimulus = random(number(presentation.stimulusId()));
        SplittableRandom noise = random(number(presentation.trialId()) + 1_000_000);
        float[] values = new float[VOXELS];
        for (int voxel = 0; voxel < values.length; voxel++) {
            values[voxel] = (float) (stimulus.nextGaussian() + noise.nextGaussian());
        }
        return values;
    }

    /// Where a trial stands.
    static int place(Presentation trial) {
        return number(trial.trialId());
    }

    /// Whether its stimulus was shown before.
    static boolean isRepeat(Presentation trial) {
        return number(trial.trialId()) != number(trial.stimulusId());
    }

    private static int number(String id) {
        return Integer.parseInt(id.substring(id.lastIndexOf('-') + 1));
    }

    private SplittableRandom random(int what) {
        return new SplittableRandom(31 * seed + what).split();
    }
}
