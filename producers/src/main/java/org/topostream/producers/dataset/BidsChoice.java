package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.topostream.producers.dataset.bids.BidsFolder;
import org.topostream.producers.dataset.bids.BidsName;

/// Which files of a BIDS dataset are wanted, and where its pictures lie.
///
/// @param folder  of the dataset
/// @param options what was said
record BidsChoice(BidsFolder folder, DatasetOptions options) {

    /// The label of the subject that is wanted, with `sub-` before it.
    /// @param files of all subjects
    String subject(List<BidsName> files) {
        return OneOf.of("subjects of " + folder.root(), options.recorded(),
                files.stream().map(file -> "sub-" + file.entity("sub").orElse("")).toList(), "--dataset-subject");
    }

    /// Files of a subject, of the wanted sessions and task.
    /// @throws IllegalArgumentException where none is left, or there are several tasks and nobody said which
    List<BidsName> of(String subject, List<BidsName> files) {
        List<BidsName> own = files.stream().filter(file -> subject.equals("sub-" + file.entity("sub").orElse("")))
                .filter(this::isOfSession).toList();
        List<String> tasks = own.stream().flatMap(file -> file.entity("task").stream()).toList();
        Optional<String> task = tasks.isEmpty()
                ? Optional.empty()
                : Optional.of(OneOf.of("tasks of " + subject + " in " + folder.root(), options.task(), tasks,
                        "--task"));
        List<BidsName> wanted = own.stream().filter(file -> task.equals(file.entity("task"))).toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException(folder.root() + ": expected files of " + subject
                    + options.task().map(each -> ", task " + each).orElse("")
                    + (options.sessions().isEmpty() ? "" : ", sessions " + options.sessions()) + ", got none");
        }
        return wanted;
    }

    private boolean isOfSession(BidsName file) {
        return options.sessions().isEmpty() || options.sessions().stream()
                .anyMatch(session -> OneOf.isNamed("ses-" + file.entity("ses").orElse(""), session));
    }

    /// The dataset's `stimuli` folder, or, of derivatives, that of the dataset around them.
    /// @throws IllegalArgumentException where there is none
    PictureFolder pictures() throws IOException {
        if (options.stimuli().isPresent()) {
            return PictureFolder.open(options.stimuli().get());
        }
        for (Path place : List.of(folder.root(), folder.root().resolve("../.."))) {
            if (Files.isDirectory(place.resolve("stimuli"))) {
                return PictureFolder.open(place.resolve("stimuli"));
            }
        }
        throw new IllegalArgumentException(folder.root() + ": expected a folder stimuli in it, or --stimuli FOLDER, "
                + "got neither");
    }
}
