package org.topostream.tests.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import picocli.CommandLine;

import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.NamedBackbone;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// The same session to which nothing happens: all parts in one process, as fast as they go.
///
/// @param outcome  what it left in the topics
/// @param examples the trainer's examples, as often as each is there
record UninterruptedRun(Outcome outcome, Map<String, Integer> examples) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int IN_FLIGHT = 8;

    static UninterruptedRun of(FaultExperiment experiment, Backbone backbone, Path folder)
            throws IOException, InterruptedException {
        DataFolder data = new DataFolder(folder);
        String network = backbone.spec().name();
        Outcome outcome;
        try (Lifecycle parts = new Lifecycle()) {
            OpenSite open = parts.add(OpenSite.open(Optional.empty(), data, Map.of()));
            Site site = open.site();
            try (TopicAdmin admin = new TopicAdmin(site)) {
                admin.create(Topics.all(FaultExperiment.SUBJECT, network));
            }
            Watch watch = parts.add(new Watch(site, network));
            RunningParts.extract(parts, site, data, List.of(backbone), 1, BatchLimits.defaults(), List.of());
            RunningParts.subject(parts, site, data, List.of(network), experiment.subject(), learning());
            ExperimentSession session = new ExperimentSession(site, experiment, network,
                    new Pace(IN_FLIGHT, Pace.defaults().lead()));
            session.publishSubject();
            int responses = session.run(progress -> {}).responses();
            Answer last = new Answer(responses, responses - 1L);
            if (!watch.await(now -> now.isDealtWith(last), PATIENCE)) {
                throw new IllegalStateException("the run without faults does not end: " + watch.missing(last));
            }
            outcome = watch.outcome();
        }
        return new UninterruptedRun(outcome, new ExampleFiles(data.examples(FaultExperiment.SUBJECT, network))
                .count(backbone.spec()));
    }

    /// What the lab's trainer is told.
    private static LearningOptions learning() {
        LearningOptions options = new LearningOptions();
        List<String> arguments = Part.TRAIN.arguments();
        List<String> learning = arguments.subList(arguments.indexOf("--steps-per-trial"), arguments.size());
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
                .parseArgs(learning.toArray(String[]::new));
        return options;
    }

    static NamedBackbone backbone() {
        return new NamedBackbone(NamedBackbone.BUNDLED, "cpu");
    }
}
