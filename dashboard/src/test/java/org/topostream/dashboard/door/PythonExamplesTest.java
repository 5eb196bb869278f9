package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.dashboard.Samples;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Volume;

/// The Python examples against the doors; skips where there is no Python.
@Timeout(120)
class PythonExamplesTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("topostream.root", "..")).resolve("examples")
            .toAbsolutePath();
    private static final int PATIENCE_SECONDS = 60;

    private final FakeOutput kafka = new FakeOutput();
    private DoorPage page;

    @TempDir
    private Path folder;

    @BeforeEach
    void serve() throws Exception {
        assumeTrue(isPythonHere(), "no python3 here");
        page = DoorPage.serve(kafka);
    }

    @AfterEach
    void close() {
        Optional.ofNullable(page).ifPresent(DoorPage::close);
    }

    private static boolean isPythonHere() throws InterruptedException {
        try {
            return new ProcessBuilder("python3", "--version").redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// What Python prints; it must end well.
    private List<String> python(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        Path printed = folder.resolve("printed.txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().put("PYTHONPATH", EXAMPLES.resolve("python").toString());
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertEquals("ended well", ended && process.exitValue() == 0 ? "ended well" : Files.readString(printed));
        return Files.readAllLines(printed);
    }

    private List<String> showPictures(String... more) throws Exception {
        Path pictures = Files.createDirectories(folder.resolve("pictures"));
        Files.write(pictures.resolve("a.png"), DoorPage.png(1));
        Files.write(pictures.resolve("b.PNG"), DoorPage.png(2));
        Files.writeString(pictures.resolve("notes.txt"), "no picture");
        List<String> arguments = new ArrayList<>(List.of(EXAMPLES.resolve("psychopy/show_pictures.py").toString(),
                pictures.toString(), "--subject", "anna", "--session", "d1", "--run", "r1", "--server", page.url()));
        arguments.addAll(List.of(more));
        return python(arguments.toArray(String[]::new));
    }

    private List<String> sent() {
        return kafka.sent().stream().map(record -> record.topic() + " " + record.key()).toList();
    }

    @Test
    void thePictureShowSendsEveryImageAndEveryEvent() throws Exception {
        List<String> printed = showPictures("--dry-run");

        Event last = (Event) kafka.sent().getLast().value();
        assertEquals(List.of("stimuli a.png", "stimuli b.PNG", "events.anna r1", "events.anna r1"), sent());
        assertEquals(List.of("r1-001 a.png 0.0000", "r1-002 b.PNG 4.0000"), printed.subList(0, 2));
        assertEquals("d1 r1-002 b.PNG", last.getSession() + " " + last.getTrialId() + " " + last.getStimulusId());
        assertEquals(4, last.getOnset());
        assertEquals(2, last.getDuration());
    }

    @Test
    void whatThePictureShowSendsAgainIsTakenOnce() throws Exception {
        showPictures("--dry-run");

        showPictures("--resend");

        assertEquals(4, kafka.sent().size());
    }

    @Test
    void theClientAsksAgainWhereKafkaDoesNotAnswer() throws Exception {
        kafka.fail(new TimeoutException("busy"), true);
        kafka.fail(new TimeoutException("busy"), false);

        showPictures("--dry-run");

        assertEquals(List.of("stimuli a.png", "stimuli b.PNG", "stimuli b.PNG", "events.anna r1", "events.anna r1"),
                sent());
    }

    @Test
    void theClientSendsVolumesAndResponses() throws Exception {
        Path script = Files.writeString(folder.resolve("send.py"), """
                import struct, sys
                from topostream_client import Refused, Topostream
                lab = Topostream(sys.argv[1])
                affine = [2, 0, 0, -90, 0, 2, 0, -126, 0, 0, 2, -72, 0, 0, 0, 1]
                print(lab.send_volume("anna", "r1", 3, struct.pack("<2h", -7, 300), [1, 1, 2], affine, 0.8,
                                      kind="int16", volumes=9, motion=[0, 0.5, 0, 0, 0, 1e-7])["key"])
                print(lab.send_response("anna", "s 1", "t1", [1, -2.5, 3, 0.004], revision=2)["topic"])
                try:
                    lab.send_response("anna", "s 1", "t2", [1, 2, 3])
                except Refused as refused:
                    print(refused.status, refused.problem["where"])
                print(lab.predictions("s 1"))
                """);

        List<String> printed = python(script.toString(), page.url());

        Volume volume = (Volume) kafka.sent().getFirst().value();
        Response response = (Response) kafka.sent().getLast().value();
        assertEquals(List.of("r1/3", "responses.anna", "422 values", "[]"), printed);
        assertEquals("[-7.0, 300.0]", Arrays.toString(Tensors.floats(volume.getValues())));
        assertEquals(List.of(2, 1, 1), volume.getValues().getShape());
        assertEquals(1e-7, volume.getMotion().getLast());
        assertEquals("[1.0, -2.5, 3.0, 0.004]",
                Arrays.toString(Tensors.floats(response.getValues())));
        assertEquals(2, response.getRevision());
    }

    @Test
    void theClientPrintsAPrediction() throws Exception {
        Path image = Files.write(folder.resolve("cat.png"), DoorPage.png(1));
        kafka.tell(record -> page.fed().take(record.key(), Samples.prediction(record.key(), 3, 1, 2, 3, 4)));

        List<String> printed = python(EXAMPLES.resolve("python/topostream_client.py").toString(), image.toString(),
                "--server", page.url());

        assertEquals(List.of("anna clip version 3 voxels 4 mean 2.5000"), printed);
    }
}
