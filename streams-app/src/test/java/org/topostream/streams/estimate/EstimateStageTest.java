package org.topostream.streams.estimate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.schemas.ResponseRules;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Volume;
import org.topostream.streams.StageDriver;

class EstimateStageTest {
    private static final ScannedRun RUN = new ScannedRun("run-1", 1);
    private static final float TOLERANCE = 1e-4f; // per cent signal change, of single precision

    @TempDir
    private Path folder;

    private StageDriver driver;

    @BeforeEach
    void start() {
        driver = driver("first");
    }

    private StageDriver driver(String name) {
        return new StageDriver(EstimateStage.topology(StageDriver.site(), ScannedRun.subject(),
                EstimateOptions.defaults()), folder.resolve(name));
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void send(Volume volume) {
        driver.send("volumes.anna", volume.getRun() + "/" + volume.getNumber(), volume);
    }

    private void send(Event event) {
        driver.send("events.anna", event.getRun(), event);
    }

    private List<Response> responses() {
        return driver.<Response>read("responses.anna").stream().map(record -> {
            assertEquals(record.key(), record.value().getStimulusId());
            return record.value();
        }).toList();
    }

    /// Of each trial the one that counts.
    private static Map<String, Response> counting(List<Response> responses) {
        Map<String, Response> counting = new TreeMap<>();
        for (Response response : responses) {
            counting.merge(response.getTrialId(), response,
                    (one, other) -> ResponseRules.rank(one) >= ResponseRules.rank(other) ? one : other);
        }
        return counting;
    }

    private static void assertComplete(ScannedRun run, List<Volume> volumes, List<Response> responses) {
        Map<String, Response> counting = counting(responses);
        List<float[]> betas = run.betas(volumes);
        for (int trial = 0; trial < ScannedRun.TRIALS; trial++) {
            Response response = counting.get(run.event(trial).getTrialId());
            assertTrue(response.getComplete(), response.getTrialId());
            assertArrayEquals(betas.get(trial), Tensors.floats(response.getValues()), TOLERANCE,
                    response.getTrialId());
        }
    }

    @Test
    void aTrialIsEstimatedOnceItsPeakWasSeenAndCompletedWithTheRun() {
        RUN.events().forEach(this::send);
        IntStream.range(0, 4).forEach(number -> send(RUN.volume(number).build()));
        assertEquals(List.of(), responses());

        IntStream.range(4, ScannedRun.LENGTH - 1).forEach(number -> send(RUN.volume(number).build()));
        List<Response> early = responses();

        assertTrue(early.size() >= ScannedRun.TRIALS && early.size() <= 2 * ScannedRun.TRIALS, early::toString);
        assertTrue(early.stream().noneMatch(Response::getComplete));
        assertEquals(0, early.getFirst().getRevision());

        send(RUN.volume(ScannedRun.LENGTH - 1).build());
        List<Response> last = responses();

        assertEquals(ScannedRun.TRIALS, last.size());
        assertComplete(RUN, RUN.volumes(), last);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lossesRepetitionsAndOtherOrdersShiftNothing(long seed) {
        ScannedRun run = new ScannedRun("run-" + seed, seed);
        Random random = new Random(seed);
        List<Volume> came = new ArrayList<>(run.volumes());
        came.removeIf(volume -> volume.getNumber() < ScannedRun.LENGTH - 1 && random.nextInt(20) == 0);
        Volume end = came.removeLast();
        List<Object> sent = new ArrayList<>(came);
        sent.addAll(came.subList(0, 5));
        sent.addAll(run.events());
        Collections.shuffle(sent, random);

        for (Object each : sent) {
            switch (each) {
                case Volume volume -> send(volume);
                case Event event -> send(event);
                default -> throw new AssertionError(each);
            }
        }
        send(end);

        came.add(end);
        assertComplete(run, came, responses());
        assertEquals(List.of(), driver.reasons());
    }

    @Test
    void aRestartChangesNothing() {
        RUN.events().forEach(this::send);
        IntStream.range(0, 30).forEach(number -> send(RUN.volume(number).build()));
        List<Response> all = new ArrayList<>(responses());
        StageDriver second = driver("second");
        driver.restoreInto(second);
        driver.close();
        driver = second;

        IntStream.range(30, ScannedRun.LENGTH).forEach(number -> send(RUN.volume(number).build()));

        all.addAll(responses());
        assertComplete(RUN, RUN.volumes(), all);
        assertEquals(all.size(),
                all.stream().map(one -> one.getTrialId() + ResponseRules.rank(one)).distinct().count());
    }

    @Test
    void whatComesAfterTheEndMakesALaterRevision() {
        RUN.events().forEach(this::send);
        List<Volume> volumes = RUN.volumes();
        volumes.stream().filter(volume -> volume.getNumber() != 20).forEach(this::send);
        List<Response> before = responses();

        send(volumes.get(20));

        List<Response> after = responses();
        assertEquals(ScannedRun.TRIALS, after.size());
        assertTrue(after.stream().allMatch(Response::getComplete));
        assertTrue(ResponseRules.rank(after.getFirst()) > ResponseRules.rank(
                counting(before).get(after.getFirst().getTrialId())));
        assertComplete(RUN, volumes, after);
    }

    @Test
    void aResponseSaysWhatOfItsRunItHadSeen() {
        RUN.events().forEach(this::send);

        int sent = 0;
        List<Response> responses = List.of();
        while (responses.isEmpty()) {
            send(RUN.volume(sent).build());
            sent++;
            responses = responses();
        }

        assertEquals("run-1", responses.getFirst().getRun());
        assertEquals(RUN.event(0).getOnset(), responses.getFirst().getOnset());
        assertEquals(sent * ScannedRun.SECONDS, responses.getFirst().getSeenUntil());
    }

    @Test
    void aRunEndsWithTheNextOnesFirstVolume() {
        ScannedRun next = new ScannedRun("run-2", 2);
        RUN.events().forEach(this::send);
        RUN.volumes().forEach(volume -> send(Volume.newBuilder(volume).setVolumes(null).build()));
        assertTrue(responses().stream().noneMatch(Response::getComplete));

        send(next.volume(0).setVolumes(null).build());

        assertComplete(RUN, RUN.volumes(), responses());
    }

    @Test
    void aRunEndsAfterASilence() {
        RUN.events().forEach(this::send);
        RUN.volumes().forEach(volume -> send(Volume.newBuilder(volume).setVolumes(null).build()));
        assertTrue(responses().stream().noneMatch(Response::getComplete));

        driver.advance(Duration.ofSeconds(29));
        assertEquals(List.of(), responses());
        driver.advance(Duration.ofSeconds(2));

        assertComplete(RUN, RUN.volumes(), responses());
    }

    @Test
    void aTrialWhosePeakWasNotSeenBeforeTheRunEndedHasNoResponse() {
        int end = (int) Math.ceil((RUN.event(ScannedRun.TRIALS - 1).getOnset() + 3) / ScannedRun.SECONDS);
        RUN.events().forEach(this::send);
        IntStream.range(0, end).forEach(number -> send(RUN.volume(number).setVolumes(null).build()));
        List<Response> all = new ArrayList<>(responses());

        driver.advance(Duration.ofSeconds(31));

        all.addAll(responses());
        Map<String, Response> counting = counting(all);
        assertEquals(ScannedRun.TRIALS - 1, counting.size());
        assertFalse(counting.containsKey(RUN.event(ScannedRun.TRIALS - 1).getTrialId()));
        assertTrue(counting.values().stream().allMatch(Response::getComplete));
    }

    @Test
    void aRunThatGoesOnAfterASilenceIsUnderWayAgain() {
        int silent = ScannedRun.LENGTH / 2;
        RUN.events().forEach(this::send);
        IntStream.range(0, silent).forEach(number -> send(RUN.volume(number).setVolumes(null).build()));
        driver.advance(Duration.ofSeconds(31));
        List<Response> all = new ArrayList<>(responses());
        long complete = all.stream().filter(Response::getComplete).count();
        assertTrue(complete > 0 && complete < ScannedRun.TRIALS, all::toString);

        IntStream.range(silent, ScannedRun.LENGTH).forEach(number -> send(RUN.volume(number).build()));

        List<Response> later = responses();
        assertTrue(later.size() <= 3 * ScannedRun.TRIALS, () -> later.size() + " responses");
        assertComplete(RUN, RUN.volumes(), later);
    }

    @Test
    void voxelsAreFoundByTheirMillimetres() {
        RUN.events().forEach(this::send);
        for (Volume volume : RUN.volumes()) {
            // x runs to the left, 2 mm a voxel; the subject's voxels are 4, 3, 2 and 1 of row 1 of slice 0.
            float[] whole = new float[2 * 3 * 6];
            float[] values = Tensors.floats(volume.getValues());
            for (int voxel = 0; voxel < ScannedRun.VOXELS; voxel++) {
                whole[6 + 4 - voxel] = values[voxel];
            }
            send(Volume.newBuilder(volume).setValues(Tensors.float32(whole, 2, 3, 6))
                    .setAffine(List.of(-2.0, 0.0, 0.0, 18.2, 0.0, 2.0, 0.0, 18.0, 0.0, 0.0, 3.0, 30.0, 0.0, 0.0, 0.0,
                            1.0))
                    .build());
        }

        assertComplete(RUN, RUN.volumes(), responses());
    }

    @Test
    void badVolumesAndEventsGoToDeadLettersAndTheRunGoesOn() {
        send(RUN.volume(0).build());
        send(RUN.volume(1).setSubject("bert").build());
        send(RUN.volume(1).setValues(Tensors.float32(new float[]{1, Float.NaN, 3, 4}, 4)).build());
        send(RUN.volume(1).setValues(Tensors.float32(new float[]{1, 2, 3}, 3)).build());
        send(RUN.volume(1).setSeconds(2).build());
        send(RUN.volume(1).setSeconds(0).build());
        send(RUN.volume(-1).build());
        send(RUN.volume(1).setValues(Tensors.float32(new float[8], 2, 2, 2)).setAffine(List.of(1.0, 0.0, 0.0, 500.0,
                0.0, 1.0, 0.0, 500.0, 0.0, 0.0, 1.0, 500.0, 0.0, 0.0, 0.0, 1.0)).build());
        RUN.events().forEach(this::send);
        send(Event.newBuilder(RUN.event(0)).setOnset(3).build());
        send(Event.newBuilder(RUN.event(1)).setTrialId("other").setOnset(Double.NaN).build());

        assertEquals(List.of(
                "volume 1 of run run-1 is of subject bert, expected anna",
                "volume 1 of run run-1 has NaN at voxel 1; expected a finite number",
                "volume 1 of run run-1 has 3 intensities, expected [Z, Y, X] or the 4 voxels of the subject",
                "volume 1 of run run-1 is 2.0 s from the next, expected 1.5 s as the run's first",
                "volume 1 of run run-1 is 0.0 s from the next, expected more than 0",
                "volume -1 of run run-1: expected a volume number from 0 to 99999, got -1",
                "volume 1 of run run-1: none of the subject's 4 voxels lies in it; expected coordinates in the "
                        + "volume's millimetres",
                "trial run-1-trial-0 of run run-1 has come as stimulus-0 at 2.0 s for 2.0 s, now as stimulus-0 at "
                        + "3.0 s for 2.0 s; expected every trial once",
                "run run-1: trial other: expected an onset within a day and a duration of 0 to 3600.0 s, got NaN and "
                        + "2.0 s"),
                driver.reasons());
        RUN.volumes().stream().skip(1).forEach(this::send);
        assertComplete(RUN, RUN.volumes(), responses());
    }
}
