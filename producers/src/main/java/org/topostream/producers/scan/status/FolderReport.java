package org.topostream.producers.scan.status;

import java.util.Optional;

import org.topostream.factortopy.timing.RunTally;
import org.topostream.producers.scan.folder.FolderStatus;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;

/// How a folder stands: what its door knows of volumes before a restart and of files, and what is known since of their
/// delivery.
public final class FolderReport {
    private FolderReport() {}

    /// @param account of what the door delivers
    public static SourceStatus of(SourceStatus account, FolderStatus folder) {
        SourceStatus.Builder status = SourceStatus.newBuilder(account).setRefused(folder.refusals());
        Optional<RunTally> newest = folder.newest();
        // The folder tells after each look; what was delivered during one it does not know yet.
        newest.filter(tally -> account.getRun().isEmpty()
                || tally.run().equals(account.getRun()) && tally.volumes() >= account.getVolumes())
                .ifPresent(tally -> SourceAccount.put(status, tally));
        status.setDuplicates(folder.repeated());
        Optional<String> trouble = folder.reachable()
                ? folder.troubles().entrySet().stream().findFirst()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                : Optional.of("the folder is not there");
        status.setReason(trouble.or(folder::lastReason).orElse(account.getReason()));
        if (trouble.isPresent()) {
            status.setState(SourceState.FAILED);
        }
        return status.build();
    }
}
