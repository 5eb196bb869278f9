package org.topostream.cli.run;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

import org.topostream.producers.Presentation;
import org.topostream.producers.Progress;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;

/// Something that is shown to topostream, and answered: an experiment or a scan.
public interface Performance {
    /// The subject's name in topics.
    String name();

    /// Makes the subject known where it is not, and says whose voxels they are.
    Subject subject(Site site) throws InterruptedException;

    /// What is shown, in order.
    List<Presentation> presentations();

    /// Shows what has not been shown, and returns when the last answer was given.
    /// @param watcher told how far it is, often
    Progress run(Site site, String backbone, Consumer<Progress> watcher) throws IOException, InterruptedException;
}
