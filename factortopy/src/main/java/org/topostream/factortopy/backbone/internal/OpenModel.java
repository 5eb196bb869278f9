package org.topostream.factortopy.backbone.internal;

import ai.djl.Model;

import org.topostream.factortopy.backbone.Backbone;

/// A model that is ready to compute.
///
/// @param batchesAtOnce how many batches may run at once without taking the processors from each other
record OpenModel(Model model, int batchesAtOnce) {

    static OpenModel onGpu(Model model) {
        return new OpenModel(model, Backbone.SHARED_DEVICE);
    }

    /// @param threads of one batch
    static OpenModel onCpu(Model model, int threads) {
        return new OpenModel(model, Math.max(1, Runtime.getRuntime().availableProcessors() / threads));
    }
}
