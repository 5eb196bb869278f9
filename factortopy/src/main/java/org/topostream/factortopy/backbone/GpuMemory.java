package org.topostream.factortopy.backbone;

import java.util.ArrayList;
import java.util.List;

import org.topostream.factortopy.internal.DriverMemory;

/// The memory of one of this machine's NVIDIA GPUs, all processes' together.
///
/// @param number as the driver counts, `CUDA_VISIBLE_DEVICES` not applied
public record GpuMemory(int number, long usedBytes, long totalBytes) {
    /// Asks the driver anew; empty where there is no GPU or no driver.
    public static List<GpuMemory> look() {
        List<GpuMemory> gpus = new ArrayList<>();
        for (DriverMemory.Used used : DriverMemory.look()) {
            gpus.add(new GpuMemory(gpus.size(), used.usedBytes(), used.totalBytes()));
        }
        return List.copyOf(gpus);
    }
}
