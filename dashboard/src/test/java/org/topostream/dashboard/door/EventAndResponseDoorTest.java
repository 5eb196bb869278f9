package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.topostream.dashboard.live.FeedState;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;

@Timeout(60)
class EventAndResponseDoorTest {
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

    @Test
    void anEventBecomesARecordAndTheAnswerSaysWhereItLies() throws Exception {
        HttpResponse<byte[]> answer = page.event(DoorPage.EVENT.replace("}", ",\"session\":\"d1\",\"shownAt\":-7}"));

        Outgoing sent = kafka.sent().getFirst();
        Event event = (Event) sent.value();
        assertEquals(201, answer.statusCode());
        assertEquals("{\"topic\":\"events.anna\",\"partition\":0,\"offset\":0,\"key\":\"r1\"}", DoorPage.text(answer));
        assertEquals("events.anna r1", sent.topic() + " " + sent.key());
        assertEquals("anna d1 r1 t1 s1", String.join(" ", event.getSubject(), event.getSession(), event.getRun(),
                event.getTrialId(), event.getStimulusId()));
        assertEquals(1.5, event.getOnset());
        assertEquals(2, event.getDuration());
        assertEquals(-7.0, event.getShownAt());
    }

    @Test
    void anEventMayHaveTheLastTriggerBeforeIt() throws Exception {
        page.event(DoorPage.EVENT.replace("}", ",\"triggerNumber\":17,\"triggeredAt\":201.5}"));
        HttpResponse<byte[]> half = page
                .event(DoorPage.EVENT.replace("t1", "t2").replace("}", ",\"triggerNumber\":1}"));

        Event event = (Event) kafka.sent().getFirst().value();
        assertEquals(17, event.getTriggerNumber());
        assertEquals(201.5, event.getTriggeredAt());
        assertEquals(422, half.statusCode());
        assertEquals("triggeredAt", DoorPage.json(half).get("where").asText());
        assertEquals(1, kafka.sent().size());
    }

    @Test
    void aResponseMayBeAnArray() throws Exception {
        HttpResponse<byte[]> answer = page.response(DoorPage.RESPONSE);

        Outgoing sent = kafka.sent().getFirst();
        Response response = (Response) sent.value();
        assertEquals(201, answer.statusCode());
        assertEquals("responses.anna s1", sent.topic() + " " + sent.key());
        assertEquals(0, response.getRevision());
        assertTrue(response.getComplete());
        assertArrayEquals(new float[]{1, -2.5f, 3, 0.004f}, Tensors.floats(response.getValues()));
    }

    /// python3 -c "import base64, struct; print(base64.b64encode(struct.pack('<4f', 1, -2.5, 3, 0.004)))"
    @Test
    void aResponseMayBeFloatsInBase64() throws Exception {
        page.response(DoorPage.RESPONSE.replace("[1,-2.5,3,0.004]",
                "\"AACAPwAAIMAAAEBAbxKDOw==\",\"revision\":2.0,\"complete\":false"));

        Response response = (Response) kafka.sent().getFirst().value();
        assertArrayEquals(new float[]{1, -2.5f, 3, 0.004f}, Tensors.floats(response.getValues()));
        assertEquals(2, response.getRevision());
        assertFalse(response.getComplete());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,2,3]", "[1,2,3,4,5]", "[1,2,3,\"4\"]", "[1,2,3,null]", "[1,2,3,1e39]",
            "\"AACAPwAAIMAAAEBAbxKDOw=\"", "\"AACAPw==\"", "\"AACAPwAAIMAAAEBAAADAfw==\"", "\"AAAA\"", "{}", "7",
            "null"})
    void valuesThatNobodyCouldUseAreRefused(String values) throws Exception {
        HttpResponse<byte[]> answer = page.response(DoorPage.RESPONSE.replace("[1,-2.5,3,0.004]", values));

        assertEquals(422, answer.statusCode(), DoorPage.text(answer));
        assertTrue(DoorPage.json(answer).get("where").asText().startsWith("values"), DoorPage.text(answer));
        assertEquals(0, kafka.sent().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{} {}", "{\"run\":\"a\",\"run\":\"b\"}", "{\"onset\":NaN}",
            "{'run':1}", "\u0000"})
    void whatIsNoObjectIsMalformed(String body) throws Exception {
        HttpResponse<byte[]> answer = page.event(body);

        assertEquals(400, answer.statusCode(), DoorPage.text(answer));
        assertEquals("the body", DoorPage.json(answer).get("where").asText());
    }

    @Test
    void aRefusalSaysWhereWhatWasExpectedAndWhatCame() throws Exception {
        HttpResponse<byte[]> answer = page.event(DoorPage.EVENT.replace("\"duration\":2", "\"duration\":-2"));

        JsonNode problem = DoorPage.json(answer);
        assertEquals(422, answer.statusCode());
        assertEquals("duration", problem.get("where").asText());
        assertTrue(problem.get("expected").asText().startsWith("a number from 0"), problem.toString());
        assertEquals("-2", problem.get("got").asText());
        assertTrue(problem.get("error").asText().startsWith("duration: expected a number from 0"));
    }

    @Test
    void aSlipInTheNameOfAFieldIsNotTakenForItsAbsence() throws Exception {
        HttpResponse<byte[]> answer = page.response(DoorPage.RESPONSE.replace("}", ",\"revison\":2}"));

        assertEquals(422, answer.statusCode());
        assertEquals("revison", DoorPage.json(answer).get("where").asText());
    }

    @Test
    void fieldsOfTheWrongTypeAreRefused() throws Exception {
        assertEquals(422, page.event(DoorPage.EVENT.replace("1.5", "\"1.5\"")).statusCode());
        assertEquals(422, page.event(DoorPage.EVENT.replace("1.5", "1e999")).statusCode());
        assertEquals(422, page.event(DoorPage.EVENT.replace("\"r1\"", "1")).statusCode());
        assertEquals(422, page.response(DoorPage.RESPONSE.replace("}", ",\"revision\":1.5}")).statusCode());
        assertEquals(422, page.response(DoorPage.RESPONSE.replace("}", ",\"revision\":-1}")).statusCode());
        assertEquals(422, page.response(DoorPage.RESPONSE.replace("}", ",\"complete\":1}")).statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void aSubjectThatNobodyKnowsIsRefused() throws Exception {
        HttpResponse<byte[]> known = page.event(DoorPage.EVENT.replace("anna", "ana"));
        page.live().state(FeedState.READING);
        HttpResponse<byte[]> notYet = page.event(DoorPage.EVENT.replace("anna", "ana"));

        assertEquals(422, known.statusCode());
        assertTrue(DoorPage.json(known).get("expected").asText().contains("[anna]"));
        assertEquals(503, notYet.statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "application/jsonp", "nonsense;", "/"})
    void onlyJsonIsTaken(String type) throws Exception {
        assertEquals(415, page.post("/events", type, DoorPage.bytes(DoorPage.EVENT)).statusCode());
        assertEquals(415, page.event(DoorPage.EVENT, "Content-Encoding", "gzip").statusCode());
        assertEquals(0, kafka.sent().size());
    }

    @Test
    void jsonMaySayItsAlphabet() throws Exception {
        HttpResponse<byte[]> answer = page.post("/events", "Application/JSON; charset=\"utf-8\"",
                DoorPage.bytes(DoorPage.EVENT));

        assertEquals(201, answer.statusCode());
    }

    @Test
    void fieldsInTheAddressAreRefused() throws Exception {
        assertEquals(422,
                page.post("/events?subject=anna", DoorPage.JSON, DoorPage.bytes(DoorPage.EVENT)).statusCode());
    }
}
