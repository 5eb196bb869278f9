package org.topostream.producers.scan;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.schemas.Ids;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Volume;
import org.topostream.schemas.serde.UnreadableRecordException;

/// Makes records of a subject's volumes, as every door sends them.
///
/// @param origin what every volume is said to be of
public record VolumeRecords(Origin origin) {
    /// Where they go.
    public String topic() {
        return Topics.volumes(origin.subject()).name();
    }

    /// What tells a volume from all others of its subject.
    public static String key(String run, ScannedVolume volume) {
        return run + "/" + volume.number();
    }

    /// What a volume is called in messages.
    public static String name(String run, ScannedVolume volume) {
        return "volume " + volume.number() + " of run " + run;
    }

    /// A volume that has been received now.
    /// @param run that it belongs to, as events name it
    /// @throws BadScanException where the run has no name that can be, or nobody tells the time between volumes
    public Volume record(String run, ScannedVolume volume) throws BadScanException {
        try {
            Ids.check("run", run);
        } catch (UnreadableRecordException e) {
            throw new BadScanException(name(run, volume) + ": " + e.getMessage(), e);
        }
        double seconds = origin.seconds().orElse(volume.seconds().orElse(Double.NaN));
        if (!(seconds > 0)) {
            throw new BadScanException(name(run, volume) + ": its source does not tell the time from one volume to the "
                    + "next (TR); say it in seconds: --tr, or tr.seconds");
        }
        int[] size = volume.size();
        List<Double> affine = Arrays.stream(volume.affine()).boxed().toList();
        return Volume.newBuilder().setSubject(origin.subject()).setSession(origin.session()).setRun(run)
                .setNumber(volume.number())
                .setVolumes(volume.volumes().isPresent() ? volume.volumes().getAsInt() : null).setSeconds(seconds)
                .setAffine(affine).setValues(Tensors.float32(volume.values(), size[2], size[1], size[0]))
                .setAcquiredAt(volume.acquiredAt().isPresent() ? volume.acquiredAt().getAsDouble() : null)
                .setReceivedAt(Instant.now()).setSource(origin.door()).build();
    }
}
