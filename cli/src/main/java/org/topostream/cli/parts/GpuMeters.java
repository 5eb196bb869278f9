package org.topostream.cli.parts;

import java.util.List;

import org.topostream.factortopy.backbone.GpuMemory;
import org.topostream.telemetry.metrics.Gauges;

/// Shows the memory of this machine's GPUs, where there are some: `topostream.gpu.memory.used.bytes` and `.total.bytes`.
final class GpuMeters implements AutoCloseable {
    private final List<Gauges> gauges;

    GpuMeters() {
        gauges = GpuMemory.look().stream().map(GpuMeters::show).toList();
    }

    private static Gauges show(GpuMemory gpu) {
        Gauges shown = new Gauges("gpu", Integer.toString(gpu.number()));
        shown.set("topostream.gpu.memory.total.bytes", gpu.totalBytes());
        shown.watch("topostream.gpu.memory.used.bytes", () -> GpuMemory.look().stream()
                .filter(now -> now.number() == gpu.number()).mapToDouble(GpuMemory::usedBytes).findFirst()
                .orElse(Double.NaN));
        return shown;
    }

    @Override
    public void close() {
        gauges.forEach(Gauges::close);
    }
}
