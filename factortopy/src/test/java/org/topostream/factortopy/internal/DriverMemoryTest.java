package org.topostream.factortopy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class DriverMemoryTest {
    @Test
    void withoutADriverThereIsNoMemoryToTellOf() {
        List<DriverMemory.Used> none = DriverMemory.look("libthere-is-none-of-this-name.so");

        assertEquals(List.of(), none);
    }

    @Test
    void aLibraryThatIsNotTheDriversTellsNothing() {
        List<DriverMemory.Used> none = DriverMemory.look("libc.so.6");

        assertEquals(List.of(), none);
    }

    @Test
    void noGpuUsesMoreThanItHas() {
        List<DriverMemory.Used> gpus = DriverMemory.look();

        assertTrue(gpus.stream().allMatch(gpu -> gpu.totalBytes() > 0 && gpu.usedBytes() <= gpu.totalBytes()),
                gpus.toString());
    }
}
