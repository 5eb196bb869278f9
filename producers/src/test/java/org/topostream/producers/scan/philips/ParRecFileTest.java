package org.topostream.producers.scan.philips;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.producers.scan.BadScanException;
import org.topostream.producers.scan.nifti.FileNumbering;

class ParRecFileTest {
    private static final String DYNAMICS = "Max. number of dynamics            :   2";

    @TempDir
    private Path folder;
    private ParRecPair pair;
    private float[] second;

    @BeforeEach
    void readPair() throws IOException {
        pair = ParRecPair.first();
        second = pair.open(folder).volume(1).values();
    }

    private void assertRefused(String reason, Executable read) {
        BadScanException refused = assertThrows(BadScanException.class, read);
        assertTrue(refused.getMessage().startsWith(folder.toString()), refused.getMessage());
        assertTrue(refused.getMessage().contains(reason), refused.getMessage());
    }

    private void assertNotOpened(String reason, ParRecPair damaged) {
        assertRefused(reason, () -> damaged.open(folder));
    }

    @Test
    void takesTheFilesNumberWhereItHasOneDynamic() throws IOException {
        ParRecPair one = pair.with(DYNAMICS, DYNAMICS.replace('2', '1'))
                .withImages(line -> line.split(" ", -1)[2].equals("2") ? line : "");

        ParRecFile dump = one.open(folder);

        assertEquals(List.of(7), dump.numbers());
        assertEquals(7, dump.volume(7).number());
        assertArrayEquals(second, dump.volume(7).values());
        assertEquals(OptionalDouble.of(2), dump.volume(7).seconds());
    }

    @Test
    void takesTheDynamicsNumberWhereTheRunHasMoreInOtherFiles() throws IOException {
        ParRecPair one = pair.withImages(line -> line.split(" ", -1)[2].equals("2") ? line : "");

        assertEquals(List.of(1), one.open(folder).numbers());
    }

    @Test
    void findsFilesInUpperCase() throws IOException {
        Files.write(folder.resolve("RUN.REC"), pair.rec());
        Path par = Files.writeString(folder.resolve("RUN.PAR"), pair.par());

        assertTrue(ParRecFile.isPar(par));
        assertArrayEquals(second, ParRecFile.open(par, "run", FileNumbering.trailing(0)).volume(1).values());
    }

    @Test
    void readsColumnsWhereTheLegendHasThem() throws IOException {
        ParRecPair moved = pair.with("#  slice number", "#  something new    (2*float)\n#  slice number")
                .withImages(line -> "7.5 8.5 " + line);

        assertArrayEquals(second, moved.open(folder).volume(1).values());
    }

    @Test
    void tellsTheTimeBetweenDynamicsRatherThanThatOfAShot() throws IOException {
        String repetition = "Repetition time [ms]               :   2000.000";
        ParRecPair shots = pair.with(repetition, repetition.replace("2000.000", "500.000"));
        ParRecPair rounded = pair.with(repetition, repetition.replace("2000.000", "1990.000"));

        assertEquals(OptionalDouble.of(2), shots.open(folder).volume(0).seconds());
        assertEquals(OptionalDouble.of(1.99), rounded.open(folder).volume(0).seconds());
    }

    @Test
    void readsTheVolumesThatAreWhole() throws IOException {
        ParRecPair cut = new ParRecPair(pair.par(), Arrays.copyOf(pair.rec(), pair.rec().length - 1));
        ParRecFile run = cut.open(folder);
        run.volume(0);
        assertRefused("run_0007.rec: expected 144 bytes for the image of line ", () -> run.volume(1));

        ParRecFile withoutSlice = pair.withImages(line -> line.startsWith("3 1 2 ") ? "" : line).open(folder);
        withoutSlice.volume(0);
        assertRefused("expected 3 slices of volume 1, got 2", () -> withoutSlice.volume(1));
    }

    @Test
    void refusesSeveralImagesOfASlice() throws IOException {
        ParRecFile echoes = pair.withImages(line -> line.startsWith("2 1 1 ") ? "1 2 1 " + line.substring(6) : line)
                .open(folder);

        assertRefused("expected one magnitude image of slice 1 in volume 0, got lines ", () -> echoes.volume(0));
        assertRefused("(echoes 1 and 2)", () -> echoes.volume(0));
    }

    @Test
    void leavesOutWhatIsNoMagnitude() {
        assertNotOpened("expected magnitude images (image_type_mr 0 or 16), got [PHASE]",
                pair.withImages(line -> withCell(line, 4, "3")));
        assertNotOpened("got [OTHER]", pair.withImages(line -> withCell(line, 4, "18")));
    }

    private static String withCell(String line, int column, String cell) {
        String[] cells = line.split(" ", -1);
        cells[column] = cell;
        return String.join(" ", cells);
    }

    @Test
    void saysWhatIsWrongWithAParFile() {
        assertNotOpened("expected \"Research image export tool\" V4, V4.1 or V4.2, got V3",
                pair.with("export tool     V4", "export tool     V3"));
        assertNotOpened("got none", new ParRecPair("", pair.rec()));
        assertNotOpened("expected a line for each image, got none", pair.withImages(line -> ""));
        assertNotOpened("expected a legend of the columns before line ", pair.with("(integer)", "").with("(float)", "")
                .with("*integer)", "").with("*float)", ""));
        assertNotOpened("expected the column \"pixel spacing\" in the legend", pair.with("pixel spacing", "spacing"));
        assertNotOpened("expected 41 numbers in line ", pair.withImages(line -> line.substring(0, line.length() - 4)));
        assertNotOpened("\"slice number\": expected a whole number, got x",
                pair.withImages(line -> withCell(line, 0, "x")));
        assertNotOpened("\"image pixel size\": expected 8 or 16 bits, got 32",
                pair.withImages(line -> withCell(line, 7, "32")));
        assertNotOpened("expected another index in the REC file than other images have, got 0",
                pair.withImages(line -> withCell(line, 6, "0")));
        assertNotOpened(": expected an image as in line ",
                pair.withImages(line -> line.startsWith("2 1 1 ") ? withCell(line, 9, "5") : line));
        assertNotOpened("\"rescale slope\": expected a finite number, got NaN",
                pair.withImages(line -> withCell(line, 12, "NaN")));
        assertNotOpened("expected a line \"angulation midslice\" of general information",
                pair.with("Angulation midslice", "Angle"));
        assertNotOpened("expected 1 or more of \"max. number of dynamics\", got 0.0",
                pair.with(DYNAMICS, DYNAMICS.replace('2', '0')));
        assertNotOpened("expected 9 slices of a volume, got 6 images",
                pair.with("slices/locations    :   3", "slices/locations    :   9"));
    }

    @Test
    void saysThatAFileIsMissing() throws IOException {
        assertRefused("expected a file that can be read",
                () -> ParRecFile.open(folder.resolve("absent.par"), "run", FileNumbering.trailing(0)));
        Path par = Files.writeString(folder.resolve("alone.par"), pair.par());
        assertRefused("expected alone.rec beside it, got no such file",
                () -> ParRecFile.open(par, "run", FileNumbering.trailing(0)));
    }
}
