package org.topostream.factortopy.verify;

import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/// A group of tensors against what was expected of them.
///
/// @param worst         the tensor with the largest relative error
/// @param absoluteError the largest of all tensors
/// @param relativeError the largest of all tensors, each relative to its own largest expected value
/// @param groupError    `absoluteError` relative to the largest expected value of the group
/// @param tolerance     most that the judged error may be
/// @param judged        which error decides
public record Comparison(String worst, double absoluteError, double relativeError, double groupError,
        double tolerance, Judged judged) {

    /// Which error decides.
    public enum Judged {
        /// `relativeError`.
        RELATIVE,
        /// `groupError`: for parameters after AdamW's steps, which are as long for the smallest gradient as for the
        /// largest. Of ten thousand gradients some are smaller than the rounding of the others, and their parameters go
        /// where rounding says: PyTorch's own float32 ends 2e-4 of a tensor's largest value away from its float64.
        GROUP
    }

    /// @param deviations of at least one tensor
    static Comparison of(double tolerance, Judged judged, List<Deviation> deviations) {
        Deviation worst = deviations.stream().max(Comparator.comparingDouble(Deviation::relative)).orElseThrow();
        double absolute = deviations.stream().mapToDouble(Deviation::absolute).max().orElseThrow();
        double largest = deviations.stream().mapToDouble(Deviation::largest).max().orElseThrow();
        return new Comparison(worst.tensor(), absolute, worst.relative(),
                new Deviation("all", absolute, largest).relative(), tolerance, judged);
    }

    /// Whether the group is as expected.
    @JsonProperty
    public boolean pass() {
        return (judged == Judged.GROUP ? groupError : relativeError) <= tolerance;
    }
}
