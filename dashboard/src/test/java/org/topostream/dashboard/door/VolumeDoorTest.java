package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Volume;

@Timeout(60)
class VolumeDoorTest {
    private static final String NIFTI = "application/x-nifti";

    private final FakeOutput kafka = new FakeOutput();
    private DoorPage page;

    @BeforeEach
    void serve() throws IOException {
        page = DoorPage.serve(kafka);
    }

    @AfterEach
    void close() {
        page.close();
    }

    private HttpResponse<byte[]> volume(String path, byte[] body) throws Exception {
        return page.post(path, DoorPage.BINARY, body);
    }

    private Volume sent() {
        return (Volume) kafka.sent().getFirst().value();
    }

    @Test
    void rawIntensitiesBecomeAVolume() throws Exception {
        HttpResponse<byte[]> answer = volume(
                DoorPage.VOLUME + "&session=d1&volumes=200&motion=0,0.5,0,0,0,-0.01&acquiredAt=77.25",
                DoorPage.intensities());

        Volume volume = sent();
        assertEquals(201, answer.statusCode(), DoorPage.text(answer));
        assertEquals("{\"topic\":\"volumes.anna\",\"partition\":0,\"offset\":0,\"key\":\"r1/3\"}",
                DoorPage.text(answer));
        assertEquals("anna d1 r1 http",
                String.join(" ", volume.getSubject(), volume.getSession(), volume.getRun(), volume.getSource()));
        assertEquals(3, volume.getNumber());
        assertEquals(200, volume.getVolumes().intValue());
        assertEquals(1.5, volume.getSeconds());
        assertEquals(List.of(2.0, 0.0, 0.0, -90.0, 0.0, 2.0, 0.0, -126.0, 0.0, 0.0, 2.0, -72.0, 0.0, 0.0, 0.0, 1.0),
                volume.getAffine());
        assertEquals(List.of(2, 1, 2), volume.getValues().getShape());
        assertArrayEquals(new float[]{1, -2, 300, 32_767}, Tensors.floats(volume.getValues()));
        assertEquals(List.of(0.0, 0.5, 0.0, 0.0, 0.0, -0.01), volume.getMotion());
        assertEquals(77.25, volume.getAcquiredAt());
        assertTrue(volume.getReceivedAt().toEpochMilli() > 1_700_000_000_000L);
    }

    /// python3 -c "import struct; print(struct.pack('<2f', 1.5, -0.25).hex())"
    @Test
    void sizesGoFromXToZAndTheTensorFromZToX() throws Exception {
        byte[] floats = {0, 0, (byte) 0xC0, 0x3F, 0, 0, (byte) 0x80, (byte) 0xBE};

        volume(DoorPage.VOLUME.replace("2,1,2", "1,2,1").replace("int16", "float32"), floats);

        assertEquals(List.of(1, 2, 1), sent().getValues().getShape());
        assertArrayEquals(new float[]{1.5f, -0.25f}, Tensors.floats(sent().getValues()));
        assertNull(sent().getVolumes());
        assertNull(sent().getMotion());
        assertNull(sent().getAcquiredAt());
    }

    @Test
    void fieldsMayStandInAHeader() throws Exception {
        HttpResponse<byte[]> answer = page.post("/volumes", DoorPage.BINARY, DoorPage.intensities(), "X-Metadata",
                "{\"subject\":\"anna\",\"run\":\"r1\",\"number\":0,\"size\":[2,2,1],\"type\":\"int16\",\"seconds\":1,"
                        + "\"affine\":[1,0,0,0,0,1,0,0,0,0,1,0,0,0,-0.0,1.0]}");

        assertEquals(201, answer.statusCode(), DoorPage.text(answer));
        assertEquals("r1/0", kafka.sent().getFirst().key());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"number=3|number=-1|number", "number=3|number=1.5|number",
            "number=3|number=2147483647|number", "number=3|volumes=9|number", "number=3|number=3&volumes=3|volumes",
            "size=2,1,2|size=2,1|size", "size=2,1,2|size=2,0,2|size[1]", "size=2,1,2|size=2,1,5000|size[2]",
            "size=2,1,2|size=2,1,3|the body", "size=2,1,2|x=1|x", "type=int16|type=int8|type",
            "type=int16|type=float32|the body", "seconds=1.5|seconds=0|seconds", "seconds=1.5|session=d|seconds",
            "0,0,0,1|0,0,1,1|affine", "0,0,0,1|0,0,0,1,0|affine", "0,0,0,1|0,0,0,|affine",
            "subject=anna|subject=an%2Fna|subject", "run=r1|run=..|run", "run=r1|run=r1&motion=1,2|motion"})
    void whatNobodyCouldUseIsRefused(String what, String instead, String where) throws Exception {
        HttpResponse<byte[]> answer = volume(DoorPage.VOLUME.replace(what, instead), DoorPage.intensities());

        assertEquals(422, answer.statusCode(), DoorPage.text(answer));
        assertEquals(where, DoorPage.json(answer).get("where").asText());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void anIntensityThatIsNoNumberIsRefused() throws Exception {
        byte[] notANumber = {0, 0, (byte) 0xC0, 0x3F, 0, 0, (byte) 0xC0, 0x7F};

        HttpResponse<byte[]> answer = volume(DoorPage.VOLUME.replace("2,1,2", "2,1,1").replace("int16", "float32"),
                notANumber);

        assertEquals(422, answer.statusCode());
        assertEquals("the body[1]", DoorPage.json(answer).get("where").asText());
    }

    @Test
    void aFileIsReadByWhoeverWasHandedIn() throws Exception {
        HttpResponse<byte[]> answer = page.post("/volumes?subject=anna&run=r1&number=0", NIFTI, new byte[]{7});

        assertEquals(201, answer.statusCode(), DoorPage.text(answer));
        assertArrayEquals(new float[]{7}, Tensors.floats(sent().getValues()));
        assertEquals(0.8, sent().getSeconds());
    }

    @Test
    void whatAFileSaysIsNotSaidBesideIt() throws Exception {
        String path = "/volumes?subject=anna&run=r1&number=0";

        assertEquals(422, page.post(path + "&type=int16", NIFTI, new byte[]{7}).statusCode());
        assertEquals(422, page.post(path, NIFTI, new byte[]{7, 7}).statusCode());
        assertEquals(201, page.post(path + "&seconds=2", NIFTI, new byte[]{7}).statusCode());
        assertEquals(2, sent().getSeconds());
    }

    @Test
    void withoutAReaderOnlyRawIntensitiesAreTaken() throws Exception {
        try (DoorPage plain = DoorPage.withoutDecoder(kafka)) {
            assertEquals(415, plain.post("/volumes?subject=anna&run=r1&number=0", NIFTI, new byte[]{7}).statusCode());
            assertEquals(201, plain.post(DoorPage.VOLUME, DoorPage.BINARY, DoorPage.intensities()).statusCode());
        }
    }
}
