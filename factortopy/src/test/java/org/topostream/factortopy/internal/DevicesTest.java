package org.topostream.factortopy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import ai.djl.Device;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

class DevicesTest {
    private static final GpuSupport TWO = GpuSupport.of(2);
    private static final GpuSupport NONE = GpuSupport.none("there is no GPU: the driver sees none");

    @Test
    void choosesTheFirstGpuWhereThereIsOne() {
        assertEquals(Device.gpu(0), Devices.choose("auto", () -> TWO));
        assertEquals(Device.cpu(), Devices.choose("auto", () -> NONE));
    }

    @Test
    void tellsOnceWhyAutoIsTheProcessor() {
        List<String> told = new ArrayList<>();
        Logger logger = (Logger) LogManager.getLogger(Devices.class);
        Appender appender = new AbstractAppender("told", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                told.add(event.getMessage().getFormattedMessage());
            }
        };
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);

        Devices.choose("auto", () -> GpuSupport.none("it is a test"));
        Devices.choose("auto", () -> GpuSupport.none("it is a test"));

        logger.removeAppender(appender);
        assertEquals(List.of("device auto: computing on the CPU, because it is a test"), told);
    }

    @Test
    void choosesTheGpuThatIsNamed() {
        assertEquals(Device.gpu(1), Devices.choose("cuda:1", () -> TWO));
    }

    @Test
    void aNameMaySayHowManyThreadsOfTheProcessor() {
        assertEquals(Device.cpu(), Devices.choose("cpu:2", () -> NONE));
        assertEquals(Optional.of(2), Devices.threads("cpu:2"));
        assertEquals(Optional.empty(), Devices.threads("cpu"));
        assertEquals(Optional.empty(), Devices.threads("cpu:0"));
    }

    @Test
    void looksForNoGpuWhereNobodyWantsOne() {
        assertEquals(Device.cpu(), Devices.choose("cpu", () -> {
            throw new AssertionError("looked");
        }));
    }

    @Test
    void saysWhyAGpuIsNotThere() {
        assertEquals("expected the device cpu or auto, got cuda:0: there is no GPU: the driver sees none",
                refusal("cuda:0", NONE));
        assertEquals("expected the device cpu or auto or up to cuda:1, got cuda:2: there are 2 GPUs",
                refusal("cuda:2", TWO));
        assertEquals("expected a device cpu, cpu:<threads>, auto or cuda:<number>, got tpu", refusal("tpu", TWO));
    }

    @Test
    void tellsADriverThatIsNotInstalled() {
        assertEquals(
                new CudaDriver(List.of(),
                        Optional.of("NVIDIA's driver is not installed (libnone.so.1 does not load)")),
                CudaDriver.look("libnone.so.1"));
    }

    @Test
    void namesTheFirstThingThatIsMissing() {
        CudaDriver absent = new CudaDriver(List.of(), Optional.of("the driver sees none"));
        CudaDriver present = new CudaDriver(List.of("H100", "H100"), Optional.empty());

        assertEquals(Optional.of("there is no GPU: the driver sees none"),
                GpuSupport.of(absent, false, "build for it").missing());
        assertEquals(Optional.of("build for it"), GpuSupport.of(present, false, "build for it").missing());
        assertEquals(TWO, GpuSupport.of(present, true, "build for it"));
    }

    private static String refusal(String name, GpuSupport support) {
        return assertThrows(IllegalArgumentException.class, () -> Devices.choose(name, () -> support)).getMessage();
    }
}
