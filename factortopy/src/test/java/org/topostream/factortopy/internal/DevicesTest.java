package org.topostream.factortopy.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import ai.djl.Device;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
        Logger logger = (Logger) LoggerFactory.getLogger(Devices.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        logger.setLevel(Level.WARN);

        Devices.choose("auto", () -> GpuSupport.none("it is a test"));
        Devices.choose("auto", () -> GpuSupport.none("it is a test"));

        logger.detachAppender(told);
        assertEquals(List.of("device auto: computing on the CPU, because it is a test"),
                told.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
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
