package org.topostream.producers.phantom;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.encoder.Normaliser;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.factortopy.image.RgbImage;
import org.topostream.producers.Experiment;
import org.topostream.producers.ImageFile;
import org.topostream.producers.Presentation;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Roi;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// A simulated participant with a known ground truth: voxels that follow FactorTopy over the same backbone, plus noise
/// set by a known noise ceiling. The same seed gives the same pictures, responses and noise, trial by trial.
public final class Phantom implements Experiment {
    private static final int VALIDATION_EVERY = 10;
    private static final int CALIBRATION_IMAGES = 64;
    private static final int CALIBRATION_BATCH = 8;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final List<String> AREAS = List.of("V1", "V2", "V3", "V4", "IT");

    private final String name;
    private final Backbone backbone;
    private final long seed;
    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final Anatomy anatomy;
    private final Truth truth;
    private final Brain brain;
    private final Normaliser signal;
    private final List<Presentation> presentations = new ArrayList<>();

    /// @param name     the subject's
    /// @param backbone the network that the phantom sees with
    /// @param voxels   `N`, half in each hemisphere
    /// @param trials   pictures to be shown, each once; every tenth is for validation
    /// @throws IllegalArgumentException where there are fewer than 2 voxels or 1 trial
    public Phantom(String name, Backbone backbone, int voxels, int trials, long seed) throws IOException {
        if (voxels < 2 || trials < 1) {
            throw new IllegalArgumentException("expected at least 2 voxels and 1 trial, got " + voxels + " and "
                    + trials);
        }
        this.name = name;
        this.backbone = backbone;
        this.seed = seed;
        SplittableRandom random = new SplittableRandom(seed);
        anatomy = Anatomy.of(voxels);
        truth = Truth.of(anatomy, backbone.spec().layers().size(), random.split());
        brain = new Brain(truth, backbone.spec().widths(), random.split());
        signal = calibrate();
        for (int trial = 1; trial <= trials; trial++) {
            String number = String.format(Locale.ROOT, "%05d", trial);
            presentations.add(new Presentation("trial-" + number, "phantom-" + number,
                    trial % VALIDATION_EVERY == 0 ? Split.VALIDATION : Split.TRAIN));
        }
    }

    /// Each voxel's mean and spread over pictures that are never shown.
    private Normaliser calibrate() throws IOException {
        List<float[]> responses = new ArrayList<>();
        for (int from = 1; from <= CALIBRATION_IMAGES; from += CALIBRATION_BATCH) {
            List<byte[]> images = new ArrayList<>();
            for (int image = from; image < from + CALIBRATION_BATCH; image++) {
                images.add(PhantomImages.jpeg(mixed(-image)));
            }
            extract(images).forEach(features -> responses.add(brain.respond(features)));
        }
        float[] mean = new float[anatomy.voxels()];
        float[] spread = new float[anatomy.voxels()];
        for (int voxel = 0; voxel < mean.length; voxel++) {
            int at = voxel;
            double centre = responses.stream().mapToDouble(response -> response[at]).average().orElseThrow();
            double square = responses.stream().mapToDouble(response -> Math.pow(response[at] - centre, 2)).sum();
            mean[voxel] = (float) centre;
            spread[voxel] = (float) Math.sqrt(square / (responses.size() - 1));
        }
        return new Normaliser(mean, spread);
    }

    private List<Features> extract(List<byte[]> images) throws IOException {
        List<RgbImage> prepared = new ArrayList<>();
        for (byte[] image : images) {
            try {
                prepared.add(backbone.prepare(decoder.decode(image)));
            } catch (BadImageException e) {
                throw new IOException("a picture of the phantom's own cannot be decoded", e);
            }
        }
        return backbone.extract(prepared);
    }

    private long mixed(long number) {
        return (seed + number) * MIX;
    }

    /// What live maps should find.
    public Selectors truth() {
        return truth.selectors();
    }

    @Override
    public Subject subject() {
        int voxels = anatomy.voxels();
        byte[] hemispheres = new byte[voxels];
        for (int voxel = 0; voxel < voxels; voxel++) {
            hemispheres[voxel] = (byte) (anatomy.isRight(voxel) ? 1 : 0);
        }
        return Subject.newBuilder().setSubject(name)
                .setCoordinates(Tensors.float32(anatomy.coordinates(), voxels, 3))
                .setHemispheres(Tensors.int8(hemispheres, voxels)).setRois(areas())
                .setNoiseCeiling(Tensors.float32(truth.ceiling(), voxels)).setMeasure("simulated response, z-score")
                .setSource("topostream's phantom, seed " + seed).build();
    }

    @Override
    public List<Surface> surfaces() {
        return new PhantomSurfaces(name, anatomy).all();
    }

    /// Bands of the hierarchy, under the names of visual areas.
    private List<Roi> areas() {
        List<Roi> areas = new ArrayList<>();
        for (int area = 0; area < AREAS.size(); area++) {
            byte[] inside = new byte[anatomy.voxels()];
            for (int voxel = 0; voxel < inside.length; voxel++) {
                int band = (int) Math.min(AREAS.size() - 1, anatomy.level()[voxel] * AREAS.size());
                inside[voxel] = (byte) (band == area ? 1 : 0);
            }
            areas.add(new Roi(AREAS.get(area), Tensors.int8(inside, inside.length)));
        }
        return areas;
    }

    @Override
    public List<Presentation> presentations() {
        return List.copyOf(presentations);
    }

    @Override
    public ImageFile image(Presentation presentation) throws IOException {
        return new ImageFile(PhantomImages.jpeg(mixed(number(presentation))), Optional.empty());
    }

    /// `ceiling * signal + sqrt(1 - ceiling²) * noise`, signal and noise of unit variance: no model's predictions can
    /// correlate with it by more than the ceiling.
    @Override
    public float[] response(Presentation presentation) throws IOException {
        Features features = extract(List.of(image(presentation).bytes())).getFirst();
        float[] response = signal.normalise(brain.respond(features));
        SplittableRandom noise = new SplittableRandom(~mixed(number(presentation)));
        for (int voxel = 0; voxel < response.length; voxel++) {
            double ceiling = truth.ceiling()[voxel];
            response[voxel] = (float) (ceiling * response[voxel]
                    + Math.sqrt(1 - ceiling * ceiling) * noise.nextGaussian());
        }
        return response;
    }

    private int number(Presentation presentation) {
        int index = presentations.indexOf(presentation);
        if (index < 0) {
            throw new IllegalArgumentException("the phantom knows no stimulus " + presentation.stimulusId());
        }
        return index + 1;
    }
}
