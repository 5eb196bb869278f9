package org.topostream.factortopy.internal;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;

/// Whether PyTorch can use GPUs here.
public final class TorchGpus {
    /// What to do where this PyTorch was not built for GPUs.
    public static final String TO_INSTALL = "this PyTorch computes on the CPU only: name one with CUDA 12.8 in"
            + " PYTORCH_LIBRARY_PATH (README, \"On a GPU\")";
    private static final String ENGINE = "PyTorch";

    private TorchGpus() {}

    /// Loads PyTorch where there is a GPU.
    public static GpuSupport look() {
        NativeSettings.apply();
        CudaDriver driver = CudaDriver.look();
        return GpuSupport.of(driver, driver.missing().isEmpty() && computesOnGpus(),
                TO_INSTALL);
    }

    private static boolean computesOnGpus() {
        return Engine.getEngine(ENGINE).hasCapability(StandardCapabilities.CUDA);
    }
}
