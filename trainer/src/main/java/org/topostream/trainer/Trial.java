package org.topostream.trainer;

/// One trial to train on.
///
/// @param featuresSlot where its stimulus' features lie
/// @param responseSlot where its response lies
record Trial(String trialId, String stimulusId, int featuresSlot, int responseSlot) {}
