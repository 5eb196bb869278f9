package org.topostream.factortopy.backbone;

import java.util.Arrays;

/// How a backbone's model is written.
public enum ModelFormat {
    /// For ONNX Runtime.
    ONNX("onnx"),
    /// For PyTorch: a traced or scripted module.
    TORCHSCRIPT("torchscript");

    private final String label;

    ModelFormat(String label) {
        this.label = label;
    }

    /// Its name in `backbone.json`.
    public String label() {
        return label;
    }

    /// The format of a name.
    /// @throws IllegalArgumentException where there is none
    static ModelFormat of(String label) {
        return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "format: expected " + ONNX.label + " or " + TORCHSCRIPT.label + ", got " + label));
    }
}
