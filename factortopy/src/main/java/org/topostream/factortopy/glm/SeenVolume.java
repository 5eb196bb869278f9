package org.topostream.factortopy.glm;

/// A volume that has come.
///
/// @param number  its source's
/// @param values  `[N]` raw intensities, kept so that the regressors of an event that comes later can be counted in
/// @param columns `[K + H]` its row of the design: the constant, motion and drift, then for every HRF the sum of all
///                trials' regressors, which grows as events come
record SeenVolume(int number, float[] values, double[] columns) {}
