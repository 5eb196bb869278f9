package org.topostream.producers.scan.folder;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.factortopy.timing.RunTally;

/// How a [FolderDoor] stands.
///
/// @param reachable  whether the folder is there
/// @param waiting    files that are not old enough, not whole, or could not be read yet
/// @param unfinished files that are read, with volumes that are not complete or not delivered
/// @param delivered  volumes that the output has taken, those before a restart included
/// @param repeated   volumes that were found once more, and not delivered again
/// @param refused    why files are bad, by file; those that were moved away are no longer counted
/// @param passedOver why series are not wanted, by series
/// @param runs       a line for each run: which numbers have come and which have not
/// @param troubles   what goes wrong and is tried again, by what it is about
/// @param newest     the run that a volume was delivered of last, before a restart perhaps
/// @param refusals   how many files were bad since it was opened, wherever they are now
/// @param lastReason why the last of these was
public record FolderStatus(boolean reachable, int waiting, int unfinished, int delivered, long repeated,
        Map<String, String> refused, Map<String, String> passedOver, List<String> runs, Map<String, String> troubles,
        Optional<RunTally> newest, long refusals, Optional<String> lastReason) {
    public FolderStatus {
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
        passedOver = Collections.unmodifiableMap(new TreeMap<>(passedOver));
        runs = List.copyOf(runs);
        troubles = Collections.unmodifiableMap(new TreeMap<>(troubles));
    }

    /// Lines for people.
    public String text() {
        StringBuilder text = new StringBuilder(reachable ? "folder is there" : "folder is not there").append(", ")
                .append(waiting).append(" files wait, ").append(unfinished).append(" unfinished, ").append(delivered)
                .append(" volumes delivered, ").append(repeated).append(" found again");
        runs.forEach(run -> text.append('\n').append(run));
        refused.forEach((file, reason) -> text.append("\nbad file ").append(file).append(": ").append(reason));
        passedOver.forEach((series, reason) -> text.append("\nseries ").append(series).append(" passed over: ")
                .append(reason));
        troubles.forEach((about, reason) -> text.append("\ntrouble with ").append(about).append(": ").append(reason));
        return text.toString();
    }
}
