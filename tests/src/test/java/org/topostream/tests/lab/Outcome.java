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
/// @param prequential    trials of training stimuli that the last score counts
/// @param validation     trials of validation stimuli that it counts
/// @param encoder        the last
/// @param maps           how often each map was drawn
/// @param expectedMaps   those of all encoders
record Outcome(Map<String, List<Long>> features, Map<String, List<Long>> predictions, Map<String, Long> firstResponses,
        Map<String, Integer> deadLetters, long prequential, long validation, EncoderManifest encoder,
        Map<String, Integer> maps, Set<String> expectedMaps) {}
