package org.topostream.cli.bench.latency;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.factortopy.image.ImageDecoder;
import org.topostream.factortopy.image.ImageLimits;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.phantom.Phantom;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// Measures how long a stimulus takes to its prediction, through every part, on an embedded Kafka: a simulated
/// participant is shown pictures at a steady pace.
public final class LatencyBench {
    private static final String SUBJECT = "bench";
    private static final long SEED = 7;
    private static final int WARM_UP = 60;
    private static final double WARM_UP_PER_SECOND = 4;
    private static final double MILLISECONDS = 1e6;

    private final Backbone backbone;
    private final LatencyWorkload workload;
    private final Consumer<String> told;

    /// @param told hears what is being done
    public LatencyBench(Backbone backbone, LatencyWorkload workload, Consumer<String> told) {
        this.backbone = backbone;
        this.workload = workload;
        this.told = told;
    }

    /// @param folder an empty one, for broker, registry and state
    public LatencyMeasurement run(Path folder) throws IOException, InterruptedException {
        told.accept("Making up pictures and responses ...");
        Phantom phantom = new Phantom(SUBJECT, backbone, workload.voxels(), WARM_UP + workload.stimuli(), SEED);
        List<PreparedTrial> trials = PreparedTrial.of(phantom);
        double bare = bareMillis(trials);
        told.accept("Starting every part ...");
        try (Lifecycle parts = new Lifecycle()) {
            OpenSite open = parts.add(OpenSite.open(Optional.empty(), new DataFolder(folder), Map.of()));
            String network = backbone.spec().name();
            try (TopicAdmin admin = new TopicAdmin(open.site())) {
                admin.create(Topics.all(SUBJECT, network));
            }
            new ExperimentSession(open.site(), phantom, network, Pace.defaults()).publishSubject();
            RunningParts.extract(parts, open.site(), open.data(), List.of(backbone), RunningParts.EXTRACT_THREADS,
                    BatchLimits.defaults(), List.of());
            RunningParts.subject(parts, open.site(), open.data(), List.of(network), phantom.subject(),
                    new LearningOptions());
            return measure(parts.add(new PacedSession(open.site(), SUBJECT, workload.learning())), trials, bare);
        }
    }

    private LatencyMeasurement measure(PacedSession session, List<PreparedTrial> trials, double bare)
            throws IOException {
        told.accept(WARM_UP + " stimuli that do not count ...");
        int warmedUp = session.run(trials.subList(0, WARM_UP), WARM_UP_PER_SECOND).size();
        if (warmedUp < WARM_UP) {
            throw new IllegalStateException("expected " + WARM_UP + " predictions, got " + warmedUp
                    + "; the log file says more");
        }
        told.accept(String.format("%d stimuli, %.0f s ...", workload.stimuli(),
                workload.stimuli() / workload.perSecond()));
        List<Journey> journeys = session.run(trials.subList(WARM_UP, trials.size()), workload.perSecond());
        Quantiles total = LatencyMeasurement.quantiles(journeys, Journey::total);
        return new LatencyMeasurement(backbone.spec().name(), workload,
                new LatencyMeasurement.Correctness(workload.stimuli(), journeys.size(), session.twice()), bare, total,
                total.minus(bare), LatencyMeasurement.Stages.of(journeys));
    }

    /// What nobody can do without: decoding a picture and running the network on it, alone on the machine.
    private double bareMillis(List<PreparedTrial> trials) {
        ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
        double[] millis = new double[WARM_UP];
        for (int i = 0; i < WARM_UP; i++) {
            long start = System.nanoTime();
            try {
                backbone.extract(List.of(backbone.prepare(decoder.decode(trials.get(i).image().bytes()))));
            } catch (BadImageException e) {
                throw new IllegalStateException("a picture of the phantom's own cannot be decoded", e);
            }
            millis[i] = (System.nanoTime() - start) / MILLISECONDS;
        }
        return Quantiles.of(millis).p50();
    }
}
