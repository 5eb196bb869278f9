package org.topostream.schemas;

import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Which responses are taken. Scoring and learning hold to the same rules: of a response that was learnt from but
/// never scored, nobody could tell that later predictions of its stimulus do not count.
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
}
