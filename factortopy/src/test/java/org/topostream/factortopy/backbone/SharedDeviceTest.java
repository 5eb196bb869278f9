package org.topostream.factortopy.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Several backbones on one device, the memory they may hold, and what is shown of them.
@Timeout(60)
class SharedDeviceTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final long PLENTY = 1 << 20;
    /// 3 bytes of one pixel, and 65 numbers of one channel.
    private static final long BYTES_OF_ONE = 3 + 65 * 4;

    private final FakeBackbone slow = new FakeBackbone("slow");
    private final FakeBackbone fast = new FakeBackbone("fast");

    @AfterEach
    void letEverythingEnd() {
        slow.releaseAll();
        fast.releaseAll();
    }

    @Test
    void aBackboneThatHasHadLittleOfTheDeviceGoesFirst() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(1, NEVER, 1, PLENTY), slow)) {
            BatchedBackbone beside = batcher.batcher().serve(fast);
            fast.forgetBatches();
            slow.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), slow.nextBatch());
            Caller second = Caller.waitingBehind(0, batcher.backbone(), 2);
            Caller third = Caller.waitingBehind(0, beside, 3);
            Caller fourth = Caller.waitingBehind(1, beside, 4);

            slow.release(1);

            assertEquals(List.of(3), fast.nextBatch());
            assertEquals(List.of(1, 3), List.of(first.number(), third.number()));
            assertEquals(4, fourth.number());
            assertEquals(List.of(2), slow.nextBatch());
            slow.release(1);
            assertEquals(2, second.number());
        }
    }

    @Test
    void aBatchNeverMixesBackbones() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(8, NEVER, 1, PLENTY), slow)) {
            BatchedBackbone beside = batcher.batcher().serve(fast);
            fast.forgetBatches();
            slow.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), slow.nextBatch());
            List<Caller> others = List.of(Caller.waitingBehind(0, batcher.backbone(), 2),
                    Caller.waitingBehind(0, beside, 3), Caller.waitingBehind(1, batcher.backbone(), 4),
                    Caller.waitingBehind(1, beside, 5));

            slow.releaseAll();

            assertEquals(List.of(3, 5), fast.nextBatch());
            assertEquals(List.of(2, 4), slow.nextBatch());
            assertEquals(1, first.number());
            assertEquals(List.of(2, 3, 4, 5), List.of(others.get(0).number(), others.get(1).number(),
                    others.get(2).number(), others.get(3).number()));
        }
    }

    @Test
    void aBackboneThatWantsAllCoresHasOneBatchAtATimeAndLetsAnotherRunBeside() throws Exception {
        slow.runOnly(1);
        try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(1, Duration.ZERO, 3, PLENTY), slow)) {
            BatchedBackbone beside = batcher.batcher().serve(fast);
            fast.forgetBatches();
            slow.hold();
            fast.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), slow.nextBatch());
            Caller second = Caller.waitingBehind(0, batcher.backbone(), 2);

            Caller third = Caller.of(beside, 3);

            assertEquals(List.of(3), fast.nextBatch());
            assertFalse(slow.hasMoreBatches());
            fast.releaseAll();
            slow.releaseAll();
            assertEquals(List.of(1, 2, 3), List.of(first.number(), second.number(), third.number()));
            assertEquals(1, slow.mostRunning());
        }
    }

    @Test
    void holdsNoMoreBytesThanItMay() throws Exception {
        long room = 2 * BYTES_OF_ONE;
        try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(8, NEVER, 1, room), slow)) {
            slow.hold();
            Caller first = Caller.of(batcher.backbone(), 1);
            assertEquals(List.of(1), slow.nextBatch());
            Caller second = Caller.waitingBehind(0, batcher.backbone(), 2);

            Caller third = Caller.of(batcher.backbone(), 3);
            while (third.thread().getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }

            assertEquals(1, batcher.backbone().counters().waiting());
            assertEquals(room, batcher.batcher().bytesHeld());
            slow.releaseAll();
            assertEquals(List.of(1, 2, 3), List.of(first.number(), second.number(), third.number()));
            assertEquals(0, batcher.batcher().bytesHeld());
        }
    }

    @Test
    void anImageLargerThanAllRoomGoesThroughAlone() throws Exception {
        try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(8, NEVER, 1, 1), slow)) {
            assertEquals(7, Caller.of(batcher.backbone(), 7).number());
        }
    }

    @Test
    void aCallerThatWaitsForRoomHearsThatTheBatcherIsClosed() throws Exception {
        OpenBatcher batcher = OpenBatcher.of(new BatchLimits(8, NEVER, 1, 1), slow);
        slow.hold();
        Caller first = Caller.of(batcher.backbone(), 1);
        assertEquals(List.of(1), slow.nextBatch());
        Caller outside = Caller.of(batcher.backbone(), 2);
        while (outside.thread().getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        Thread closing = Thread.ofPlatform().start(batcher::close);

        assertEquals("the batcher is closed", outside.failure(IllegalStateException.class).getMessage());
        slow.releaseAll();
        assertEquals(1, first.number());
        closing.join();
    }

    @Test
    void countersAreShownOverJmxWhileTheBatcherIsOpen() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("org.topostream:type=Batches,backbone=\"fast\"");
        try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(4, NEVER, 1, PLENTY), fast)) {
            fast.fail(2);
            assertEquals(1, Caller.of(batcher.backbone(), 1).number());
            Caller.of(batcher.backbone(), 2).failure(IllegalArgumentException.class);
            while (batcher.backbone().counters().running() > 0) {
                Thread.onSpinWait();
            }

            assertEquals(2L, beans.getAttribute(name, "Batches"));
            assertEquals(2L, beans.getAttribute(name, "Images"));
            assertEquals(1L, beans.getAttribute(name, "Failures"));
            assertEquals(4, beans.getAttribute(name, "LargestBatch"));
            assertTrue((double) beans.getAttribute(name, "ComputeMillis") > 0);
        }
        assertFalse(beans.isRegistered(name));
    }

    @Test
    void everyBatchIsAnEventOfFlightRecorder(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("batches.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("topostream.Batch").withoutThreshold();
            recording.start();
            try (OpenBatcher batcher = OpenBatcher.of(new BatchLimits(4, NEVER, 1, PLENTY), fast)) {
                assertEquals(1, Caller.of(batcher.backbone(), 1).number());
            }
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> events = RecordingFile.readAllEvents(file);

        assertEquals(1, events.size());
        assertEquals("fast", events.getFirst().getString("backbone"));
        assertEquals(1, events.getFirst().getInt("images"));
        assertEquals(0, events.getFirst().getInt("waiting"));
    }

    @Test
    void refusesLimitsItCannotWorkWith() {
        assertThrows(IllegalArgumentException.class, () -> new BatchLimits(0, NEVER, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BatchLimits(1, NEVER, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new BatchLimits(1, Duration.ofMillis(-1), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new BatchLimits(1, NEVER, 1, 0));
    }
}
