package org.topostream.streams.evaluate;

import java.util.List;

import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

import org.topostream.schemas.Site;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.streams.MapRecords;
import org.topostream.streams.Region;
import org.topostream.streams.Stage;

/// `predictions.<subject>` and `responses.<subject>` -> `scores.<subject>`, and the maps of the scores. Both have one partition, so that one task
/// sees a subject's trials in one order; it runs in one thread.
public final class EvaluateStage {
    /// Its stores, each of which has a changelog.
    public static final List<String> STORES = List.of(TrialBook.PREDICTIONS, TrialBook.RESPONSES,
            TrialBook.FIRST_OFFSETS,
            TrialBook.SEEN_RUNS, TrialBook.SUMS);

    private EvaluateStage() {}

    /// Consumer group and application id.
    public static String name(String subject) {
        return "topostream-evaluate-" + subject;
    }

    /// @throws org.topostream.schemas.serde.UnreadableRecordException where the subject's regions do not fit its voxels
    public static Topology topology(Site site, Subject subject) {
        List<Region> rois = Region.rois(subject);
        Region.of(subject);
        String name = subject.getSubject();
        ScoreBoard board = new ScoreBoard(new MapRecords(name, rois));
        String output = Topics.scores(name).name();
        String maps = Topics.maps(name).name();
        return new Stage("evaluate", site)
                .read(Topics.predictions(name).name(), Prediction.class, () -> new PredictionHandler(subject, board))
                .read(Topics.responses(name).name(), Response.class,
                        () -> new ResponseHandler(subject, board, output, maps))
                .write(output, maps)
                .store(TrialBook.PREDICTIONS, Stores.persistentKeyValueStore(TrialBook.PREDICTIONS))
                .store(TrialBook.RESPONSES, Stores.persistentKeyValueStore(TrialBook.RESPONSES))
                .bytesStore(TrialBook.FIRST_OFFSETS, Stores.persistentKeyValueStore(TrialBook.FIRST_OFFSETS))
                .bytesStore(TrialBook.SEEN_RUNS, Stores.persistentKeyValueStore(TrialBook.SEEN_RUNS))
                .bytesStore(TrialBook.SUMS, Stores.persistentKeyValueStore(TrialBook.SUMS)).topology();
    }
}
