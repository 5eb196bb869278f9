package org.topostream.cli.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.GpuReport;
import org.topostream.factortopy.encoder.Coordinates;
import org.topostream.factortopy.encoder.EncoderShape;
import org.topostream.factortopy.encoder.OptimiserState;
import org.topostream.factortopy.encoder.Parameters;
import org.topostream.factortopy.encoder.TrainingOptions;
import org.topostream.factortopy.encoder.TrainingSession;
import org.topostream.factortopy.image.RgbImage;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaRegistryClient;

/// Tries everything that a run needs, one thing after another, each by using it.
public final class Checkup {
    private static final double MEGABYTES = 1 << 20;

    private final Optional<Site> external;
    private final BackboneChoice choice;
    private final Consumer<Finding> told;
    private final List<Finding> findings = new ArrayList<>();

    /// What came of one check.
    public record Finding(String name, String detail, Optional<String> failure) {}

    private Checkup(Optional<Site> external, BackboneChoice choice, Consumer<Finding> told) {
        this.external = external;
        this.choice = choice;
        this.told = told;
    }

    /// @param external the site to look at; without one, an embedded one is started in a temporary folder
    /// @param told     hears of every finding as it is made
    public static Checkup of(Optional<Site> external, BackboneChoice choice, Consumer<Finding> told) {
        return new Checkup(external, choice, told);
    }

    /// @return all findings
    public List<Finding> run() throws IOException, InterruptedException {
        check("Java", () -> Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores, at most "
                + Math.round(Runtime.getRuntime().maxMemory() / MEGABYTES) + " MB of heap");
        check("GPUs", GpuReport::gpus);
        check("ONNX Runtime", GpuReport::onnxRuntime);
        check("PyTorch", GpuReport::pytorch);
        check("data folder", Checkup::dataFolder);
        check("network", this::network);
        check("training", Checkup::training);
        Path folder = Files.createTempDirectory("topostream-doctor");
        DataFolder data = new DataFolder(folder);
        check("Kafka, registry", () -> {
            try (OpenSite open = OpenSite.open(external, data, Map.of())) {
                return site(open.site());
            }
        });
        data.clear();
        return List.copyOf(findings);
    }

    private void check(String name, Callable<String> check) {
        Finding finding;
        try {
            finding = new Finding(name, check.call(), Optional.empty());
        } catch (Exception | LinkageError e) {
            finding = new Finding(name, "", Optional.of(e.getMessage() == null ? e.toString() : e.getMessage()));
        }
        findings.add(finding);
        told.accept(finding);
    }

    private static String dataFolder() throws IOException {
        Path home = DataFolder.home().toAbsolutePath();
        Files.createDirectories(home);
        Files.delete(Files.createTempFile(home, "doctor", ""));
        return home + ", " + Math.round(Files.getFileStore(home).getUsableSpace() / MEGABYTES) + " MB free";
    }

    private String network() throws IOException {
        try (Backbone backbone = choice.load()) {
            int width = backbone.spec().input().width();
            int height = backbone.spec().input().height();
            RgbImage grey = new RgbImage(width, height, new byte[3 * width * height]);
            long start = System.nanoTime();
            Features features = backbone.extract(List.of(grey)).getFirst();
            return backbone.spec().name() + ", " + features.layers().size() + " layers, "
                    + Math.round((System.nanoTime() - start) / 1e6) + " ms for one image";
        }
    }

    /// The native tensor library is there if parameters can be moved into it and back.
    private static String training() {
        EncoderShape shape = new EncoderShape(1, List.of("layer"), new int[]{1}, 1);
        try (TrainingSession session = new TrainingSession(shape, Coordinates.of(new float[]{0, 0, 0}),
                Parameters.initial(shape, 0), OptimiserState.fresh(), TrainingOptions.defaults())) {
            return session.parameters().tensors().size() + " parameters of a small encoder on the default device";
        }
    }

    private String site(Site site) {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.checkSizes();
            int topics = admin.names().size();
            String subjects = new SchemaRegistryClient(RegistrySettings.from(site.common())).subjects();
            return (external.isPresent() ? "" : "embedded, ") + site.bootstrapServers() + " with " + topics
                    + " topics; " + site.schemaRegistry() + " with the subjects " + subjects;
        }
    }
}
