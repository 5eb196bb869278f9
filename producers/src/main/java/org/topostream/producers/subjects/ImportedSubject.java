package org.topostream.producers.subjects;

import java.util.List;
import java.util.stream.Stream;

import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.avro.Tensor;

/// A subject made of files, not published yet.
///
/// @param subject  its voxels
/// @param surfaces to show them on
/// @param notes    what people should know of the files
public record ImportedSubject(Subject subject, List<Surface> surfaces, List<String> notes) {

    public ImportedSubject {
        surfaces = List.copyOf(surfaces);
        notes = List.copyOf(notes);
    }

    /// Bytes of the subject's values as a record.
    public long subjectBytes() {
        return Stream.concat(
                Stream.of(subject.getCoordinates(), subject.getHemispheres(), subject.getNoiseCeiling()),
                subject.getRois().stream().map(roi -> roi.getVoxels())).mapToLong(ImportedSubject::bytes).sum();
    }

    /// The same of a surface.
    public static long bytes(Surface surface) {
        return bytes(surface.getVertices()) + surface.getFaces().remaining() + surface.getVoxels().remaining()
                + bytes(surface.getShading());
    }

    private static long bytes(Tensor tensor) {
        return tensor == null ? 0 : tensor.getData().remaining();
    }
}
