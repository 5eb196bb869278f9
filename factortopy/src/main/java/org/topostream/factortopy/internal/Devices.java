package org.topostream.factortopy.internal;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import ai.djl.Device;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Names of devices, as a configuration gives them.
public final class Devices {
    private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
    private static final String CPU = "cpu";
    private static final String AUTO = "auto";
    private static final String CUDA = "cuda:";
    private static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

    private Devices() {}

    /// The device of a name. Where `auto` has to be the CPU, one line says why, once in a process.
    /// @param name `cpu`, `cpu:2` (so many threads), `cuda:0` (any number), or `auto`: the first GPU, else the CPU
    /// @param gpus what the engine can do; not asked for `cpu`
    /// @throws IllegalArgumentException where there is no such device
    public static Device choose(String name, Supplier<GpuSupport> gpus) {
        if (name.equals(CPU) || threads(name).isPresent()) {
            return Device.cpu();
        }
        if (!name.equals(AUTO) && !name.matches(CUDA + "\\d{1,3}")) {
            throw new IllegalArgumentException(
                    "expected a device cpu, cpu:<threads>, auto or cuda:<number>, got " + name);
        }
        GpuSupport support = gpus.get();
        if (name.equals(AUTO)) {
            return support.usable() > 0 ? Device.gpu(0) : fallBack(support);
        }
        int number = Integer.parseInt(name.substring(CUDA.length()));
        if (number >= support.usable()) {
            throw new IllegalArgumentException("expected the device cpu or auto" + (support.usable() == 0
                    ? ""
                    : " or up to " + CUDA + (support.usable() - 1)) + ", got " + name + ": "
                    + support.missing().orElse("there are " + support.usable() + " GPUs"));
        }
        return Device.gpu(number);
    }

    /// How many threads of the CPU a name asks for.
    public static Optional<Integer> threads(String name) {
        return name.matches(CPU + ":[1-9]\\d{0,2}")
                ? Optional.of(Integer.parseInt(name.substring(CPU.length() + 1)))
                : Optional.empty();
    }

    private static Device fallBack(GpuSupport support) {
        String why = support.missing().orElse("there is no GPU");
        if (TOLD.add(why)) {
            LOG.warn("device auto: computing on the CPU, because {}", why);
        }
        return Device.cpu();
    }
}
