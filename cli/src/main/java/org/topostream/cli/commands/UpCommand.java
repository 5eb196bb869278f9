package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.BackboneChoices;
import org.topostream.cli.parts.BatchOptions;
import org.topostream.cli.parts.EstimateChoice;
import org.topostream.cli.parts.ImageFolders;
import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.parts.PageOptions;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.run.SubjectWatch;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.cli.site.SiteOptions;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;

/// `topostream up`.
@Command(name = "up", mixinStandardHelpOptions = true, description = "Run every part, for every subject that is known "
        + "or becomes known, against your cluster or an embedded one that keeps its data.")
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final BackboneChoices backbones = new BackboneChoices();

    @Mixin
    private final BatchOptions batches = new BatchOptions();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final EstimateChoice estimates = new EstimateChoice();

    @Mixin
    private final ImageFolders folders = new ImageFolders();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Option(names = "--no-page", description = "Do not serve the live page.")
    private boolean noPage;

    @Option(names = "--subject", paramLabel = "NAME", description = "Only this subject; may be given several times.")
    private Set<String> subjects = Set.of();

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where everything is kept (default: the folder 'up' "
            + "below $TOPOSTREAM_HOME or .topostream).")
    private Optional<Path> data = Optional.empty();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> images = folders.paths();
        Stay.up(out, monitoring, "topostream is up", parts -> {
            List<Backbone> networks = backbones.load(parts);
            List<String> names = networks.stream().map(network -> network.spec().name()).toList();
            OpenSite open = parts.add(OpenSite.open(site.external(),
                    new DataFolder(data.orElse(DataFolder.home().resolve("up"))), site.settings()));
            Site opened = open.site();
            out.println("Broker " + opened.bootstrapServers() + ", schema registry " + opened.schemaRegistry());
            try (TopicAdmin admin = new TopicAdmin(opened)) {
                admin.create(List.of(Topics.stimuli(), Topics.subjects(), Topics.deadLetters()));
                admin.create(names.stream().map(Topics::features).toList());
            }
            RunningParts.extract(parts, opened, open.data(), networks, RunningParts.EXTRACT_THREADS, batches.limits(),
                    images);
            if (!noPage) {
                out.println("Live page: " + parts.add(page.serve(opened)).url());
            }
            parts.add(new SubjectWatch(opened, subjects, subject -> start(parts, open, names, subject, out)));
        });
        return 0;
    }

    private void start(Lifecycle parts, OpenSite open, List<String> names, Subject subject, PrintWriter out) {
        try (TopicAdmin admin = new TopicAdmin(open.site())) {
            for (String name : names) {
                admin.create(Topics.all(subject.getSubject(), name));
            }
        }
        RunningParts.subject(parts, open.site(), open.data(), names, subject, learning);
        parts.add(RunningParts.estimate(open.site(), open.data(), subject, estimates.options()));
        out.println("Subject " + subject.getSubject() + ", " + subject.getCoordinates().getShape().getFirst()
                + " voxels, under " + String.join(", ", names));
        out.flush();
    }
}
