package org.topostream.cli.commands;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.parts.ScorePart;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;

/// `topostream score`.
@Command(name = "score", mixinStandardHelpOptions = true, description = "Run one part: predict every voxel's response "
        + "(features and encoders -> predictions.<subject>).")
final class ScoreCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PartOptions options = new PartOptions();

    @Mixin
    private final SubjectOption subject = new SubjectOption();

    @Bounds(min = 1)
    @Option(names = "--threads", paramLabel = "N", defaultValue = "2", description = "Stream threads (default: "
            + "${DEFAULT-VALUE}).")
    private int threads = 2;

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = options.site();
        String backbone = options.backbone().name();
        Stay.up(spec.commandLine().getOut(), monitoring, "Predicting for " + subject.name(), parts -> {
            Subject known = subject.await(site, backbone, spec.commandLine().getOut());
            parts.add(new ScorePart(site, known.getSubject(), backbone, threads, options.data("score").state()));
        });
        return 0;
    }
}
