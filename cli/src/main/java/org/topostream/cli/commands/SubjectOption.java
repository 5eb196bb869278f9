package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.util.Optional;

import picocli.CommandLine.Option;

import org.topostream.schemas.Site;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;

/// Option that says whose voxels.
final class SubjectOption {
    @Option(names = "--subject", paramLabel = "NAME", required = true, description = "Whose voxels; must be known in "
            + "the topic 'subjects', or is waited for.")
    private String subject = "";

    String name() {
        return subject;
    }

    /// The subject, once it is known, with all its topics there.
    Subject await(Site site, String backbone, PrintWriter out) throws InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(subject, backbone));
        }
        Optional<Subject> known = Optional.ofNullable(Subjects.all(site).get(subject));
        if (known.isPresent()) {
            return known.get();
        }
        out.println("Waiting for subject " + subject + " in the topic 'subjects' ...");
        out.flush();
        return Subjects.await(site, subject);
    }
}
