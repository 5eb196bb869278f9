package org.topostream.factortopy.backbone.internal;

import ai.djl.engine.Engine;

/// ONNX Runtime, loaded by DJL: DJL must make its environment, of which there is one in a process, before anybody uses it.
public final class OnnxEngine {
    static final String NAME = "OnnxRuntime";

    static {
        // DJL would load PyTorch beside ONNX Runtime, for array operations that we do not use.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
    }

    private OnnxEngine() {}

    /// Loads it, once.
    public static Engine load() {
        return Engine.getEngine(NAME);
    }
}
