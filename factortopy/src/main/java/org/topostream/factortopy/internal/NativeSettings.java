package org.topostream.factortopy.internal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings of native libraries that they read from the environment, once, when they are loaded. Java cannot set its
/// own environment otherwise. What is set already stays.
public final class NativeSettings {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSettings.class);
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final int KEEP_EXISTING = 0;

    static {
        // OpenMP threads (PyTorch) sleep while they wait, instead of spinning on a core that stream threads, the
        // broker or a neighbour's process needs: with every core busy, spinning made a training step 30 times as slow.
        set("OMP_WAIT_POLICY", "passive");
        // The OpenBLAS of ND4J 1.0.0-M2.1 computes wrong eigenvectors and factors with its AVX-512 kernels (from about
        // 200 rows on); its AVX2 kernels compute right ones.
        if (hasAvx512()) {
            set("OPENBLAS_CORETYPE", "Haswell");
        }
        // Matrix products of PyTorch on a GPU then round their inputs to tf32 (10 bits of mantissa) and sum in float32.
        if (Boolean.getBoolean("topostream.tf32")) {
            set("TORCH_ALLOW_TF32_CUBLAS_OVERRIDE", "1");
        }
    }

    private NativeSettings() {}

    /// Must be called before PyTorch or ND4J is used for the first time.
    public static void apply() {
        // The work is done once, when this class is initialised.
    }

    private static boolean hasAvx512() {
        try {
            return Files.exists(PROCESSOR) && Files.readString(PROCESSOR).contains(" avx512f");
        } catch (IOException e) {
            LOG.warn("event=native-setting file={} error={}", PROCESSOR, e.toString());
            return false;
        }
    }

    private static void set(String name, String value) {
        SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
        Optional<MemorySegment> function = symbols.find("setenv"); // POSIX; Windows has none
        if (function.isEmpty()) {
            return;
        }
        MethodHandle setenv = Linker.nativeLinker().downcallHandle(function.get(), FunctionDescriptor
                .of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), KEEP_EXISTING);
            LOG.debug("event=native-setting name={} value={} failed={}", name, value, failed);
        } catch (Throwable e) {
            LOG.warn("event=native-setting name={} error={}", name, e.toString());
        }
    }
}
