package org.topostream.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.BackboneChoices;
import org.topostream.cli.parts.BatchOptions;
import org.topostream.cli.parts.ImageFolders;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.run.RunningParts;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// `topostream extract`.
@Command(name = "extract", mixinStandardHelpOptions = true, description = "Run one part: images in, features out "
        + "(stimuli -> features.<backbone>), under one backbone or several side by side. One that is new begins with "
        + "the first stimulus.")
final class ExtractCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final BackboneChoices backbones = new BackboneChoices();

    @Mixin
    private final BatchOptions batches = new BatchOptions();

    @Mixin
    private final ImageFolders folders = new ImageFolders();

    @Bounds(min = 1)
    @Option(names = "--threads", paramLabel = "N", defaultValue = ""
            + RunningParts.EXTRACT_THREADS, description = "Stream threads of each "
                    + "backbone; more of them fill larger batches (default: ${DEFAULT-VALUE}).")
    private int threads = RunningParts.EXTRACT_THREADS;

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = place.site();
        List<Path> images = folders.paths();
        List<String> names = backbones.names();
        Stay.up(spec.commandLine().getOut(), monitoring, "Extracting features with " + String.join(", ", names),
                parts -> {
                    List<Backbone> networks = backbones.load(parts);
                    try (TopicAdmin admin = new TopicAdmin(site)) {
                        admin.create(List.of(Topics.stimuli(), Topics.deadLetters()));
                        admin.create(names.stream().map(Topics::features).toList());
                    }
                    RunningParts.extract(parts, site, place.data("extract"), networks, threads, batches.limits(),
                            images);
                });
        return 0;
    }
}
