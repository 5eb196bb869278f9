package org.topostream.factortopy.surface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MeshFileTest {
    @TempDir
    private Path folder;

    static Stream<String> nibabels() {
        return Stream.of(NibabelFiles.ZLIB, NibabelFiles.ASCII, NibabelFiles.BIG, NibabelFiles.SURFACE);
    }

    @ParameterizedTest
    @MethodSource("nibabels")
    void readsWhatNibabelWrites(String base64) throws IOException {
        Path file = NibabelFiles.write(folder, "surface", base64);

        assertEquals(NibabelFiles.TETRAHEDRON, MeshFile.read(file));
    }

    @Test
    void readsGiftiThatIsNotZipped() throws IOException {
        Path file = Files.writeString(folder.resolve("pial.surf.gii"), ascii());

        assertEquals(NibabelFiles.TETRAHEDRON, MeshFile.read(file));
    }

    @Test
    void knowsTheHemisphereByTheNameOrFromWithin() throws IOException {
        Path within = NibabelFiles.write(folder, "pial.gii", NibabelFiles.ZLIB);
        Path named = NibabelFiles.write(folder, "lh.pial.gii", NibabelFiles.ZLIB);
        Path neither = NibabelFiles.write(folder, "pial", NibabelFiles.SURFACE);

        assertEquals(Optional.of(Hemisphere.RIGHT), MeshFile.hemisphere(within));
        assertEquals(Optional.of(Hemisphere.LEFT), MeshFile.hemisphere(named));
        assertEquals(Optional.empty(), MeshFile.hemisphere(neither));
    }

    /// A patch as FreeSurfer writes it, put together by hand: vertices 3, 1 and 2, the last at the rim.
    @Test
    void readsAPatchWithTheFacesOfTheSurfaceItIsCutFrom() throws IOException {
        ByteBuffer patch = ByteBuffer.allocate(8 + 3 * 16).putInt(-1).putInt(3);
        patch.putInt(4).putFloat(4).putFloat(5).putFloat(0);
        patch.putInt(2).putFloat(1).putFloat(2).putFloat(0);
        patch.putInt(-3).putFloat(-2).putFloat(2).putFloat(0);
        Path file = Files.write(folder.resolve("lh.cortex.patch.flat"), patch.array());

        Mesh flat = MeshFile.readFlat(file, NibabelFiles.TETRAHEDRON);

        assertArrayEquals(new int[]{1, 2, 3}, flat.faces());
        assertArrayEquals(new float[]{1, 3, 0, 1, 2, 0, -2, 2, 0, 4, 5, 0}, flat.vertices());
        assertTrue(assertThrows(IOException.class, () -> MeshFile.read(file)).getMessage().contains(
                "expected a surface, GIFTI or FreeSurfer's triangles, got 56 bytes starting with ff ff ff ff"));
    }

    @Test
    void refusesAPatchOfAnotherSurface() throws IOException {
        ByteBuffer patch = ByteBuffer.allocate(8 + 16).putInt(-1).putInt(1).putInt(6);
        Path file = Files.write(folder.resolve("patch"), patch.array());

        IOException error = assertThrows(IOException.class,
                () -> MeshFile.readFlat(file, NibabelFiles.TETRAHEDRON));

        assertEquals(file + ": is a patch of vertex 5, expected 0 to 3, the vertices of the surface it is cut from",
                error.getMessage());
    }

    @Test
    void gathersVerticesThatAFlatSurfaceHasCutAway() throws IOException {
        Path file = Files.writeString(folder.resolve("flat.gii"),
                ascii().replace("0 2 1\n0 1 3\n0 3 2\n1 2 3", "1 2 3").replace("Dim0=\"4\" Dim1=\"3\"><MetaData />",
                        "Dim0=\"1\" Dim1=\"3\"><MetaData />"));

        Mesh flat = MeshFile.readFlat(file, NibabelFiles.TETRAHEDRON);

        assertArrayEquals(new float[]{1 / 3f, 1 / 3f, 0.5f}, new float[]{flat.vertices()[0], flat.vertices()[1],
                flat.vertices()[2]}, 1e-6f);
    }

    @Test
    void fetchesNothingThatAFileNames() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "0 0 0");
        String doctype = "<!DOCTYPE GIFTI [<!ENTITY secret SYSTEM \"" + secret.toUri() + "\">]>";
        Path file = Files.writeString(folder.resolve("evil.gii"),
                ascii().replaceFirst("<!DOCTYPE[^>]*>", doctype).replaceFirst("<Data>[^<]*", "<Data>&secret;"));

        IOException error = assertThrows(IOException.class, () -> MeshFile.read(file));

        assertTrue(error.getMessage().startsWith(file + ": expected "), error.getMessage());
    }

    @Test
    void refusesEntitiesThatGrow() throws IOException {
        String doctype = "<!DOCTYPE GIFTI [<!ENTITY a \"0 0 0 0 0 0\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
        Path file = Files.writeString(folder.resolve("laughs.gii"),
                ascii().replaceFirst("<!DOCTYPE[^>]*>", doctype).replaceFirst("<Data>[^<]*", "<Data>&b;"));

        IOException error = assertThrows(IOException.class, () -> MeshFile.read(file));

        assertTrue(error.getMessage().startsWith(file + ": expected "), error.getMessage());
        assertFalse(error.getMessage().contains("\n"), error.getMessage());
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertRefused(folder.resolve("nothing.gii"), "no such file: ");
        assertRefused("page.gii", "<html></html>", "expected a GIFTI file, got XML of <html>");
        assertRefused("cut.gii", ascii().substring(0, 900), "expected a GIFTI file, got damaged XML: ");
        assertRefused("text", "hello", "expected a surface, GIFTI or FreeSurfer's triangles, got 5 bytes starting with "
                + "68 65 6c 6c 6f");
        assertRefused("type.gii", ascii().replaceFirst("NIFTI_TYPE_FLOAT32", "NIFTI_TYPE_INT64"),
                "expected DataType to be one of [NIFTI_TYPE_UINT8, NIFTI_TYPE_INT32, NIFTI_TYPE_FLOAT32, "
                        + "NIFTI_TYPE_FLOAT64], got 'NIFTI_TYPE_INT64'");
        assertRefused("outside.gii", ascii().replaceFirst("\"ASCII\"", "\"ExternalFileBinary\""),
                "expected Encoding to be one of [ASCII, Base64Binary, GZipBase64Binary], got 'ExternalFileBinary'");
        assertRefused("few.gii", ascii().replaceFirst("1\\.500000", ""), "expected 12 values of NIFTI_TYPE_FLOAT32 in "
                + "an array of NIFTI_INTENT_POINTSET, got 11 numbers");
        assertRefused("word.gii", ascii().replaceFirst("1\\.500000", "high"), "expected numbers in an array of "
                + "NIFTI_INTENT_POINTSET, got 'high'");
        assertRefused("face.gii", ascii().replaceFirst("0 1 3", "0 1 4"), "face 1 has vertex 4, expected 0 to 3");
        assertRefused("where.gii", ascii().replaceFirst("1\\.500000", "nan"),
                "vertex 3 lies at NaN on axis z, expected a finite number");
        assertRefused("faces.gii", ascii().replace("TRIANGLE", "NODE_INDEX"), "expected a surface: one array of "
                + "NIFTI_INTENT_TRIANGLE with 3 columns, got 0 arrays; its arrays are [NIFTI_INTENT_POINTSET, "
                + "NIFTI_INTENT_NODE_INDEX]");
        assertRefused("huge.gii", ascii().replaceFirst("Dim0=\"4\"", "Dim0=\"999999999\""),
                "expected an array that fits into memory, got one of [999999999, 3]");
    }

    private void assertRefused(String name, String content, String reason) throws IOException {
        assertRefused(Files.writeString(folder.resolve(name), content), reason);
    }

    private static void assertRefused(Path file, String reason) {
        IOException error = assertThrows(IOException.class, () -> MeshFile.read(file));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    }

    @Test
    void refusesAGzipFileThatIsCutOff() throws IOException {
        byte[] whole = Base64.getDecoder().decode(NibabelFiles.ZLIB);
        Path file = Files.write(folder.resolve("cut.gii.gz"), Arrays.copyOf(whole, whole.length / 2));

        IOException error = assertThrows(IOException.class, () -> MeshFile.read(file));

        assertTrue(error.getMessage().startsWith(file + ": expected a whole gzip file, got a damaged one: "),
                error.getMessage());
    }

    private static String ascii() throws IOException {
        byte[] zipped = Base64.getDecoder().decode(NibabelFiles.ASCII);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
