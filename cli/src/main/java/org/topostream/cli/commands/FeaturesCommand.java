package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.backbones.FeatureExtraction;
import org.topostream.cli.backbones.ImagePaths;
import org.topostream.cli.parts.BackboneChoice;
import org.topostream.factortopy.backbone.Backbone;

/// `topostream features`.
@Command(name = "features", mixinStandardHelpOptions = true, description = {
        "Write the features of images to files, without Kafka: per layer LAYER.local.npy [images, C, 8, 8] and "
                + "LAYER.global.npy [images, C], float32, and images.txt, which names the images in that order.",
        "A bad image is told and left out; the command then ends with 1."})
final class FeaturesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "JPEG or PNG files, or folders of them.")
    private List<Path> images = List.of();

    @Mixin
    private final BackboneChoice choice = new BackboneChoice();

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where the files go; those that are "
            + "there are replaced.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        List<Path> files = ImagePaths.of(images);
        try (Backbone backbone = choice.load()) {
            FeatureExtraction extraction = new FeatureExtraction(backbone, spec.commandLine().getErr());
            extraction.run(files, folder);
            out.printf("features of %d images under %s, %d layers, in %s%s%n", extraction.written(),
                    backbone.spec().name(), backbone.spec().layers().size(), folder,
                    extraction.bad() == 0 ? "" : "; " + extraction.bad() + " images were left out");
            out.flush();
            return extraction.bad() == 0 ? 0 : 1;
        }
    }
}
