package org.topostream.factortopy.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How much memory GPUs have, asked of NVIDIA's management library, which comes with the driver and needs no context on
/// the device (NVML API reference, `nvmlDeviceGetMemoryInfo`).
public final class DriverMemory {
    private static final String LIBRARY = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
            ? "nvml.dll"
            : "libnvidia-ml.so.1";
    /// `nvmlMemory_t`: total, free and used, in bytes.
    private static final int TOTAL = 0;
    private static final int USED = 2;
    private static final int FIELDS = 3;

    /// Memory of one GPU, in bytes.
    public record Used(long usedBytes, long totalBytes) {}

    private DriverMemory() {}

    /// In the driver's order; empty where there is no driver, or it does not tell.
    public static List<Used> look() {
        return look(LIBRARY);
    }

    static List<Used> look(String library) {
        try (Arena arena = Arena.ofConfined()) {
            SymbolLookup management = SymbolLookup.libraryLookup(library, Arena.global());
            return call(management, "nvmlInit_v2") == 0 ? memory(management, arena) : List.of();
        } catch (IllegalArgumentException e) { // the library cannot be loaded
            return List.of();
        }
    }

    private static List<Used> memory(SymbolLookup management, Arena arena) {
        List<Used> gpus = new ArrayList<>();
        MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
        if (call(management, "nvmlDeviceGetCount_v2", count) == 0) {
            for (int gpu = 0; gpu < count.get(ValueLayout.JAVA_INT, 0); gpu++) {
                MemorySegment handle = arena.allocate(ValueLayout.ADDRESS);
                MemorySegment memory = arena.allocate(ValueLayout.JAVA_LONG, FIELDS);
                if (call(management, "nvmlDeviceGetHandleByIndex_v2", gpu, handle) == 0 && call(management,
                        "nvmlDeviceGetMemoryInfo", handle.get(ValueLayout.ADDRESS, 0), memory) == 0) {
                    gpus.add(new Used(memory.getAtIndex(ValueLayout.JAVA_LONG, USED),
                            memory.getAtIndex(ValueLayout.JAVA_LONG, TOTAL)));
                }
            }
        }
        call(management, "nvmlShutdown");
        return List.copyOf(gpus);
    }

    private static int call(SymbolLookup management, String name, Object... arguments) {
        MemorySegment function = management.find(name)
                .orElseThrow(() -> new IllegalArgumentException(LIBRARY + " lacks the function " + name));
        ValueLayout[] types = new ValueLayout[arguments.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments[i] instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS;
        }
        try {
            return (int) Linker.nativeLinker()
                    .downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT, types))
                    .invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError("a native function throws nothing", e);
        }
    }
}
