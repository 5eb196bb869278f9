package org.topostream.factortopy.backbone;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What an exporter tells of a network for people to read. Nothing is computed with it.
///
/// @param normalise     the normalising that is part of the model
/// @param weightsSha256 of the weights as their publisher gives them
/// @param framework     versions of what the network was exported with, by name
/// @param dtype         of the weights: `fp32` or `fp16`
public record Details(Optional<Normalise> normalise, Optional<String> weightsSha256,
        Map<String, String> framework, Optional<String> dtype) {
    private static final Set<String> DTYPES = Set.of("fp32", "fp16");
    private static final int COLOURS = 3;

    /// What the model does to its input, scaled to 0 to 1: `(input - mean) / std`.
    ///
    /// @param mean of red, green and blue
    /// @param std  of red, green and blue
    public record Normalise(List<Double> mean, List<Double> std) {

        /// @throws IllegalArgumentException where there are not three numbers each
        public Normalise {
            mean = List.copyOf(mean);
            std = List.copyOf(std);
            if (mean.size() != COLOURS || std.size() != COLOURS) {
                throw new IllegalArgumentException(
                        "normalise: expected 3 numbers of mean and of std, got " + mean + " and " + std);
            }
        }
    }

    /// @throws IllegalArgumentException where the weights' type is not one we know
    public Details {
        framework = Collections.unmodifiableMap(new LinkedHashMap<>(framework));
        if (dtype.isPresent() && !DTYPES.contains(dtype.get())) {
            throw new IllegalArgumentException("dtype: expected fp32 or fp16, got " + dtype.get());
        }
    }

    /// No details.
    public static Details none() {
        return new Details(Optional.empty(), Optional.empty(), Map.of(), Optional.empty());
    }
}
