package org.topostream.factortopy.encoder.internal.vector;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where arrays lie in memory, as far as speed needs to know.
final class Addresses {
    private static final Logger LOG = LoggerFactory.getLogger(Addresses.class);
    private static final int LINE_BYTES = 64;
    /// C's `memset` of nothing: it returns the address that it was given.
    private static final Optional<MethodHandle> ADDRESS = Linker.nativeLinker().defaultLookup().find("memset")
            .map(function -> Linker.nativeLinker().downcallHandle(function,
                    FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.ADDRESS, ValueLayout.JAVA_INT,
                            ValueLayout.JAVA_LONG),
                    Linker.Option.critical(true)));

    private Addresses() {}

    /// How many values there are before the array's first cache line; 0 where that cannot be known.
    static int toLine(float[] array) {
        if (ADDRESS.isEmpty() || array.length == 0) {
            return 0;
        }
        try {
            long address = (long) ADDRESS.get().invokeExact(MemorySegment.ofArray(array), 0, 0L);
            return (int) (-address & (LINE_BYTES - 1)) / Float.BYTES;
        } catch (Throwable e) {
            LOG.warn("array address unknown error={}", e.toString());
            return 0;
        }
    }
}
