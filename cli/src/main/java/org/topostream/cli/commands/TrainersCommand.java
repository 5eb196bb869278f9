package org.topostream.cli.commands;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.parts.SharedTrainers;
import org.topostream.cli.site.DataFolder;
import org.topostream.schemas.Site;

/// `topostream trainers`.
@Command(name = "trainers", mixinStandardHelpOptions = true, description = {
        "Run one part, for all: learn the encoders of every subject that is known or becomes known, under every backbone "
                + "that has features. Start as many instances as you like, on any machines, each with a --data of its own: "
                + "they share the encoders, and where one dies the others go on from what it published last.",
        "Not beside 'train' or 'up' for the same encoders: two trainers of one encoder fence each other off."})
final class TrainersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = place.site();
        DataFolder data = place.data("trainers");
        Stay.up(spec.commandLine().getOut(), monitoring, "Training the encoders that fall to this instance",
                parts -> parts
                        .add(new SharedTrainers(site,
                                (subject, backbone) -> learning.settings(data.examples(subject, backbone)),
                                learning.training())));
        return 0;
    }
}
