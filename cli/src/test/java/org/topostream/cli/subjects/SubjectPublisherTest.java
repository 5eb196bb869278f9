package org.topostream.cli.subjects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.topostream.producers.subjects.ImportedSubject;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Subject;

class SubjectPublisherTest {

    @Test
    void refusesASubjectThatIsLargerThanRecordsMayBeBeforeItAsksAnybody() {
        int voxels = 100_000;
        Subject subject = Subject.newBuilder().setSubject("anna")
                .setCoordinates(Tensors.float32(new float[3 * voxels], voxels, 3)).build();
        Site site = new Site("localhost:1", "http://localhost:1", Map.of(SizeLimits.SETTING, "1048576"));

        Exception error = assertThrows(IllegalArgumentException.class, () -> new SubjectPublisher(site)
                .publish(new ImportedSubject(subject, List.of(), List.of())));

        assertEquals("the subject takes 1200000 bytes, 100000 voxels with 0 regions, but records have at most 983040: "
                + "take fewer voxels with --mask or fewer regions with --rois, or set topostream.record.max.bytes in "
                + "the file that --config names", error.getMessage());
    }
}
