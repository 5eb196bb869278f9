package org.topostream.cli.run;

import java.nio.file.Path;
import java.util.List;

import org.topostream.cli.parts.ExtractPart;
import org.topostream.cli.parts.FeaturesTopic;
import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.ScorePart;
import org.topostream.cli.parts.TrainPart;
import org.topostream.cli.site.DataFolder;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.factortopy.backbone.BatchedBackbone;
import org.topostream.factortopy.backbone.SharedBatcher;
import org.topostream.schemas.Site;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.RunningStage;
import org.topostream.streams.StreamsSettings;
import org.topostream.streams.estimate.EstimateOptions;
import org.topostream.streams.estimate.EstimateStage;
import org.topostream.streams.evaluate.EvaluateStage;
import org.topostream.streams.map.MapStage;

/// Every part that subjects need, in this process.
public final class RunningParts {
    public static final int EXTRACT_THREADS = 4;
    private static final int SCORE_THREADS = 2;

    private RunningParts() {}

    /// Features from images, for all subjects, under each of the backbones: every backbone has a consumer group of its
    /// own, so that a new one begins with the first stimulus, and all share one batcher.
    /// @param threads stream threads of each backbone
    /// @throws org.topostream.schemas.SizeLimitException where a backbone's features may be larger than a record
    /// @throws IllegalArgumentException where a backbone's topic holds features of other weights
    public static void extract(Lifecycle parts, Site site, DataFolder data, List<Backbone> backbones, int threads,
            BatchLimits limits, List<Path> imageFolders) {
        backbones.forEach(backbone -> FeaturesTopic.require(site, backbone));
        SharedBatcher batcher = parts.add(new SharedBatcher(limits));
        List<BatchedBackbone> served = backbones.stream().map(batcher::serve).toList();
        for (BatchedBackbone backbone : served) {
            parts.add(new ExtractPart(site, backbone, threads, data.state(), imageFolders));
        }
    }

    /// Everything else for one subject, under each of the backbones.
    public static void subject(Lifecycle parts, Site site, DataFolder data, List<String> backbones, Subject subject,
            LearningOptions learning) {
        String name = subject.getSubject();
        parts.add(evaluate(site, data, subject));
        for (String backbone : backbones) {
            parts.add(new TrainPart(site, subject, backbone, learning.settings(data.examples(name, backbone)),
                    learning.training()));
            parts.add(new ScorePart(site, name, backbone, SCORE_THREADS, data.state()));
            parts.add(map(site, data, subject, backbone));
        }
    }

    public static RunningStage evaluate(Site site, DataFolder data, Subject subject) {
        return RunningStage.start(EvaluateStage.name(subject.getSubject()), EvaluateStage.topology(site, subject),
                site, new StreamsSettings(1, data.state()));
    }

    /// Responses from volumes.
    public static RunningStage estimate(Site site, DataFolder data, Subject subject, EstimateOptions how) {
        return RunningStage.start(EstimateStage.name(subject.getSubject()),
                EstimateStage.topology(site, subject, how), site, new StreamsSettings(1, data.state()));
    }

    public static RunningStage map(Site site, DataFolder data, Subject subject, String backbone) {
        return RunningStage.start(MapStage.name(subject.getSubject(), backbone),
                MapStage.topology(site, subject, backbone), site,
                new StreamsSettings(1, data.state()));
    }
}
