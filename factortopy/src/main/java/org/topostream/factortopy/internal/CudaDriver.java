package org.topostream.factortopy.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What NVIDIA's driver says, asked without CUDA's toolkit (CUDA Driver API, 12.x).
///
/// @param gpus    the names of the GPUs, in the order of their numbers
/// @param missing why there is none, as the rest of a sentence that begins with "there is no GPU: "
public record CudaDriver(List<String> gpus, Optional<String> missing) {
    private static final String LIBRARY = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
            ? "nvcuda.dll"
            : "libcuda.so.1";
    private static final int NO_DEVICE = 100;
    private static final int NAME_BYTES = 256;

    /// A driver's failure.
    private static final class DriverException extends Exception {
        private static final long serialVersionUID = 1;

        DriverException(String message) {
            super(message);
        }
    }

    /// Asks the driver of this machine. `CUDA_VISIBLE_DEVICES` applies.
    public static CudaDriver look() {
        return look(LIBRARY);
    }

    /// Asks a driver.
    static CudaDriver look(String library) {
        try (Arena arena = Arena.ofConfined()) {
            List<String> gpus = gpus(SymbolLookup.libraryLookup(library, Arena.global()), arena);
            return gpus.isEmpty() ? without("the driver sees none") : new CudaDriver(gpus, Optional.empty());
        } catch (DriverException e) {
            return without(e.getMessage());
        } catch (IllegalArgumentException e) { // the library cannot be loaded
            return without("NVIDIA's driver is not installed (" + library + " does not load)");
        }
    }

    private static CudaDriver without(String why) {
        return new CudaDriver(List.of(), Optional.of(why));
    }

    private static List<String> gpus(SymbolLookup driver, Arena arena) throws DriverException {
        int failed = call(driver, "cuInit", 0);
        if (failed == NO_DEVICE) {
            return List.of();
        }
        requireDone("cuInit", failed);
        MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
        requireDone("cuDeviceGetCount", call(driver, "cuDeviceGetCount", count));
        List<String> names = new ArrayList<>();
        for (int gpu = 0; gpu < count.get(ValueLayout.JAVA_INT, 0); gpu++) {
            MemorySegment name = arena.allocate(NAME_BYTES);
            requireDone("cuDeviceGetName", call(driver, "cuDeviceGetName", name, NAME_BYTES, gpu));
            names.add(name.getString(0));
        }
        return List.copyOf(names);
    }

    private static int call(SymbolLookup driver, String name, Object... arguments) throws DriverException {
        MemorySegment function = driver.find(name)
                .orElseThrow(() -> new DriverException("the driver lacks the function " + name));
        ValueLayout[] types = new ValueLayout[arguments.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = arguments[i] instanceof Integer ? ValueLayout.JAVA_INT : ValueLayout.ADDRESS;
        }
        MethodHandle handle = Linker.nativeLinker().downcallHandle(function,
                FunctionDescriptor.of(ValueLayout.JAVA_INT, types));
        try {
            return (int) handle.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError("a native function throws nothing", e);
        }
    }

    private static void requireDone(String function, int failed) throws DriverException {
        if (failed != 0) {
            throw new DriverException("the driver's " + function + " fails with error " + failed);
        }
    }
}
