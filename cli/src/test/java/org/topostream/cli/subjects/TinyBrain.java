package org.topostream.cli.subjects;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.SubjectFolder;
import org.topostream.producers.subjects.SubjectImport;

/// A subject whose hemispheres are octahedra, in FreeSurfer's files.
public final class TinyBrain {
    /// Of a hemisphere: left, right, behind, in front, below, above its middle.
    public static final int VERTICES = 6;
    private static final float[] CORNERS = {-1, 0, 0, 1, 0, 0, 0, -1, 0, 0, 1, 0, 0, 0, -1, 0, 0, 1};
    private static final int[] FACES = {0, 3, 4, 0, 4, 2, 0, 5, 3, 0, 2, 5, 1, 4, 3, 1, 2, 4, 1, 3, 5, 1, 5, 2};

    private TinyBrain() {}

    /// Writes `surf` and `label` into a folder `anna`: pial, inflated, sphere and sulc, and regions V1 (the two first
    /// vertices of either hemisphere), unknown (the third) and V2 (the last, of the right one only).
    public static Path write(Path parent) {
        try {
            Path folder = parent.resolve("anna");
            Path surf = Files.createDirectories(folder.resolve("surf"));
            Path label = Files.createDirectories(folder.resolve("label"));
            for (Hemisphere hemisphere : Hemisphere.values()) {
                String prefix = hemisphere.freeSurfer() + ".";
                float centre = hemisphere == Hemisphere.LEFT ? -40 : 40;
                surface(surf.resolve(prefix + "pial"), centre, 30);
                surface(surf.resolve(prefix + "inflated"), 0, 35);
                surface(surf.resolve(prefix + "sphere"), 0, 100);
                curv(surf.resolve(prefix + "sulc"), 1, -1, 1, -1, 1, -1);
            }
            annotation(label.resolve("lh.areas.annot"), new int[]{2, 2, 1, 0, 0, 0}, "unknown", "V1", "V2");
            annotation(label.resolve("rh.areas.annot"), new int[]{2, 2, 1, 0, 0, 3}, "unknown", "V1", "V2");
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @param centre of the octahedron on the axis to the right
    static Path surface(Path file, float centre, float radius) throws IOException {
        byte[] lines = "made for a test\n\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(3 + lines.length + 8 + 4 * (CORNERS.length + FACES.length));
        bytes.put(new byte[]{(byte) 0xFF, (byte) 0xFF, (byte) 0xFE}).put(lines).putInt(VERTICES)
                .putInt(FACES.length / 3);
        for (int i = 0; i < CORNERS.length; i++) {
            bytes.putFloat((i % 3 == 0 ? centre : 0) + radius * CORNERS[i]);
        }
        for (int vertex : FACES) {
            bytes.putInt(vertex);
        }
        return Files.write(file, bytes.array());
    }

    static Path curv(Path file, float... values) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(15 + 4 * values.length);
        bytes.put(new byte[]{(byte) 0xFF, (byte) 0xFF, (byte) 0xFF}).putInt(values.length).putInt(0).putInt(1);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Files.write(file, bytes.array());
    }

    /// @param regions of every vertex: its number among the names from 1, 0 for none
    static Path annotation(Path file, int[] regions, String... names) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1_000).putInt(regions.length);
        for (int vertex = 0; vertex < regions.length; vertex++) {
            bytes.putInt(vertex).putInt(regions[vertex]);
        }
        bytes.putInt(1).putInt(-2).putInt(names.length).putInt(1).put((byte) 0).putInt(names.length);
        for (int i = 0; i < names.length; i++) {
            bytes.putInt(i).putInt(names[i].length()).put(names[i].getBytes(StandardCharsets.US_ASCII));
            bytes.putInt(i + 1).putInt(0).putInt(0).putInt(0);
        }
        return Files.write(file, bytes.array());
    }

    /// Imports it.
    public static ImportedSubject imported(Path parent) throws IOException {
        return SubjectImport.open("anna", SubjectFolder.find(write(parent))).subject(List.of(),
                List.of(), "z-score");
    }
}
