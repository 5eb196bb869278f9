package org.topostream.cli.commands;

import java.io.IOException;

import picocli.CommandLine.Mixin;

import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.site.DataFolder;
import org.topostream.schemas.Site;

/// Options of every command that works on a site that is there already, under one backbone.
final class PartOptions {
    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final BackboneChoice backbone = new BackboneChoice();

    /// See [PlaceOptions#site].
    Site site() throws IOException {
        return place.site();
    }

    BackboneChoice backbone() {
        return backbone;
    }

    DataFolder data(String name) {
        return place.data(name);
    }
}
