package org.topostream.factortopy.internal;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settings of the OpenMP threads that PyTorch computes with.
public final class OpenMp {
    private static final Logger LOG = LoggerFactory.getLogger(OpenMp.class);
    private static final String WAIT_POLICY = "OMP_WAIT_POLICY";
    private static final int KEEP_EXISTING = 0;

    static {
        setEnvironment(WAIT_POLICY, "passive");
    }

    private OpenMp() {}

    /// Lets OpenMP threads sleep while they wait, instead of spinning on a core that stream threads, the broker or a
    /// neighbour's process needs: with every core busy, spinning made a training step 30 times as slow. A policy that
    /// is already in the environment stays. Must be called before PyTorch is loaded, which reads the environment once;
    /// Java cannot set its own environment otherwise.
    public static void waitPassively() {
        // The work is done once, when this class is initialised.
    }

    private static void setEnvironment(String name, String value) {
        Linker linker = Linker.nativeLinker();
        SymbolLookup symbols = linker.defaultLookup();
        Optional<MemorySegment> function = symbols.find("setenv"); // POSIX; Windows has none, and none of the problem
        if (function.isEmpty()) {
            return;
        }
        MethodHandle setenv = linker.downcallHandle(function.get(), FunctionDescriptor.of(ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            int failed = (int) setenv.invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), KEEP_EXISTING);
            LOG.debug("event=openmp name={} value={} failed={}", name, value, failed);
        } catch (Throwable e) {
            LOG.warn("event=openmp name={} error={}", name, e.toString());
        }
    }
}
