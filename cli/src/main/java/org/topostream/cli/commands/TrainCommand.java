package org.topostream.cli.commands;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.parts.TrainPart;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;

/// `topostream train`.
@Command(name = "train", mixinStandardHelpOptions = true, description = "Run one part: learn from responses as they "
        + "come (features and responses -> encoders.<subject>.<backbone>).")
final class TrainCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PartOptions options = new PartOptions();

    @Mixin
    private final SubjectOption subject = new SubjectOption();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = options.site();
        String backbone = options.backbone().name();
        Stay.up(spec.commandLine().getOut(), monitoring, "Training the encoder of " + subject.name(), parts -> {
            Subject known = subject.await(site, backbone, spec.commandLine().getOut());
            parts.add(new TrainPart(site, known, backbone,
                    learning.settings(options.data("train").examples(known.getSubject(), backbone)),
                    learning.training()));
        });
        return 0;
    }
}
