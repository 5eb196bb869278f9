package org.topostream.cli.commands;

import picocli.CommandLine.Option;

import org.topostream.cli.config.Bounds;

/// How large an encoder a benchmark takes: by default, a whole visual cortex and a vision transformer.
final class WorkloadOptions {
    private static final String DEFAULT = " (default: ${DEFAULT-VALUE}).";

    @Bounds(min = 1)
    @Option(names = "--voxels", paramLabel = "N", defaultValue = "37984", description = "Voxels of the subject"
            + DEFAULT)
    private int voxels;

    @Bounds(min = 1)
    @Option(names = "--layers", paramLabel = "N", defaultValue = "12", description = "Layers of the network" + DEFAULT)
    private int layers;

    @Bounds(min = 1)
    @Option(names = "--width", paramLabel = "N", defaultValue = "768", description = "Channels of each layer" + DEFAULT)
    private int width;

    int voxels() {
        return voxels;
    }

    int layers() {
        return layers;
    }

    int width() {
        return width;
    }
}
