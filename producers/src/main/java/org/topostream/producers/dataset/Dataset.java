package org.topostream.producers.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.topostream.producers.Experiment;
import org.topostream.producers.dataset.scan.DatasetScan;
import org.topostream.schemas.avro.Subject;

/// A dataset that can be replayed.
public sealed interface Dataset extends Closeable {
    /// What its layout is called, for people.
    String layout();

    /// The subject's name in topics.
    String subject();

    /// Where pictures too large to travel may lie.
    List<Path> imageFolders();

    /// One that has responses.
    ///
    /// @param experiment   what is replayed
    /// @param imageFolders see [Dataset#imageFolders]
    record Responses(String layout, Experiment experiment, List<Path> imageFolders) implements Dataset {
        @Override
        public String subject() {
            return experiment.subject().getSubject();
        }

        /// Whether it tells when its pictures were shown.
        public boolean isTimed() {
            return experiment.presentations().stream().filter(each -> each.isTrial())
                    .allMatch(each -> experiment.seconds(each).isPresent());
        }

        @Override
        public void close() throws IOException {
            if (experiment instanceof Closeable open) {
                open.close();
            }
        }
    }

    /// One that has volumes, from which responses are estimated.
    ///
    /// @param subject      see [Dataset#subject]
    /// @param masked       the subject, where a mask was given; without, it must be known already
    /// @param scan         what is replayed
    /// @param imageFolders see [Dataset#imageFolders]
    record Volumes(String layout, String subject, Optional<Subject> masked, DatasetScan scan,
            List<Path> imageFolders) implements Dataset {
        @Override
        public void close() throws IOException {
            scan.pictures().close();
        }
    }
}
