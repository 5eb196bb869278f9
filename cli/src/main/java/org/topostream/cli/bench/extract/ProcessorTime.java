package org.topostream.cli.bench.extract;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/// The processors' time that this process has had, all threads and cores together.
final class ProcessorTime {
    private static final double NANOSECONDS = 1e9;
    private static final OperatingSystemMXBean SYSTEM = ManagementFactory
            .getPlatformMXBean(OperatingSystemMXBean.class);

    private ProcessorTime() {}

    static double seconds() {
        return SYSTEM.getProcessCpuTime() / NANOSECONDS;
    }
}
