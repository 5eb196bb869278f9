package org.topostream.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.SiteOptions;
import org.topostream.schemas.Site;

/// Options of every command that works on a site that is there already.
final class PartOptions {
    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final BackboneChoice backbone = new BackboneChoice();

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where local state is kept (default: a folder of "
            + "the command's name below $TOPOSTREAM_HOME or .topostream).")
    private Optional<Path> data = Optional.empty();

    /// The named site, or the one embedded topostream that is running.
    Site site() throws IOException {
        return site.running();
    }

    BackboneChoice backbone() {
        return backbone;
    }

    DataFolder data(String name) {
        return new DataFolder(data.orElse(DataFolder.home().resolve(name)));
    }
}
