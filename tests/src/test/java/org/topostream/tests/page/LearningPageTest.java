package org.topostream.tests.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.topostream.tests.DemoRun;
import org.topostream.tests.RunningDemo;

/// The live page of a demo that shows pictures and learns meanwhile, in a real browser. Pictures of it stay in
/// `target/screenshots`.
@Timeout(600)
class LearningPageTest {
    private static final int VOXELS = 80;
    /// More than are shown before the tests are over.
    private static final int TRIALS = 5000;
    private static final String LAYER = DemoRun.BACKBONE + "/layer";
    private static final Duration WHILE_IT_LEARNS = Duration.ofMinutes(3);
    /// Pearson r of the page's layer map with the truth, as the page tells it.
    private static final String LIKENESS = """
            const truth = topostream.state.data.panes.find(({ role }) => role === 'truth');
            const told = /r (-?[\\d.]+) with/.exec((truth?.title ?? '').replace('−', '-'));
            const likeness = told ? Number(told[1]) : 0;
            """;

    @TempDir
    private static Path data;

    private static RunningDemo demo;
    private static Page page;

    @BeforeAll
    static void open() throws InterruptedException {
        demo = RunningDemo.start(data, TRIALS, VOXELS);
        page = Page.open(demo.page());
    }

    @AfterAll
    static void close() throws InterruptedException {
        if (page != null) {
            page.close();
        }
        demo.close();
    }

    @BeforeEach
    void begin() throws InterruptedException {
        page.go(demo.page() + "#backbone=" + DemoRun.BACKBONE);
        page.await(WHILE_IT_LEARNS, "return topostream.events.some(event => event.key === arguments[0])", LAYER);
        page.await("return topostream.whereIs(0) !== null");
    }

    @AfterEach
    void keepPicture(TestInfo test) {
        page.keepPicture(test.getTestMethod().orElseThrow().getName());
    }

    /// How many points of each half of the brain's picture are in colour, left and right; where nothing is painted it is grey.
    private static List<Long> painted() {
        return page.ask("""
                const canvas = topostream.snapshot(400);
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                const halves = [0, 0];
                for (let i = 0; i < pixels.length; i += 4) {
                  const [r, g, b] = pixels.slice(i, i + 3);
                  if (Math.max(r, g, b) - Math.min(r, g, b) > 40) {
                    halves[(i / 4) % canvas.width < canvas.width / 2 ? 0 : 1]++;
                  }
                }
                return halves;
                """);
    }

    private static long newestVersion() {
        return page.<Long>ask("return Math.max(...topostream.events.filter(event => event.key === arguments[0])"
                + ".map(event => event.encoderVersion))", LAYER);
    }

    @Test
    void bothHemispheresArePaintedAsTheDemoBegins() {
        List<Long> halves = painted();

        assertTrue(halves.getFirst() > 500 && halves.getLast() > 500, halves::toString);
    }

    @Test
    void theMapChangesAsTheEncoderLearns() {
        long before = newestVersion();
        String picture = page.ask("return topostream.snapshot(400).toDataURL()");

        page.await(WHILE_IT_LEARNS, "return topostream.events.some(event => event.key === arguments[0] && "
                + "event.encoderVersion > arguments[1])", LAYER, before);

        page.await("return topostream.snapshot(400).toDataURL() !== arguments[0]", picture);
    }

    @Test
    void theLayerMapComesToLookLikeTheTruth() {
        page.await("return !document.getElementById('truth-label').hidden");
        page.element("truth").click();
        page.await("return topostream.state.data.panes.length === 2");

        page.await(WHILE_IT_LEARNS, LIKENESS + "return likeness > 0.7");

        page.keepPicture("besideTheTruth");
        page.set("history", 0);
        page.await(LIKENESS + "return topostream.state.view.version >= 0 && likeness < 0.5");
    }

    @Test
    void aVertexThatIsClickedTellsWhatItReads() {
        int clicked = -1;
        for (int voxel = 0; voxel < VOXELS && clicked < 0; voxel++) {
            Map<String, Object> at = page.ask("return topostream.whereIs(arguments[0])", voxel);
            page.click(((Number) at.get("x")).doubleValue(), ((Number) at.get("y")).doubleValue());
            // One of another hemisphere, or on the far side, may lie in front.
            clicked = page.<Long>ask("return topostream.state.view.voxel") == voxel ? voxel : -1;
        }

        assertTrue(clicked >= 0, "no voxel was under its own place");
        page.await("return !document.getElementById('voxel').hidden "
                + "&& document.getElementById('voxel-layers').children.length > 3");
        assertEquals(Integer.toString(clicked),
                page.<String>ask("return document.getElementById('voxel-number').value"));
    }

    @Test
    void theHistoryOfWhatItHasLearntCanBeGoneThrough() {
        page.await(WHILE_IT_LEARNS, "return Number(document.getElementById('history').max) > 5");
        String now = page.ask("return topostream.snapshot(400).toDataURL()");

        page.set("history", 1);

        page.await("return topostream.state.view.version >= 0 && "
                + "topostream.snapshot(400).toDataURL() !== arguments[0]", now);
    }

    @Test
    void theStimulusIsShownWithItsPredictionAndThenItsResponse() {
        page.await(WHILE_IT_LEARNS, """
                const image = document.getElementById('stimulus');
                return !image.hidden && image.naturalWidth > 0
                  && document.getElementById('predicted-caption').textContent.includes('±')
                  && document.getElementById('measured-caption').textContent.includes('±')
                  && document.getElementById('trial-text').textContent.startsWith('r of the two patterns');
                """);
    }
}
