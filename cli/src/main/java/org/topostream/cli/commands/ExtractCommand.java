package org.topostream.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.ExtractPart;
import org.topostream.cli.parts.ImageFolders;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// `topostream extract`.
@Command(name = "extract", mixinStandardHelpOptions = true, description = "Run one part: images in, features out "
        + "(stimuli -> features.<backbone>).")
final class ExtractCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PartOptions options = new PartOptions();

    @Mixin
    private final ImageFolders folders = new ImageFolders();

    @Option(names = "--threads", paramLabel = "N", defaultValue = "4", description = "Stream threads; more of them "
            + "fill larger batches (default: ${DEFAULT-VALUE}).")
    private int threads = 4;

    @Override
    public Integer call() throws Exception {
        Site site = options.site();
        List<Path> images = folders.paths();
        Stay.up(spec.commandLine().getOut(), "Extracting features with " + options.backbone().name(), parts -> {
            Backbone backbone = parts.add(options.backbone().load());
            try (TopicAdmin admin = new TopicAdmin(site)) {
                admin.create(List.of(Topics.stimuli(), Topics.features(backbone.spec().name()), Topics.deadLetters()));
            }
            SharedBatcher batcher = parts.add(new SharedBatcher(BatchLimits.defaults()));
            parts.add(new ExtractPart(site, batcher.serve(backbone), threads, options.data("extract").state(), images));
        });
        return 0;
    }
}
