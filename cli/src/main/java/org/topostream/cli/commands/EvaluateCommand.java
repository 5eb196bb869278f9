package org.topostream.cli.commands;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.run.RunningParts;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;

/// `topostream evaluate`.
@Command(name = "evaluate", mixinStandardHelpOptions = true, description = "Run one part: score predictions against "
        + "later responses (predictions and responses -> scores.<subject>).")
final class EvaluateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PartOptions options = new PartOptions();

    @Mixin
    private final SubjectOption subject = new SubjectOption();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = options.site();
        Stay.up(spec.commandLine().getOut(), monitoring, "Evaluating predictions for " + subject.name(), parts -> {
            Subject known = subject.await(site, options.backbone().name(), spec.commandLine().getOut());
            parts.add(RunningParts.evaluate(site, options.data("evaluate"), known));
        });
        return 0;
    }
}
