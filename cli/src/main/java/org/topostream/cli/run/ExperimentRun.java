package org.topostream.cli.run;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.report.Reporter;
import org.topostream.cli.report.RunReport;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.encoder.Selectors;
import org.topostream.producers.Progress;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.estimate.EstimateOptions;

/// The whole loop for one experiment: every part, the session, the report.
public final class ExperimentRun {
    private final RunOptions options;
    private final PrintWriter out;

    /// What is run, once the backbone is there.
    ///
    /// @param truth        selectors of a simulated participant
    /// @param imageFolders where images too large to travel may lie
    /// @param estimate     how responses are told from volumes, where there are volumes
    public record Plan(Performance performance, Optional<Selectors> truth, List<Path> imageFolders,
            Optional<EstimateOptions> estimate) {}

    /// Makes the plan.
    public interface Planner {
        Plan plan(Backbone backbone) throws IOException;
    }

    public ExperimentRun(RunOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    /// Runs to the end, and with `--exit` no further.
    /// @param name of the run, and of its data folder
    public RunReport run(String name, Planner planner) throws IOException, InterruptedException {
        DataFolder data = options.data(name);
        Instant started = ProcessHandle.current().info().startInstant().orElseGet(Instant::now);
        say("Starting Kafka, the schema registry and the network ...");
        try (Lifecycle parts = new Lifecycle()) {
            Thread stopper = Thread.ofPlatform().unstarted(parts::close);
            Runtime.getRuntime().addShutdownHook(stopper);
            options.monitoring().serve(parts, out);
            Backbone backbone = parts.add(options.backbone().load());
            Plan plan = planner.plan(backbone);
            OpenSite open = parts.add(OpenSite.open(options.site().external(), data, options.site().settings()));
            RunReport report = work(parts, open, backbone, plan, started);
            report.write(options.report());
            say(Summary.of(report));
            options.report().ifPresent(file -> say("Report: " + file));
            if (!options.exit()) {
                say("Staying up: broker " + open.site().bootstrapServers() + ", schema registry "
                        + open.site().schemaRegistry() + ". Ctrl-C ends.");
                Thread.currentThread().join();
            }
            return report;
        }
    }

    private RunReport work(Lifecycle parts, OpenSite open, Backbone backbone, Plan plan, Instant started)
            throws IOException, InterruptedException {
        Site site = open.site();
        Performance performance = plan.performance();
        String name = performance.name();
        String network = backbone.spec().name();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(name, network));
        }
        Subject subject = performance.subject(site);
        if (plan.truth().isPresent()) {
            TruthMaps.publish(site, subject, plan.truth().get(),
                    backbone.spec().layers().stream().map(BackboneSpec.Layer::name).toList());
        }
        List<Path> images = new ArrayList<>(plan.imageFolders());
        images.addAll(options.imageFolders().paths());
        RunningParts.extract(parts, site, open.data(), List.of(backbone), RunningParts.EXTRACT_THREADS,
                BatchLimits.defaults(), images);
        RunningParts.subject(parts, site, open.data(), List.of(network), subject, options.learning());
        plan.estimate().ifPresent(how -> parts.add(RunningParts.estimate(site, open.data(), subject, how)));
        if (options.page().isPresent()) {
            say("Live page: " + parts.add(options.page().get().serve(site)).url());
        }
        options.monitoring().started();
        Progress end;
        Optional<Double> first;
        try (ProgressLine line = new ProgressLine(out, site, name, network, started)) {
            end = performance.run(site, network, line::show);
            first = line.firstPredictionSeconds();
            line.awaitTrained(end);
        }
        say("Scoring the run, and a ridge regression beside it ...");
        return Reporter.report(site, subject, performance.presentations(), network, end, plan.truth(), first,
                Duration.between(started, Instant.now()).toMillis() / 1e3);
    }

    private void say(String text) {
        out.println(text);
        out.flush();
    }
}
