package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.topostream.factortopy.internal.CudaDriver;

/// On a machine without a GPU.
class GpuReportTest {
    @BeforeEach
    void needNoGpu() {
        assumeTrue(CudaDriver.look().gpus().isEmpty(), "there is a GPU");
    }

    @Test
    void saysThatThereIsNoGpu() {
        assertTrue(GpuReport.gpus().startsWith("none: "), GpuReport.gpus());
    }

    @Test
    void saysWhatTheEnginesCannotDo() {
        assertTrue(GpuReport.onnxRuntime().matches("\\d+\\.\\d+\\.\\d+ with .*CPUExecutionProvider; .+"),
                GpuReport.onnxRuntime());
        assertTrue(GpuReport.pytorch().matches("\\d+\\.\\d+\\.\\d+ in .+; .+"), GpuReport.pytorch());
    }

    /// ONNX Runtime has one environment in a process, which DJL must make.
    @Test
    void leavesNetworksUsable() throws IOException {
        GpuReport.onnxRuntime();

        try (Backbone backbone = Backbones.bundled("auto")) {
            assertEquals("scattering", backbone.spec().name());
        }
    }
}
