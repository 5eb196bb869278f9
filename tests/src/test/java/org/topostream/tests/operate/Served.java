package org.topostream.tests.operate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What Prometheus would read: values by name and labels, as they are written.
///
/// @param values such as `topostream_ready` or `topostream_lag_records{stage="a",topic="b"}`
record Served(Map<String, Double> values) {
    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][\\w:]*(?:\\{.*})?) (\\S+)");

    static Served of(String text) {
        Map<String, Double> values = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith("#")).map(LINE::matcher).filter(Matcher::matches)
                .forEach(line -> values.put(line.group(1), number(line.group(2))));
        return new Served(values);
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    /// Names without labels.
    Set<String> names() {
        return values.keySet().stream().map(name -> name.split("\\{", 2)[0]).collect(Collectors.toSet());
    }

    /// The sum over series of this name that have all these labels, each as `label="value"`; not a number where there are
    /// none.
    double sum(String name, String... labels) {
        return values.entrySet().stream()
                .filter(series -> series.getKey().equals(name) || series.getKey().startsWith(name + "{"))
                .filter(series -> Set.of(labels).stream().allMatch(series.getKey()::contains))
                .mapToDouble(Map.Entry::getValue).filter(Double::isFinite).reduce(Double::sum).orElse(Double.NaN);
    }
}
