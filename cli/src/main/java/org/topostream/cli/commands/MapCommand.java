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

/// `topostream map`.
@Command(name = "map", mixinStandardHelpOptions = true, description = "Run one part: draw the maps of every new encoder "
        + "(encoders.<subject>.<backbone> -> maps.<subject>).")
final class MapCommand implements Callable<Integer> {
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
        String backbone = options.backbone().name();
        Stay.up(spec.commandLine().getOut(), monitoring, "Drawing maps of " + subject.name(), parts -> {
            Subject known = subject.await(site, backbone, spec.commandLine().getOut());
            parts.add(RunningParts.map(site, options.data("map"), known, backbone));
        });
        return 0;
    }
}
