package org.topostream.producers.scan.dicom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.ScannedVolume;

class DicomVolumesTest {
    private final DicomVolumes volumes = new DicomVolumes();

    private List<DicomVolume> add(int... instances) throws BadScanException {
        List<DicomVolume> complete = new ArrayList<>();
        for (int instance : instances) {
            complete.addAll(volumes.add(new SliceFile(instance).read()));
        }
        return complete;
    }

    private void assertRefused(String reason, SliceFile file) {
        BadScanException refused = assertThrows(BadScanException.class, () -> volumes.add(file.read()));
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private static List<Integer> numbers(List<DicomVolume> volumes) {
        return volumes.stream().map(volume -> volume.volume().number()).toList();
    }

    /// The volume of instances 4 to 6, by hand: x to the left and y to the back turn into right and front.
    private static void assertIsSecond(ScannedVolume volume) {
        assertEquals(SliceFile.SERIES, volume.series());
        assertEquals(1, volume.number());
        assertArrayEquals(new int[]{3, 2, 3}, volume.size());
        assertArrayEquals(new float[]{400, 401, 402, 403, 404, 405, 500, 501, 502, 503, 504, 505, 600, 601, 602, 603,
                604, 605}, volume.values());
        assertArrayEquals(new double[]{-1.5, 0, 0, -10, 0, -2, 0, -20, 0, 0, 4, 30, 0, 0, 0, 1}, volume.affine());
        assertEquals(OptionalDouble.of(2), volume.seconds());
    }

    @Test
    void slicesInAnyOrderMakeTheVolumesTheyBelongTo() throws BadScanException {
        for (int seed = 0; seed < 50; seed++) {
            List<Integer> instances = new ArrayList<>(IntStream.rangeClosed(1, 12).boxed().toList());
            Collections.shuffle(instances, new Random(seed));
            DicomVolumes any = new DicomVolumes();
            List<DicomVolume> complete = new ArrayList<>();

            for (int instance : instances) {
                complete.addAll(any.add(new SliceFile(instance).read()));
            }

            assertEquals(List.of(0, 1, 2, 3), numbers(complete).stream().sorted().toList());
            assertIsSecond(complete.get(numbers(complete).indexOf(1)).volume());
        }
    }

    @Test
    void aLostSliceLeavesAGapThatIsNamed() throws BadScanException {
        List<DicomVolume> complete = add(1, 3, 4, 5, 6, 8);

        assertEquals(List.of(1), numbers(complete));
        assertEquals(List.of(
                new IncompleteVolume(SliceFile.SERIES, ImageKind.MAGNITUDE, 30, 0, 3, List.of(2)),
                new IncompleteVolume(SliceFile.SERIES, ImageKind.MAGNITUDE, 30, 2, 3, List.of(1, 3))),
                volumes.incomplete());
    }

    @Test
    void aLostVolumeShiftsNoOther() throws BadScanException {
        List<DicomVolume> complete = add(1, 2, 3, 10, 11, 12);

        assertEquals(List.of(0, 3), numbers(complete));
    }

    @Test
    void theSameFileAgainIsADuplicate() throws BadScanException {
        List<DicomVolume> complete = add(1, 1, 2, 3, 1, 2, 3);

        assertEquals(List.of(0), numbers(complete));
        assertEquals(4, volumes.duplicates());
        assertTrue(volumes.incomplete().isEmpty());
    }

    @Test
    void anotherFileForATakenPlaceIsRefused() throws BadScanException {
        add(1, 2);

        assertRefused("slice-2: expected slice 2 (from 1) of volume 0",
                new SliceFile(2).with(0x0018_0080, "DS", "2001"));

        assertEquals(List.of(0), numbers(add(3)));
        assertRefused("got another file for it", new SliceFile(2).with(0x0018_0080, "DS", "2001"));
    }

    @Test
    void aSliceOfAnotherSizeIsRefused() throws BadScanException {
        add(1);

        assertRefused("expected columns, rows and slices [3, 2, 3] as in what came before, got [3, 2, 4]",
                new SliceFile(2).with(0x0020_1002, "IS", "4"));
    }

    @Test
    void slicesThatLieUnevenlyAreRefused() throws BadScanException {
        add(1, 2);

        assertRefused("expected slices evenly spaced", new SliceFile(3).with(0x0020_0032, "DS", "10\\20\\38.5"));

        assertTrue(volumes.incomplete().isEmpty());
        assertEquals(List.of(1), numbers(add(4, 5, 6)));
    }

    @Test
    void slicesThatAreTurnedAreRefused() throws BadScanException {
        add(1, 2);

        assertRefused("expected slices that are parallel",
                new SliceFile(3).with(0x0020_0037, "DS", "0\\1\\0\\1\\0\\0"));
    }

    @Test
    void slicesAreStackedAlongTheirNormalWhateverTheyAreCountedBy() throws BadScanException {
        List<DicomVolume> complete = new ArrayList<>();

        for (int instance = 1; instance <= 3; instance++) {
            complete.addAll(volumes.add(new SliceFile(instance).with(0x0020_0032, "DS", "10\\20\\" + -4 * instance)
                    .read()));
        }

        ScannedVolume volume = complete.getFirst().volume();
        assertEquals(300, volume.values()[0]);
        assertEquals(100, volume.values()[12]);
        assertEquals(4, volume.affine()[10]);
        assertEquals(-12, volume.affine()[11]);
    }

    @Test
    void kindsAndEchoesAreCountedByThemselves() throws BadScanException {
        List<DicomVolume> complete = add(1, 2, 3);

        for (int instance = 1; instance <= 3; instance++) {
            complete.addAll(volumes.add(new SliceFile(instance).with(0x0018_0081, "DS", "45.5").read()));
            complete.addAll(volumes.add(new SliceFile(instance).with(0x0008_9208, "CS", "PHASE").read()));
        }

        assertEquals(List.of(0, 0, 0), numbers(complete));
        assertEquals(List.of(ImageKind.MAGNITUDE, ImageKind.MAGNITUDE, ImageKind.PHASE),
                complete.stream().map(DicomVolume::kind).toList());
        assertEquals(List.of(30.0, 45.5, 30.0), complete.stream().map(DicomVolume::echoTime).toList());
    }

    @Test
    void aTemporalPositionCountsVolumesWhereItIsSaid() throws BadScanException {
        List<DicomVolume> complete = new ArrayList<>();

        for (int instance = 1; instance <= 3; instance++) {
            complete.addAll(volumes.add(new SliceFile(instance).with(0x0020_0100, "IS", "8").read()));
        }

        assertEquals(List.of(7), numbers(complete));
    }

    @Test
    void acquisitionsCountTheVolumesOfSiemensSlices() throws BadScanException {
        List<DicomVolume> complete = new ArrayList<>();

        for (int instance = 1; instance <= 3; instance++) {
            complete.addAll(volumes.add(new SliceFile(instance).with(0x0008_0070, "LO", "Siemens Healthineers")
                    .with(0x0020_0012, "IS", "5").read()));
        }

        assertEquals(List.of(4), numbers(complete));
    }

    @Test
    void aSliceOfAVolumeOfUnknownSizeIsRefused() {
        assertRefused("expected how many slices a volume has", new SliceFile(1).with(0x0020_1002, "IS", ""));
    }

    @Test
    void imagesOfAllVolumesAreSharedOutAmongThem() throws BadScanException {
        List<DicomVolume> complete = new ArrayList<>();

        for (int instance = 1; instance <= 6; instance++) {
            complete.addAll(volumes.add(new SliceFile(instance).with(0x0020_1002, "IS", "30")
                    .with(0x0020_0105, "IS", "10").read()));
        }

        assertEquals(List.of(0, 1), numbers(complete));
        assertEquals(10, complete.getFirst().volume().volumes().orElseThrow());
    }

    @Test
    void whatIsForgottenMayComeAnew() throws BadScanException {
        add(1, 2, 3, 4);

        volumes.forget(SliceFile.SERIES);

        assertTrue(volumes.incomplete().isEmpty());
        assertEquals(List.of(0), numbers(add(1, 2, 3)));
    }
}
