package org.topostream.tests.lab;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.topostream.schemas.avro.EncoderManifest;

/// What a run left in the topics.
///
/// @param features       checksums of each stimulus' features, as often as they were written
/// @param predictions    `trainedUpTo` of each stimulus' predictions, as often as it was predicted
/// @param firstResponses offset of each stimulus' first response
/// @param deadLetters    how often each record was refused
/// @param prequential    the last score over training stimuli
/// @param validation     the last score over validation stimuli
/// @param scored         the trials that count, once each
/// @param encoder        the last
/// @param maps           how often each map was drawn
/// @param expectedMaps   those of all encoders
record Outcome(Map<String, List<Long>> features, Map<String, List<Long>> predictions, Map<String, Long> firstResponses,
        Map<String, Integer> deadLetters, Scored prequential, Scored validation, Map<String, Integer> scored,
        EncoderManifest encoder,
        Map<String, Integer> maps, Set<String> expectedMaps) {

    /// A score, held to all trials that count.
    ///
    /// @param trials it says it counts
    /// @param error  how far its r is from that of the trials that count, the most of all voxels
    record Scored(long trials, double error) {}
}
