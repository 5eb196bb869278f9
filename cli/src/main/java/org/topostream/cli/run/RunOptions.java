package org.topostream.cli.run;

import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.parts.ImageFolders;
import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.parts.PageOptions;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.SiteOptions;

/// Options of commands that run a whole experiment.
public final class RunOptions {
    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final BackboneChoice backbone = new BackboneChoice();

    @Mixin
    private final LearningOptions learning = new LearningOptions();

    @Mixin
    private final ImageFolders folders = new ImageFolders();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Option(names = "--no-page", description = "Do not serve the live page.")
    private boolean noPage;

    @Option(names = "--exit", description = "End when the last trial is scored; without it, stay up until Ctrl-C.")
    private boolean exit;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the summary as JSON.")
    private Optional<Path> report = Optional.empty();

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where everything is kept (default: a folder of the "
            + "run's name below $TOPOSTREAM_HOME or .topostream). A second start goes on with what the first one left.")
    private Optional<Path> data = Optional.empty();

    @Option(names = "--fresh", description = "Remove what an earlier run left in the data folder, and start anew.")
    private boolean fresh;

    @Bounds(min = 1)
    @Option(names = "--in-flight", paramLabel = "N", defaultValue = "2", description = "Images that wait for their "
            + "prediction at the same time (default: ${DEFAULT-VALUE}).")
    private int inFlight = 2;

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    public MonitorOptions monitoring() {
        return monitoring;
    }

    public SiteOptions site() {
        return site;
    }

    public BackboneChoice backbone() {
        return backbone;
    }

    public LearningOptions learning() {
        return learning;
    }

    public ImageFolders imageFolders() {
        return folders;
    }

    /// Where the live page is served; nothing where it is not wanted.
    public Optional<PageOptions> page() {
        return noPage ? Optional.empty() : Optional.of(page);
    }

    public boolean exit() {
        return exit;
    }

    public Optional<Path> report() {
        return report;
    }

    public int inFlight() {
        return inFlight;
    }

    /// The data folder, emptied if asked for.
    public DataFolder data(String run) {
        DataFolder folder = new DataFolder(data.orElse(DataFolder.home().resolve(run)));
        if (fresh) {
            folder.clear();
        }
        return folder;
    }
}
