package org.topostream.producers.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.topostream.factortopy.surface.Hemisphere;
import org.topostream.producers.dataset.table.HdfVolumes;
import org.topostream.producers.dataset.table.JoinedVoxels;
import org.topostream.producers.dataset.table.MghResponses;
import org.topostream.producers.dataset.table.ResponseTable;
import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.producers.subjects.MaskedSubject;
import org.topostream.producers.subjects.SubjectFiles;
import org.topostream.producers.subjects.SubjectFolder;
import org.topostream.producers.subjects.SubjectImport;
import org.topostream.producers.subjects.SurfaceRecords;
import org.topostream.producers.subjects.VoxelMask;
import org.topostream.schemas.avro.Surface;

/// Which of NSD's voxels, and how a session of their betas is read.
sealed interface NsdVoxels {
    /// Of betas that are stored as whole numbers (NSD Data Manual).
    float DIVISOR = 300;
    /// What a response is.
    String MEASURE = "single-trial beta, % signal change";

    /// Whose they are.
    ImportedSubject subject();

    /// @param session its file, of surfaces that of the left hemisphere
    ResponseTable open(Path session) throws IOException;

    /// @param regions masks of regions, by name
    static NsdVoxels inVolumes(String name, Path mask, Map<String, Path> regions) throws IOException {
        VoxelMask read = VoxelMask.read(mask);
        return new InVolumes(read, new ImportedSubject(
                MaskedSubject.of(name, read, regions, MEASURE, "NSD, voxels of " + mask.getFileName()), List.of(),
                List.of()));
    }

    /// On the surfaces that the options name, within their masks.
    static NsdVoxels onSurfaces(String name, DatasetOptions options) throws IOException {
        Path folder = options.surfaces().orElseThrow(() -> new IllegalArgumentException("NSD: expected --surfaces "
                + "FOLDER for the betas on fsaverage, FreeSurfer's fsaverage (surf/lh.pial, ...), got none"));
        SubjectFiles found = SubjectFolder.find(folder);
        ImportedSubject subject = SubjectImport
                .open(name, new SubjectFiles(found.hemispheres(), List.of(), "NSD, on " + found.source()))
                .subject(options.masks(), List.of(), MEASURE);
        Map<Hemisphere, int[]> numbers = new EnumMap<>(Hemisphere.class);
        for (Surface surface : subject.surfaces()) {
            numbers.put(Hemisphere.of(surface.getHemisphere()), SurfaceRecords.voxels(surface));
        }
        return new OnSurfaces(numbers, subject);
    }

    /// Voxels of volumes.
    record InVolumes(VoxelMask mask, ImportedSubject subject) implements NsdVoxels {
        @Override
        public ResponseTable open(Path session) throws IOException {
            return HdfVolumes.open(session, "betas", mask, DIVISOR);
        }
    }

    /// Vertices of surfaces.
    ///
    /// @param numbers `[V]` of the voxel at each vertex, -1 for none
    record OnSurfaces(Map<Hemisphere, int[]> numbers, ImportedSubject subject) implements NsdVoxels {
        @Override
        public ResponseTable open(Path session) throws IOException {
            String name = String.valueOf(session.getFileName());
            ResponseTable left = open(session, Hemisphere.LEFT);
            return new JoinedVoxels(left, open(session.resolveSibling(name.replaceFirst("^lh", "rh")),
                    Hemisphere.RIGHT));
        }

        /// Voxels are numbered along the vertices.
        private ResponseTable open(Path file, Hemisphere hemisphere) throws IOException {
            int[] own = numbers.get(hemisphere);
            int[] vertices = IntStream.range(0, own.length).filter(vertex -> own[vertex] >= 0)
                    .toArray();
            return MghResponses.open(file, vertices, own.length, DIVISOR);
        }
    }
}
