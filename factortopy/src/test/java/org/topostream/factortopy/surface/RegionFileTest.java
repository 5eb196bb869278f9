package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegionFileTest {
    @TempDir
    private Path folder;

    private static VertexRegion region(String name, int... vertices) {
        return new VertexRegion(name, vertices);
    }

    @Test
    void readsAnnotationsOfTheNewerLayout() throws IOException {
        Path file = NibabelFiles.write(folder, "lh.aparc.annot", NibabelFiles.ANNOT);

        assertEquals(List.of(region("unknown", 2), region("V1", 0, 3)), RegionFile.read(file, 4));
    }

    /// Put together by hand as FreeSurfer's `CTABwriteIntoBinaryV1` does it.
    @Test
    void readsAnnotationsOfTheOlderLayout() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(200).putInt(3);
        bytes.putInt(0).putInt(0x00030201).putInt(1).putInt(0).putInt(2).putInt(0x00030201);
        bytes.putInt(1).putInt(1).putInt(4).put(text("old")).putInt(3).put(text("V2"));
        bytes.putInt(1).putInt(2).putInt(3).putInt(0);
        Path file = Files.write(folder.resolve("lh.old.annot"), bytes.array());

        assertEquals(List.of(region("V2", 0, 2)), RegionFile.read(file, 3));
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void readsLabels() throws IOException {
        Path file = label("lh.V1_exvivo.label", "2\n3  -1.0  2.0 3.0 0.5\n0 1 2 3 0\n");

        assertEquals(List.of(region("V1_exvivo", 0, 3)), RegionFile.read(file, 4));
    }

    private Path label(String name, String lines) throws IOException {
        return Files.writeString(folder.resolve(name), "#!ascii label  , from subject anna vox2ras=TkReg\n" + lines);
    }

    @Test
    void readsGiftiLabels() throws IOException {
        Path file = NibabelFiles.write(folder, "L.label.gii", NibabelFiles.LABELS);

        assertEquals(List.of(region("V1", 2), region("V2", 0, 3)), RegionFile.read(file, 4));
    }

    @Test
    void refusesWhatGoesWithAnotherSurface() throws IOException {
        assertRefused(NibabelFiles.write(folder, "annot", NibabelFiles.ANNOT),
                "expected an annotation of 5 vertices, as the surface has, got one of 4 (153 bytes starting with "
                        + "00 00 00 04 00 00 00 00)");
        assertRefused(NibabelFiles.write(folder, "gii", NibabelFiles.LABELS),
                "expected one array of NIFTI_INTENT_LABEL with a key for each of 5 vertices, got 4 keys");
        assertRefused(label("far.label", "1\n5 0 0 0 0\n"),
                "has vertex 5, expected 0 to 4, the vertices of the surface");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertRefused(NibabelFiles.write(folder, "values.gii", NibabelFiles.VALUES),
                "expected one array of NIFTI_INTENT_LABEL with a key for each of 5 vertices, got 0 arrays of it among "
                        + "[NIFTI_INTENT_SHAPE, NIFTI_INTENT_NONE, NIFTI_INTENT_TTEST]");
        assertRefused(label("few.label", "3\n1 0 0 0 0\n"),
                "expected 3 lines of vertices, as its second line says, got 1");
        assertRefused(label("word.label", "1\nx 0 0 0 0\n"),
                "expected a FreeSurfer label with a whole number at the begin of every line, got 'x'");
        assertRefused(label("none.label", ""), "expected a FreeSurfer label, got no line but comments");
        ByteBuffer noTable = ByteBuffer.allocate(44).putInt(5);
        for (int vertex = 0; vertex < 5; vertex++) {
            noTable.putInt(vertex).putInt(0);
        }
        assertRefused(Files.write(folder.resolve("plain.annot"), noTable.array()),
                "expected a colour table, which names the regions, got none");
    }

    private static void assertRefused(Path file, String reason) {
        IOException error = assertThrows(IOException.class, () -> RegionFile.read(file, 5));
        assertEquals(file + ": " + reason, error.getMessage());
    }
}
