package org.topostream.tests.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What a run of the bench has found, as a table and as JSON.
///
/// @param seed              from which everything was drawn
/// @param skipped           how many of the first were left out
/// @param recoveries        of all faults, in their order
/// @param presentations     how many were shown
/// @param encoders          how many were published
/// @param endedByThemselves parts that ended though nobody made them
/// @param leftOut           kinds of fault that this machine does not allow
record FaultReport(long seed, int skipped, List<Recovery> recoveries, int presentations, int encoders,
        int endedByThemselves,
        List<FaultKind> leftOut, Verdict verdict) {

    /// How long it took the lab to come back from one fault.
    ///
    /// @param predicted seconds until a trial shown since was predicted
    /// @param seconds   until it was also scored, learnt from and mapped
    /// @param encoders published from the fault on until the lab was back
    record Recovery(FaultKind kind, double predicted, double seconds, int encoders) {}

    String table() {
        StringBuilder table = new StringBuilder(line("", "", "predicts again after", "all flows again after"))
                .append(line("fault", "times", header(), header()));
        Map<FaultKind, List<Recovery>> byKind = new TreeMap<>();
        recoveries.forEach(each -> byKind.computeIfAbsent(each.kind(), key -> new ArrayList<>()).add(each));
        byKind.forEach((kind, some) -> table.append(line(kind.label(), some)));
        table.append(line("all", recoveries));
        leftOut.forEach(kind -> table.append(kind.label()).append(": not possible on this machine\n"));
        table.append(
                "%d presentations, %d encoders; of the faults, %d saw an encoder published before all flowed again%n"
                        .formatted(presentations, encoders,
                                recoveries.stream().filter(each -> each.encoders() > 0).count()));
        table.append("%d parts ended by themselves and were started again%n".formatted(endedByThemselves));
        table.append("seed %d, faults %d to %d: %d lost, %d duplicated, %d leaked, %d different%n".formatted(seed,
                skipped + 1, skipped + recoveries.size(), verdict.lost(),
                verdict.duplicated(), verdict.leaked(), verdict.different()));
        verdict.findings().forEach(finding -> table.append("  ").append(finding).append('\n'));
        return table.toString();
    }

    private static String header() {
        return String.format(Locale.ROOT, "%7s %7s %8s", "p50", "p99", "longest");
    }

    private static String line(String kind, List<Recovery> some) {
        return line(kind, Integer.toString(some.size()), text(some, Recovery::predicted),
                text(some, Recovery::seconds));
    }

    private static String text(List<Recovery> some, ToDoubleFunction<Recovery> what) {
        return String.format(Locale.ROOT, "%5.1f s %5.1f s %6.1f s", quantile(some, what, 0.5),
                quantile(some, what, 0.99), quantile(some, what, 1));
    }

    private static String line(String kind, String times, String predicts, String flows) {
        return "%-20s %6s   %-26s   %s%n".formatted(kind, times, predicts, flows);
    }

    /// The smallest that so large a share does not exceed.
    private static double quantile(List<Recovery> some, ToDoubleFunction<Recovery> what, double share) {
        double[] sorted = some.stream().mapToDouble(what).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    String json() throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode json = mapper.createObjectNode();
        json.put("seed", seed).put("skipped", skipped).put("faults", recoveries.size())
                .put("presentations", presentations)
                .put("encoders", encoders).put("endedByThemselves", endedByThemselves);
        json.put("lost", verdict.lost()).put("duplicated", verdict.duplicated()).put("leaked", verdict.leaked())
                .put("different", verdict.different());
        quantiles(json.putObject("predictsAgainSeconds"), Recovery::predicted);
        quantiles(json.putObject("recoverySeconds"), Recovery::seconds);
        ObjectNode kinds = json.putObject("faultsByKind");
        recoveries.forEach(each -> kinds.put(each.kind().label(), kinds.path(each.kind().label()).asInt() + 1));
        json.set("recoveries", mapper.valueToTree(recoveries));
        json.set("findings", mapper.valueToTree(verdict.findings()));
        json.set("leftOut", mapper.valueToTree(leftOut.stream().map(FaultKind::label).toList()));
        return mapper.writeValueAsString(json);
    }

    private void quantiles(ObjectNode json, ToDoubleFunction<Recovery> what) {
        json.put("p50", quantile(recoveries, what, 0.5)).put("p99", quantile(recoveries, what, 0.99)).put("max",
                quantile(recoveries, what, 1));
    }
}
