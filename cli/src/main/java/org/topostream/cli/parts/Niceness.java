package org.topostream.cli.parts;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How readily a thread lets others go first. Java's own priorities do nothing on Linux unless the whole process is
/// started for it, with privileges; `setpriority` of one thread needs none to be nicer.
final class Niceness {
    /// A tenth of the time of a thread that wants to run beside it.
    static final int BACKGROUND = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final Optional<MethodHandle> SET_PRIORITY = setPriority();

    private Niceness() {}

    /// Sets this thread's; where that cannot be done (only Linux has niceness by thread) it stays as it is.
    static void ofThisThread(int niceness) {
        SET_PRIORITY.ifPresent(handle -> {
            try {
                int failed = (int) handle.invokeExact(PRIO_PROCESS, THIS_THREAD, niceness);
                if (failed != 0) {
                    LOG.debug("niceness {} was refused", niceness);
                }
            } catch (Throwable e) {
                LOG.debug("niceness {} could not be set", niceness, e);
            }
        });
    }

    private static Optional<MethodHandle> setPriority() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find("setpriority")
                .map(function -> linker.downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)));
    }
}
