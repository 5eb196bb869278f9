package org.topostream.factortopy.internal;

import ai.djl.Device;

/// Names of devices, as a configuration gives them.
public final class Devices {
    private static final String CUDA = "cuda:";

    private Devices() {}

    /// @param name `cpu`, `cuda:0` (any number), or `auto`: the first GPU, else the CPU
    /// @param gpus how many GPUs the engine sees
    /// @throws IllegalArgumentException where there is no such device
    public static Device parse(String name, int gpus) {
        if (name.equals("cpu") || name.equals("auto") && gpus == 0) {
            return Device.cpu();
        }
        if (name.equals("auto")) {
            return Device.gpu(0);
        }
        if (name.matches(CUDA + "\\d{1,3}") && Integer.parseInt(name.substring(CUDA.length())) < gpus) {
            return Device.gpu(Integer.parseInt(name.substring(CUDA.length())));
        }
        throw new IllegalArgumentException("expected a device cpu, auto or cuda:<number> with " + gpus
                + " GPUs present, got " + name);
    }
}
