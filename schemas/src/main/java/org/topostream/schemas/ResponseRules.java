package org.topostream.schemas;

import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Which responses are taken, and which takes the place of which. Scoring and learning hold to the same rules: of a
/// response that was learnt from but never scored, nobody could tell that later predictions of its stimulus do not count.
public final class ResponseRules {
    private ResponseRules() {}

    /// @param key of the record
    /// @return its values `[N]`
    /// @throws UnreadableRecordException with what was expected and what came
    public static float[] check(String key, Response response, Subject subject) {
        Ids.checkKey(key, response.getStimulusId());
        Ids.check("trial id", response.getTrialId());
        if (!response.getSubject().equals(subject.getSubject())) {
            throw new UnreadableRecordException("response of trial " + response.getTrialId() + " is of subject "
                    + response.getSubject() + ", expected " + subject.getSubject());
        }
        return VoxelValues.read("response of trial " + response.getTrialId(), response.getValues(),
                subject.getCoordinates().getShape().getFirst());
    }

    /// Of two responses of one trial, the one of the higher rank counts, whichever comes first: the higher revision, and
    /// within a revision one that is complete before one that is not. Of the same rank, the first.
    public static long rank(Response response) {
        return 2L * response.getRevision() + (response.getComplete() ? 1 : 0);
    }
}
