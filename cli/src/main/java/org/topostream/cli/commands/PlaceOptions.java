package org.topostream.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.SiteOptions;
import org.topostream.schemas.Site;

/// Options that say on which site, there already, a command works, and where it keeps what it needs.
final class PlaceOptions {
    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Option(names = "--data", paramLabel = "FOLDER", description = "Where local state is kept (default: a folder of "
            + "the command's name below $TOPOSTREAM_HOME or .topostream).")
    private Optional<Path> data = Optional.empty();

    /// The named site, or the one embedded topostream that is running.
    Site site() throws IOException {
        return site.running();
    }

    DataFolder data(String name) {
        return new DataFolder(data.orElse(DataFolder.home().resolve(name)));
    }
}
