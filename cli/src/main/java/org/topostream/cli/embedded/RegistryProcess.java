package org.topostream.cli.embedded;

import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;

/// Main class of the registry's process: ends with its parent, however that ends, then becomes Apicurio.
final class RegistryProcess {
    private static final String QUARKUS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";

    private RegistryProcess() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        long parent = Long.parseLong(arguments[0]);
        ProcessHandle.of(parent).ifPresentOrElse(handle -> handle.onExit().thenRun(() -> Runtime.getRuntime().halt(0)),
                () -> Runtime.getRuntime().halt(0));
        try {
            Class.forName(QUARKUS).getMethod("main", String[].class).invoke(null,
                    (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("Apicurio Registry did not start", e.getCause());
        }
    }
}
