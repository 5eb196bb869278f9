package org.topostream.factortopy.encoder.internal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.jni.JniUtils;

/// The arrays of one step: whatever is made while it is open is freed when it closes. It opens in gradient mode.
final class GradientScope implements AutoCloseable {
    private final NDManager memory;
    private final NDScope scope = new NDScope();
    private final boolean before = JniUtils.isGradMode();

    GradientScope(NDManager parent) {
        memory = parent.newSubManager();
        scope.suppressNotUsedWarning();
        record(true);
    }

    /// Where to make arrays.
    NDManager memory() {
        return memory;
    }

    /// Whether what follows is recorded for gradients. PyTorch keeps that by thread, and DJL turns it off.
    void record(boolean gradients) {
        JniUtils.setGradMode(gradients);
    }

    @Override
    public void close() {
        JniUtils.setGradMode(before);
        scope.close();
        memory.close();
    }
}
