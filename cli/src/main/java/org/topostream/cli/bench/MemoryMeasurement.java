package org.topostream.cli.bench;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

import com.fasterxml.jackson.annotation.JsonProperty;

import org.topostream.cli.report.ReportJson;

/// What `bench memory` found. As JSON it has these names.
///
/// @param fileMegabytes  length of the files, in MiB, as all memory here
/// @param fillingSeconds to write the files
/// @param openingSeconds to open them again, which checks every example
/// @param stepMs         milliseconds of a step, reading and checking its batch included
/// @param residentMemory after `filling`, after `opening`, and at the most after a step of `training`; empty where the
///                       system does not say
public record MemoryMeasurement(MemoryWorkload workload, Correctness correctness, long fileMegabytes,
        double fillingSeconds, double openingSeconds, Spread stepMs, Map<String, ResidentMemory> residentMemory) {

    public MemoryMeasurement {
        residentMemory = Collections.unmodifiableMap(new LinkedHashMap<>(residentMemory));
    }

    /// Whether what was trained on is what was written. A read whose checksum is wrong ends the benchmark.
    ///
    /// @param found     examples in the files when they were opened again, all with the right checksum
    /// @param expected  examples that were written
    /// @param read      examples that training read, all with the right checksum
    /// @param refused   steps that were refused, for example because their loss was no number
    /// @param firstLoss smooth-L1 over the first quarter of the steps, before each
    /// @param lastLoss  over the last
    public record Correctness(int found, int expected, long read, long refused, double firstLoss, double lastLoss) {

        /// Whether all examples were there, and the loss was finite and fell.
        @JsonProperty
        public boolean pass() {
            return found == expected && refused == 0 && lastLoss < firstLoss;
        }
    }

    public String toJson() {
        return ReportJson.of(this);
    }

    /// A table for people.
    public String toTable() {
        StringJoiner text = new StringJoiner(System.lineSeparator());
        line(text, "%d stimuli, %d voxels, %d layers of %d channels, batch %d, %d steps", workload.stimuli(),
                workload.voxels(), workload.layers(), workload.width(), workload.batch(), workload.steps());
        line(text, "%-36s %d MB", "files", fileMegabytes);
        line(text, "%-36s %.1f s and %.1f s", "filling and opening them", fillingSeconds, openingSeconds);
        line(text, "%-36s %.0f ms (%.0f to %.0f)", "a step, median", stepMs.median(), stepMs.min(), stepMs.max());
        residentMemory.forEach((phase, memory) -> line(text, "%-36s %d MB: %d own, %d of files; at most %d MB so far",
                "resident memory, " + phase, memory.megabytes(), memory.ownMegabytes(), memory.fileMegabytes(),
                memory.peakMegabytes()));
        line(text, "%-36s %s: %d of %d examples found; checksums right of all %d that training read; loss %.4f in the "
                + "first quarter, %.4f in the last, %d steps refused", "correctness",
                correctness.pass() ? "ok" : "FAIL", correctness.found(), correctness.expected(), correctness.read(),
                correctness.firstLoss(), correctness.lastLoss(), correctness.refused());
        return text.toString();
    }

    private static void line(StringJoiner text, String format, Object... values) {
        text.add(String.format(Locale.ROOT, format, values));
    }
}
