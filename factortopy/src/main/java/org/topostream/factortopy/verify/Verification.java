package org.topostream.factortopy.verify;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonProperty;

/// What came of running our encoder on a reference folder. As JSON it has these names, and `pass`.
///
/// @param device     as it was asked for
/// @param voxels     `N`
/// @param widths     channels of every layer `[L]`
/// @param bottleneck `D`
/// @param batch      `B`
/// @param groups     by name, in the order in which they were compared
public record Verification(String device, int voxels, List<Integer> widths, int bottleneck, int batch,
        Map<String, Comparison> groups) {

    public Verification {
        widths = List.copyOf(widths);
        groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    /// Runs the encoder on a device, and compares everything that it computes.
    /// @param device `cpu`, `cuda:0` (any number), or `auto`: the first GPU, else the CPU
    /// @throws IOException              where the folder lacks an expected tensor
    /// @throws IllegalArgumentException where there is no such device
    public static Verification of(ReferenceFolder reference, String device) throws IOException {
        return new Verifier(reference, device).verify();
    }

    /// Whether every group is as expected.
    @JsonProperty
    public boolean pass() {
        return groups.values().stream().allMatch(Comparison::pass);
    }
}
