package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.run.SentStimuli;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Split;

/// `topostream stimuli`.
@Command(name = "stimuli", mixinStandardHelpOptions = true, description = "Send images.")
final class StimuliCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected 'stimuli send'");
    }

    @Command(name = "send", mixinStandardHelpOptions = true, description = "Send image files, or all files of folders; "
            + "a stimulus' id is its file's name, below its folder where one is named.")
    int send(@Mixin PartOptions options,
            @Parameters(arity = "1..*", paramLabel = "FILE|FOLDER", description = "Images, or folders of images.") List<Path> paths,
            @Option(names = "--subject", paramLabel = "NAME", description = "Whose predictions --wait waits for "
                    + "(default: the only subject there is).") Optional<String> subject,
            @Option(names = "--split", paramLabel = "train|validation", defaultValue = "train", description = "Whether "
                    + "responses to these may be trained on (default: ${DEFAULT-VALUE}).") String split,
            @Option(names = "--wait", description = "Wait for the predictions and print them.") boolean wait,
            @Option(names = "--npy", paramLabel = "FILE", description = "With --wait: write the predictions, [stimuli, "
                    + "voxels] in the printed order.") Optional<Path> npy,
            @Bounds(min = 0, unit = "s") @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", description = "With --wait: "
                    + "longest time without any new prediction (default: ${DEFAULT-VALUE}).") int timeout)
            throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Site site = options.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.stimuli(), Topics.subjects(), Topics.deadLetters()));
        }
        SentStimuli sent = SentStimuli.of(paths, Split.valueOf(split.toUpperCase(Locale.ROOT)));
        if (!wait) {
            sent.send(site);
            out.println(sent.count() + " images sent");
            out.flush();
            return 0;
        }
        return sent.sendAndWait(site, subject, options.backbone().name(), Duration.ofSeconds(timeout), npy, out);
    }
}
