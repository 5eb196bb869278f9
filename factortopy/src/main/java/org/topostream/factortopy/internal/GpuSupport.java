package org.topostream.factortopy.internal;

import java.util.Optional;

/// What an engine can do with GPUs on this machine, in this build.
///
/// @param usable  how many GPUs it can use
/// @param missing why it can use none, with what to do about it, as a sentence without its full stop
public record GpuSupport(int usable, Optional<String> missing) {

    /// An engine that can use GPUs.
    public static GpuSupport of(int usable) {
        return new GpuSupport(usable, Optional.empty());
    }

    /// An engine that can use none.
    public static GpuSupport none(String why) {
        return new GpuSupport(0, Optional.of(why));
    }

    /// None, where the driver has none.
    static Optional<GpuSupport> withoutGpu(CudaDriver driver) {
        return driver.missing().map(why -> none("there is no GPU: " + why));
    }

    /// @param driver what the machine has
    /// @param built  whether the engine was built for GPUs
    /// @param toDo   what to do where it was not
    public static GpuSupport of(CudaDriver driver, boolean built, String toDo) {
        return withoutGpu(driver).orElseGet(() -> built ? of(driver.gpus().size()) : none(toDo));
    }
}
