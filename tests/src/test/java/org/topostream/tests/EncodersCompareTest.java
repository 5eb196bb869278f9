package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.Score;

/// `encoders compare` on what a demo has left.
@ExtendWith(DemoRun.Resolver.class)
@Timeout(300)
class EncodersCompareTest {
    private static final String EARLY = "scattering@1";

    private static CommandRun compare(DemoRun demo, String... more) {
        List<String> arguments = new ArrayList<>(List.of(demo.siteOptions("encoders", "compare", "--subject",
                DemoRun.SUBJECT, "--stretch", "10")));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    private static CorticalMap layer(DemoRun demo, long version) {
        return Committed.<CorticalMap>records(demo.site(), Topics.maps(DemoRun.SUBJECT).name()).stream()
                .map(ConsumerRecord::value)
                .filter(map -> map.getBackbone().equals(DemoRun.BACKBONE) && map.getKind().equals("layer")
                        && map.getEncoderVersion() == version)
                .findFirst().orElseThrow();
    }

    @Test
    void laysTwoVersionsBesideEachOther(DemoRun demo, @TempDir Path folder) throws IOException {
        Path json = folder.resolve("c.json");
        Path page = folder.resolve("c.html");

        CommandRun run = compare(demo, EARLY, DemoRun.BACKBONE, "--json", json.toString(), "--html", page.toString());

        assertEquals(0, run.status(), run.printed());
        JsonNode comparison = new ObjectMapper().readTree(json.toFile());
        JsonNode newest = comparison.path("encoders").path(1);
        Score score = Committed.<Score>records(demo.site(), Topics.scores(DemoRun.SUBJECT).name()).getLast().value();
        assertEquals(demo.report().path("encoder").path("version").asLong(), newest.path("version").asLong());
        assertEquals(score.getPrequential().getRMean(), newest.path("score").path("rMean").asDouble(), 1e-12);
        assertEquals(demo.report().path("ridge").path("validationRMean").asDouble(), newest.path("ridge").asDouble(),
                1e-5);
        CorticalMap after = layer(demo, newest.path("version").asLong());
        assertEquals(after.getAlignment().getSlope(), newest.path("alignment").path("slope").asDouble(), 1e-12);
        assertEquals(5, newest.path("rois").size());
        assertEquals(DemoRun.TRIALS * 9 / 10 / 10, newest.path("curve").size());
        float[] from = Tensors.floats(layer(demo, 1).getValues());
        float[] to = Tensors.floats(after.getValues());
        double shift = 0;
        for (int voxel = 0; voxel < from.length; voxel++) {
            shift += Math.abs(to[voxel] - from[voxel]) / from.length;
        }
        assertEquals(shift, comparison.path("shifts").path(0).path("meanMagnitude").asDouble(), 1e-6);
        assertTrue(run.printed().contains("alignment slope"), run.printed());
        assertTrue(Files.readString(page).contains("<polyline"), "learning curves");
    }

    @Test
    void namesTheVersionsThatThereAreWhereOneIsNot(DemoRun demo) {
        CommandRun run = compare(demo, "scattering@99999", DemoRun.BACKBONE);

        assertEquals(1, run.status());
        assertTrue(run.printed().contains("no maps of encoder scattering@99999") && run.printed().contains("[0, 1, "),
                run.printed());
    }
}
