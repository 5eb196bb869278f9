package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.topostream.schemas.Topics;

/// Opens recordings in the layouts in which they are published.
public final class Datasets {
    /// The more particular ones first.
    private static final List<Layout> LAYOUTS = List.of(new ReplayLayout(), new AlgonautsLayout(), new NsdLayout(),
            new Bold5000Layout(), new ThingsLayout(), new BidsBetas(), new BidsRaw());

    private Datasets() {}

    /// @throws IOException              where the folder is of no layout that is known, or not as it should be; the
    ///     message says what each layout has, or what was expected and what came
    /// @throws IllegalArgumentException where an option is missing; the message says which
    public static Dataset open(Path folder, DatasetOptions options) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("no such folder: " + folder);
        }
        options.name().ifPresent(name -> Topics.checked("subject", name));
        for (Layout layout : LAYOUTS) {
            if (layout.fits(folder)) {
                return layout.open(folder, options);
            }
        }
        throw new IOException(folder + ": expected a dataset of one of these layouts, got none of them\n" + layouts());
    }

    /// What a folder of each layout has, a line for each.
    public static String layouts() {
        return LAYOUTS.stream().map(layout -> "  " + layout.name() + ": " + layout.has())
                .collect(Collectors.joining("\n"));
    }
}
