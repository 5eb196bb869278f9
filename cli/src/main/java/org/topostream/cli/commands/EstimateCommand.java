package org.topostream.cli.commands;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.EstimateChoice;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.run.RunningParts;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;

/// `topostream estimate`.
@Command(name = "estimate", mixinStandardHelpOptions = true, description = "Run one part: tell responses from a "
        + "scanner's volumes (volumes.<subject> and events.<subject> -> responses.<subject>).")
final class EstimateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PartOptions options = new PartOptions();

    @Mixin
    private final SubjectOption subject = new SubjectOption();

    @Mixin
    private final EstimateChoice how = new EstimateChoice();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = options.site();
        Stay.up(spec.commandLine().getOut(), monitoring, "Estimating responses of " + subject.name(), parts -> {
            Subject known = subject.await(site, options.backbone().name(), spec.commandLine().getOut());
            parts.add(RunningParts.estimate(site, options.data("estimate"), known, how.options()));
        });
        return 0;
    }
}
