package org.topostream.cli.bench.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.topostream.cli.bench.Spread;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchCounters;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.factortopy.image.BadImageException;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// Measures extraction through an embedded Kafka against a bare loop, in turn, in one process.
public final class ExtractBench {
    private static final double MILLISECONDS = 1e3;

    private final Backbone backbone;
    private final Optional<Backbone> allCores;
    private final ExtractWorkload workload;
    private final List<byte[]> pictures;
    private final Consumer<String> told;

    /// @param allCores the same network with all cores on one batch, where it has fewer otherwise: a bare loop has only
    ///                 one batch at a time, and may be faster so
    /// @param pictures encoded, as many as the workload has images
    /// @param told     hears what is being done
    public ExtractBench(Backbone backbone, Optional<Backbone> allCores, ExtractWorkload workload, List<byte[]> pictures,
            Consumer<String> told) {
        this.backbone = backbone;
        this.allCores = allCores;
        this.workload = workload;
        this.pictures = List.copyOf(pictures);
        this.told = told;
    }

    /// @param folder an empty one, for broker and registry
    /// @throws IllegalArgumentException where one of the pictures is none
    public ExtractMeasurement run(Path folder) throws IOException, InterruptedException {
        told.accept("Starting Kafka and the schema registry, and warming up " + backbone.spec().name() + " ...");
        BatchLimits defaults = BatchLimits.defaults();
        try (OpenSite open = OpenSite.open(Optional.empty(), new DataFolder(folder), Map.of());
                SharedBatcher batcher = new SharedBatcher(new BatchLimits(workload.batch(), defaults.deadline(),
                        defaults.inFlight(), defaults.bytes()))) {
            try (TopicAdmin admin = new TopicAdmin(open.site())) {
                admin.create(List.of(Topics.stimuli(), Topics.features(backbone.spec().name()), Topics.deadLetters()));
            }
            BatchedBackbone batched = batcher.serve(backbone);
            return measure(new StreamLoop(open.site(), batched, open.data().state()), batched);
        } catch (BadImageException e) {
            throw new IllegalArgumentException("expected pictures, got: " + e.getMessage(), e);
        }
    }

    private ExtractMeasurement measure(StreamLoop stream, BatchedBackbone batched)
            throws IOException, InterruptedException, BadImageException {
        List<Round> configuredRounds = new ArrayList<>();
        List<Round> bareRounds = new ArrayList<>();
        List<Round> streamRounds = new ArrayList<>();
        List<Round> badRounds = new ArrayList<>();
        if (workload.warmUp() > 0) {
            told.accept("Not counted: once over the bare loop, " + workload.warmUp() + " times through Kafka ...");
            new BareLoop(backbone).run(pictures, workload.batch());
            if (allCores.isPresent()) {
                new BareLoop(allCores.get()).run(pictures, workload.batch());
            }
        }
        for (int round = 0; round < workload.warmUp(); round++) {
            stream.run(pictures, workload.threads());
        }
        for (int round = 1; round <= workload.rounds(); round++) {
            told.accept("Round " + round + " of " + workload.rounds() + " ...");
            Round configured = new BareLoop(backbone).run(pictures, workload.batch());
            configuredRounds.add(configured);
            bareRounds.add(allCores.isPresent()
                    ? configured.orFaster(new BareLoop(allCores.get()).run(pictures, workload.batch()))
                    : configured);
            streamRounds.add(stream.run(pictures, workload.threads()));
            if (workload.badPercent() > 0) {
                badRounds.add(stream.run(pictures, workload.threads(), workload.bad()));
            }
        }
        BatchCounters counters = batched.counters();
        return new ExtractMeasurement(backbone.spec().name(), backbone.digest(), workload,
                correctness(configuredRounds, Stream.concat(streamRounds.stream(), badRounds.stream()).toList()),
                rate(configuredRounds, Round::seconds),
                rate(bareRounds, Round::seconds),
                rate(bareRounds, Round::networkSeconds), rate(streamRounds, Round::seconds),
                ratio(bareRounds, streamRounds, (one, other) -> one.seconds() / other.seconds()),
                ratio(bareRounds, streamRounds, (one, other) -> one.networkSeconds() / other.seconds()),
                badRounds.isEmpty()
                        ? Spread.none()
                        : ratio(streamRounds, badRounds, (one, other) -> one.seconds() / other.seconds()),
                processorMs(bareRounds), processorMs(streamRounds), (double) counters.images() / counters.batches());
    }

    private static ExtractMeasurement.Correctness correctness(List<Round> bare, List<Round> stream) {
        boolean stable = bare.stream().mapToLong(Round::checksum).distinct().count() == 1
                && stream.stream().mapToLong(Round::checksum).distinct().count() == 1;
        return new ExtractMeasurement.Correctness(bare.getFirst().checksum(), stream.getFirst().checksum(),
                bare.size(), stable);
    }

    private Spread rate(List<Round> rounds, ToDoubleFunction<Round> seconds) {
        return Spread.of(rounds.stream().mapToDouble(round -> workload.images() / seconds.applyAsDouble(round))
                .toArray());
    }

    private Spread processorMs(List<Round> rounds) {
        return Spread.of(rounds.stream()
                .mapToDouble(round -> MILLISECONDS * round.processorSeconds() / workload.images()).toArray());
    }

    private static Spread ratio(List<Round> bare, List<Round> stream, ToDoubleBiFunction<Round, Round> of) {
        double[] ratios = new double[bare.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = of.applyAsDouble(bare.get(i), stream.get(i));
        }
        return Spread.of(ratios);
    }
}
