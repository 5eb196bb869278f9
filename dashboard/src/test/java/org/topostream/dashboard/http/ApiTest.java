package org.topostream.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.topostream.dashboard.Page;
import org.topostream.dashboard.Samples;
import org.topostream.dashboard.Samples.Fed;
import org.topostream.schemas.avro.SourceState;
import org.topostream.schemas.avro.SourceStatus;
import org.topostream.schemas.avro.VolumeRange;

class ApiTest {
    private Page page;

    @BeforeEach
    void serve() throws IOException {
        page = Page.serve();
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void answersBeforeAnythingIsKnown() throws Exception {
        JsonNode health = page.json("/api/health");

        assertEquals("starting", health.get("status").asText());
        assertEquals(0, health.get("rates").get("predictions").asDouble());
        assertEquals("[]", page.json("/api/subjects").toString());
    }

    @Test
    void listsSubjectsWithWhatThereIsOfThem() throws Exception {
        Fed fed = page.feed();
        fed.take("left/inflated", Samples.surface());
        fed.map("layer", 1, 0, 0, 0, 0);

        JsonNode subject = page.json("/api/subjects").get(0);

        assertEquals("{\"subject\":\"anna\",\"voxels\":4,\"measure\":\"% change\",\"source\":\"made up\","
                + "\"rois\":[\"V1\"],\"surfaces\":[\"left/inflated\"],\"backbones\":[\"clip\"]}", subject.toString());
    }

    @Test
    void servesCoordinatesAndLabels() throws Exception {
        page.feed();

        HttpResponse<byte[]> coordinates = page.get("/api/subjects/anna/coordinates");

        assertEquals("4,3", coordinates.headers().firstValue("X-Shape").orElseThrow());
        assertArrayEquals(new float[]{0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1.5f}, Page.floats(coordinates.body()));
        assertArrayEquals(new byte[]{0, 0, 1, 1}, page.get("/api/subjects/anna/hemispheres").body());
        assertArrayEquals(new byte[]{1, 1, 0, 0}, page.get("/api/subjects/anna/rois/V1").body());
    }

    @Test
    void servesASurfaceZippedAndOnce() throws Exception {
        page.feed().take("left/inflated", Samples.surface());
        String path = "/api/subjects/anna/surfaces/left/inflated";

        HttpResponse<byte[]> whole = page.get(path);
        HttpResponse<byte[]> zipped = page.get(path, "Accept-Encoding", "gzip, br");
        String tag = whole.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> again = page.get(path, "If-None-Match", tag);

        ByteBuffer surface = ByteBuffer.wrap(whole.body()).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals("TSF1", new String(whole.body(), 0, 4, StandardCharsets.US_ASCII));
        assertEquals(3, surface.getInt(4));
        assertEquals(1, surface.getInt(8));
        assertEquals(1, surface.getInt(12));
        assertEquals(1, surface.getFloat(16 + 12));
        assertEquals(2, surface.getInt(16 + 36 + 8));
        assertEquals(-1, surface.getInt(16 + 36 + 12 + 8));
        assertEquals(-1, surface.getFloat(16 + 36 + 12 + 12));
        assertEquals(16 + 36 + 12 + 12 + 12, whole.body().length);
        assertEquals("gzip", zipped.headers().firstValue("Content-Encoding").orElseThrow());
        assertArrayEquals(whole.body(), new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes());
        assertEquals(304, again.statusCode());
        assertEquals(0, again.body().length);
    }

    @Test
    void servesMapsWithTheirDescription() throws Exception {
        Fed fed = page.feed();
        fed.map("space", 3, 0, 1, 0, 1, Float.NaN, Float.NaN, 0.5f, 0.5f);

        HttpResponse<byte[]> map = page.get("/api/subjects/anna/maps/clip/space");

        JsonNode description = new ObjectMapper().readTree(map.headers().firstValue("X-Map").orElseThrow());
        assertEquals("4,2", map.headers().firstValue("X-Shape").orElseThrow());
        assertArrayEquals(new float[]{0, 1, 0, 1, Float.NaN, Float.NaN, 0.5f, 0.5f}, Page.floats(map.body()));
        assertEquals(page.json("/api/subjects/anna/maps").get(0), description);
        assertEquals("{\"backbone\":\"clip\",\"kind\":\"space\",\"encoderVersion\":3,\"units\":\"0 to 1\","
                + "\"minimum\":0.0,\"maximum\":1.0,\"colours\":\"viridis\",\"updatedAt\":1764000000000,"
                + "\"revision\":0,\"coverage\":1.0,\"columns\":[],\"stimulusId\":\"\",\"rois\":[{\"name\":\"V1\","
                + "\"voxels\":2,\"mean\":[0.5],\"median\":[null]}],\"alignment\":null}", description.toString());
    }

    @Test
    void servesAMapAsJson() throws Exception {
        page.feed().map("layer", 3, 0.1f, Float.NaN, 0, 1);

        JsonNode map = page.json("/api/subjects/anna/maps/clip/layer?format=json");

        assertEquals("[4,1]", map.get("shape").toString());
        assertEquals("[0.1,null,0.0,1.0]", map.get("values").toString());
        assertEquals("layer", map.get("kind").asText());
    }

    @Test
    void remembersEarlierVersions() throws Exception {
        Fed fed = page.feed();
        fed.map("layer", 3, 0, 0, 0, 0);
        fed.map("layer", 4, 1, 1, 1, 1);

        JsonNode versions = page.json("/api/subjects/anna/versions/clip/layer");
        HttpResponse<byte[]> earlier = page.get("/api/subjects/anna/maps/clip/layer?version=3");
        HttpResponse<byte[]> unknown = page.get("/api/subjects/anna/maps/clip/layer?version=2");

        assertEquals("[{\"encoderVersion\":3,\"revision\":0,\"updatedAt\":1764000000000},"
                + "{\"encoderVersion\":4,\"revision\":0,\"updatedAt\":1764000000000}]", versions.toString());
        assertArrayEquals(new float[4], Page.floats(earlier.body()));
        assertEquals(404, unknown.statusCode());
        assertEquals("version 2 of map clip/layer is not remembered; /versions/clip/layer lists those that are",
                Page.error(unknown));
    }

    @Test
    void servesScoresAndTheLearningCurve() throws Exception {
        Fed fed = page.feed();
        fed.take("clip", Samples.score(5, 1, 0.1f, 0, 0, 0));
        fed.take("clip", Samples.score(9, 2, 0.2f, 0, 0, 0));

        JsonNode score = page.json("/api/subjects/anna/scores").get(0);
        JsonNode curve = page.json("/api/subjects/anna/history/clip");

        assertEquals(9, score.get("prequential").get("trials").asInt());
        assertTrue(score.get("prequential").get("rMedian").isNull());
        assertFalse(score.get("prequential").has("r"));
        assertFalse(score.has("noiseCeiling"));
        assertEquals("{\"trials\":5,\"encoderVersion\":1,\"rMean\":0.25,\"r2Mean\":0.1,\"updatedAt\":1764000005000}",
                curve.get(0).toString());
        assertEquals(2, curve.size());
    }

    @Test
    void tellsHowSourcesStand() throws Exception {
        Fed fed = page.feed();
        fed.take("folder /mnt", source("folder /mnt", SourceState.WAITING));
        fed.take("afni 7954", source("afni 7954", SourceState.SILENT));
        fed.take("folder /mnt", source("folder /mnt", SourceState.RECEIVING));

        JsonNode sources = page.json("/api/subjects/anna/sources");

        assertEquals(2, sources.size());
        assertEquals("folder /mnt", sources.get(1).get("source").asText());
        assertEquals("RECEIVING", sources.get(1).get("state").asText());
        assertEquals(17, sources.get(1).get("missing").get(0).get("first").asInt());
        assertTrue(sources.get(1).get("clocks").isNull());
        assertFalse(sources.get(1).has("subject"));
    }

    private static SourceStatus source(String name, SourceState state) {
        return SourceStatus.newBuilder().setSubject("anna").setSource(name).setState(state)
                .setMissing(List.of(new VolumeRange(17, 18))).setUpdatedAt(Samples.NOW).build();
    }

    @Test
    void tellsAllAboutAVoxel() throws Exception {
        Fed fed = page.feed();
        fed.take("clip", Samples.score(5, 1, 0.1f, 0, Float.NaN, 0));
        fed.map("space", 1, 0, 0, 0, 0, 0.5f, 0.25f, 0, 0);
        fed.map("scale", 1, 0, 0, 0.75f, 0);
        fed.take("s1", Samples.prediction("s1", 7, 1, 2, 3, 4));
        fed.take("s1", Samples.response("s1", "t1", 0, 2, 4, 6, 8));

        JsonNode voxel = page.json("/api/subjects/anna/voxels/2");

        JsonNode clip = voxel.get("backbones").get("clip");
        assertEquals("[0.0,1.0,0.0]", voxel.get("coordinates").toString());
        assertEquals(1, voxel.get("hemisphere").asInt());
        assertEquals("[]", voxel.get("rois").toString());
        assertEquals("[0.5,0.25]", clip.get("space").toString());
        assertEquals("0.75", clip.get("scale").toString());
        assertTrue(clip.get("scores").get(0).get("r").isNull());
        assertTrue(clip.get("noiseCeiling").isNull());
        assertEquals("{\"stimulusId\":\"s1\",\"trialId\":\"t1\",\"encoderVersion\":7,\"predicted\":3.0,"
                + "\"measured\":6.0}", clip.get("trials").get(0).toString());
    }

    @Test
    void servesAStimulusWhateverItsIdHolds() throws Exception {
        String id = "nsd/shared 0001+ä%.png";
        page.feed().intake().take("", id, Samples.stimulus(id, (byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 1),
                Samples.FRESH);

        HttpResponse<byte[]> image = page.get("/api/stimuli/nsd%2Fshared%200001%2B%C3%A4%25.png");

        assertEquals(200, image.statusCode());
        assertEquals("image/jpeg", image.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(4, image.body().length);
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        page.feed();

        assertEquals("no subject 'bert' is known, expected one of [anna]",
                Page.error(page.get("/api/subjects/bert/maps")));
        assertEquals("subject anna has no region 'V9', expected one of [V1]",
                Page.error(page.get("/api/subjects/anna/rois/V9")));
        assertEquals("subject anna has no map clip/layer, expected one of []",
                Page.error(page.get("/api/subjects/anna/maps/clip/layer")));
        assertEquals("subject anna has no voxel 4, expected 0 to 3",
                Page.error(page.get("/api/subjects/anna/voxels/4")));
        assertEquals("voxel must be a number, got 'one'", Page.error(page.get("/api/subjects/anna/voxels/one")));
        assertEquals(404, page.get("/api/stimuli/s1").statusCode());
        assertEquals(404, page.get("/api/subjects/anna/maps/clip").statusCode());
        assertEquals(404, page.get("/api/nothing").statusCode());
        assertEquals(426, page.get("/live").statusCode());
    }
}
