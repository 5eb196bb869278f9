package org.topostream.producers.scan.folder;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.topostream.factortopy.timing.RunNumbers;
import org.topostream.factortopy.timing.RunTally;
import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

/// Passes the volumes of one file after the other on to the output, each once, and notes what the output has taken.
final class Deliveries {
    private static final String OUTPUT = "output";

    private final SeriesRuns runs;
    private final VolumeOutput output;
    private final Ledger ledger;
    private final Complaints complaints;
    /// Digests of what was delivered.
    private final Map<Place, Integer> delivered = new HashMap<>();
    private final Map<String, RunNumbers> numbers = new TreeMap<>();
    private final Deque<ScannedVolume> left = new ArrayDeque<>();
    private Optional<RunNumbers> newest = Optional.empty();
    private long repeated;
    private int wanted;
    private int unwanted;
    private Optional<String> refusal = Optional.empty();

    private record Place(String series, int number) {}

    Deliveries(SeriesRuns runs, VolumeOutput output, Ledger ledger, Complaints complaints) {
        this.runs = runs;
        this.output = output;
        this.ledger = ledger;
        this.complaints = complaints;
    }

    /// What the ledger knows.
    void remember(LedgerEntry.Volume volume) {
        delivered.put(new Place(volume.series(), volume.number()), volume.digest());
        runs.known(volume.series()).ifPresent(run -> count(run, volume.number()));
    }

    private void count(String run, int number) {
        RunNumbers counted = numbers.computeIfAbsent(run, RunNumbers::new);
        counted.arrived(number);
        newest = Optional.of(counted);
    }

    /// Volumes of a file, once those of the file before are out.
    void add(List<ScannedVolume> volumes) {
        left.addAll(volumes);
    }

    /// Passes on what is left.
    /// @return whether the output has taken all; else it is asked again the next time
    boolean flush() throws InterruptedException {
        while (!left.isEmpty()) {
            try {
                pass(left.getFirst());
            } catch (BadScanException e) {
                refusal = Optional.of(e.getMessage());
            } catch (IOException | RuntimeException e) {
                complaints.add(OUTPUT, e.toString());
                return false;
            }
            left.removeFirst();
        }
        complaints.over(OUTPUT);
        return true;
    }

    private void pass(ScannedVolume volume) throws IOException, InterruptedException {
        Optional<String> run = runs.of(volume.series());
        if (run.isEmpty()) {
            unwanted++;
            return;
        }
        wanted++;
        Place place = new Place(volume.series(), volume.number());
        int digest = volume.digest();
        Optional<Integer> before = Optional.ofNullable(delivered.get(place));
        if (before.isEmpty()) {
            output.deliver(run.get(), volume);
            ledger.note(List.of(new LedgerEntry.Volume(volume.series(), volume.number(), digest)));
            delivered.put(place, digest);
            count(run.get(), volume.number());
        } else if (before.get() == digest) {
            repeated++;
        } else {
            throw new BadScanException("volume " + volume.number() + " of series " + volume.series()
                    + " was delivered before with other intensities; this one is not");
        }
    }

    /// Forgets how the last file went.
    void clear() {
        wanted = 0;
        unwanted = 0;
        refusal = Optional.empty();
    }

    /// Why a volume of the last file can never be delivered.
    Optional<String> refusal() {
        return refusal;
    }

    /// Whether none of the volumes of the last file was wanted.
    boolean passedOver() {
        return unwanted > 0 && wanted == 0;
    }

    /// How many volumes the output has taken.
    int delivered() {
        return delivered.size();
    }

    /// How many volumes were found once more and not delivered again.
    long repeated() {
        return repeated;
    }

    /// The run that a volume was delivered of last.
    Optional<RunTally> newest() {
        return newest.map(RunNumbers::tally);
    }

    /// A line for each run.
    List<String> runs() {
        return numbers.values().stream().map(RunNumbers::status).toList();
    }
}
