package org.topostream.cli.run;

import java.nio.file.Path;
import java.util.List;

import org.topostream.cli.parts.ExtractPart;
import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.ScorePart;
import org.topostream.cli.parts.TrainPart;
import org.topostream.cli.site.DataFolder;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.RunningStage;
import org.topostream.streams.StreamsSettings;
import org.topostream.streams.evaluate.EvaluateStage;
import org.topostream.streams.map.MapStage;

/// Every part that one subject needs, in this process.
public final class RunningParts {
    private static final int EXTRACT_THREADS = 4;
    private static final int SCORE_THREADS = 2;

    private RunningParts() {}

    /// Features from images, for all subjects.
    public static void extract(Lifecycle parts, Site site, DataFolder data, Backbone backbone,
            List<Path> imageFolders) {
        SharedBatcher batcher = parts.add(new SharedBatcher(BatchLimits.defaults()));
        parts.add(new ExtractPart(site, batcher.serve(backbone), EXTRACT_THREADS, data.state(), imageFolders));
    }

    /// Everything else, for one subject.
    public static void subject(Lifecycle parts, Site site, DataFolder data, String backbone, Subject subject,
            LearningOptions learning) {
        String name = subject.getSubject();
        parts.add(new TrainPart(site, subject, backbone, learning.settings(data.examples(name, backbone)),
                learning.training()));
        parts.add(new ScorePart(site, name, backbone, SCORE_THREADS, data.state()));
        parts.add(evaluate(site, data, subject));
        parts.add(map(site, data, name, backbone));
    }

    public static RunningStage evaluate(Site site, DataFolder data, Subject subject) {
        return RunningStage.start(EvaluateStage.name(subject.getSubject()), EvaluateStage.topology(site, subject),
                site, new StreamsSettings(1, data.state()));
    }

    public static RunningStage map(Site site, DataFolder data, String subject, String backbone) {
        return RunningStage.start(MapStage.name(subject, backbone), MapStage.topology(site, subject, backbone), site,
                new StreamsSettings(1, data.state()));
    }
}
