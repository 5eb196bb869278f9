package org.topostream.tests.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.schemas.Site;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.tests.Committed;
import org.topostream.tests.DemoRun;

/// The live page of a demo that has ended, in a real browser.
@ExtendWith(DemoRun.Resolver.class)
@Timeout(300)
class LivePageTest {
    private static final String LAYER = DemoRun.BACKBONE + "/layer";
    private static final String OWN = "page-test";
    private static Site site;
    private static Dashboard dashboard;
    private static Page page;

    @BeforeAll
    static void open(DemoRun demo) throws IOException {
        site = demo.site();
        dashboard = Dashboard.start(site, DashboardSettings.defaults().at("127.0.0.1", 0));
        page = Page.open(dashboard.url());
    }

    @AfterAll
    static void close() {
        if (page != null) {
            page.close();
        }
        dashboard.close();
    }

    @BeforeEach
    void begin() {
        page.go(dashboard.url() + "#backbone=" + DemoRun.BACKBONE);
        awaitPainted(LAYER);
        page.await("return topostream.whereIs(0) !== null");
    }

    private static void awaitPainted(String key) {
        page.await("return topostream.events.some(event => event.key === arguments[0])", key);
    }

    /// How many colours the brain is painted in, of a small picture.
    private static long colours() {
        return page.<Long>ask("""
                const canvas = topostream.snapshot(400);
                const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                const seen = new Set();
                for (let i = 0; i < pixels.length; i += 4) {
                  seen.add((pixels[i] << 16) | (pixels[i + 1] << 8) | pixels[i + 2]);
                }
                return seen.size;
                """);
    }

    private static String picture() {
        return page.ask("return topostream.snapshot(400).toDataURL()");
    }

    private static CorticalMap newest(String key) {
        List<ConsumerRecord<String, CorticalMap>> maps = Committed.records(site,
                Topics.maps(DemoRun.SUBJECT).name());
        return maps.stream().filter(map -> map.key().equals(key)).map(ConsumerRecord::value).toList().getLast();
    }

    /// Publishes a layer map of a backbone of this test's own, on which every voxel reads the same layer.
    private static void publish(long version, float layer) throws InterruptedException, ExecutionException {
        float[] values = new float[DemoRun.VOXELS];
        Arrays.fill(values, layer);
        CorticalMap map = CorticalMap.newBuilder(newest(LAYER)).setBackbone(OWN).setEncoderVersion(version)
                .setValues(Tensors.float32(values, values.length)).setUpdatedAt(Instant.now()).build();
        try (KafkaProducer<String, CorticalMap> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.maps(DemoRun.SUBJECT).name(), OWN + "/layer", map)).get();
        }
    }

    private static void awaitPainted(long version) {
        page.await("return topostream.events.some(event => event.key === arguments[0] && "
                + "event.encoderVersion === arguments[1])", OWN + "/layer", version);
    }

    private static void chooseOwn() {
        page.await("return [...document.getElementById('backbone').options].some(o => o.value === arguments[0])", OWN);
        page.set("backbone", OWN);
    }

    @Test
    void paintsTwoHemispheresWithTheNewestMap() {
        page.await("return topostream.state.data.panes.length > 0");

        assertEquals("layer", page.ask("return topostream.state.view.kind"));
        assertTrue(colours() > 100, () -> colours() + " colours");
        page.await(
                "return document.getElementById('summary').textContent.includes('Layer of phantom under scattering')");
    }

    @Test
    void paintsTheNextEncodersMapWhenItComes() throws Exception {
        publish(1, 0.1f);
        chooseOwn();
        awaitPainted(1);
        String before = picture();

        publish(2, 0.9f);

        awaitPainted(2);
        assertNotEquals(before, picture());
    }

    @Test
    void everyKindOfMapCanBeChosen() {
        List<String> kinds = page.ask("return [...document.getElementById('kind').options].map(o => o.value)");

        assertTrue(kinds.containsAll(List.of("layer", "confidence", "weights", "space", "scale", "channels", "drift",
                "r", "r2", "r-normalised", "noise-ceiling", "predicted")), kinds::toString);
        for (String kind : kinds) {
            page.set("kind", kind);
            awaitPainted(DemoRun.BACKBONE + "/" + kind);
            assertTrue(colours() > 20, () -> kind + " in " + colours() + " colours");
        }
    }

    @Test
    void theSliderShowsHowTheMapCameAboutAndLiveReturns() {
        page.await("return Number(document.getElementById('history').max) > 2");
        String now = picture();

        page.set("history", 0);

        page.await("return topostream.state.view.version >= 0");
        page.await("return topostream.snapshot(400).toDataURL() !== arguments[0]", now);
        page.element("live").click();
        page.await("return topostream.state.view.version === -1");
    }

    @Test
    void aVoxelTellsWhatItReads() {
        page.set("voxel-number", 7);

        page.await("return !document.getElementById('voxel').hidden "
                + "&& document.getElementById('voxel-layers').children.length > 1");
        float[] weights = Tensors.floats(newest(DemoRun.BACKBONE + "/weights").getValues());
        int layers = weights.length / DemoRun.VOXELS;
        // Of each layer its name, a bar and a number.
        assertEquals(3L * layers, page.<Long>ask("return document.getElementById('voxel-layers').children.length"));
    }

    @Test
    void theTruthLiesBesideTheMapOnRequest() {
        page.await("return !document.getElementById('truth-label').hidden");

        page.element("truth").click();

        page.await("return topostream.state.data.panes.length === 2");
    }

    @Test
    void aLinkReproducesTheView() {
        page.set("kind", "scale");
        page.set("surface", "inflated");
        page.element("viewer").sendKeys(Keys.ARROW_LEFT);
        // The address follows the view a moment later.
        page.await("return location.hash.includes('scale') && location.hash.includes('camera')");
        String view = page.ask("return JSON.stringify(topostream.state.view)");
        String link = page.address();

        page.go(link);

        page.await("return JSON.stringify(topostream.state.view) === arguments[0]", view);
    }

    @Test
    void theKeyboardTurnsTheBrainAndEveryControlHasAName() {
        page.element("viewer").sendKeys(Keys.ARROW_RIGHT);

        page.await("return topostream.state.view.azimuth !== 0");
        List<String> nameless = page.ask("""
                return [...document.querySelectorAll('input, select, button')].filter(control => control.offsetParent)
                  .filter(control => !(control.labels?.length || control.getAttribute('aria-label')
                    || control.textContent.trim())).map(control => control.id || control.outerHTML)
                """);
        assertEquals(List.of(), nameless);
    }

    @Test
    void aPictureForPrintHasThreeHundredDotsAnInch() {
        Object width = page.askLater("""
                const done = arguments[arguments.length - 1];
                topostream.picture().then(made => createImageBitmap(new Blob([made.bytes]))).then(
                  bitmap => done(bitmap.width), failure => done(String(failure)));
                """);

        assertTrue(width instanceof Long pixels && pixels >= 18 / 2.54 * 300, () -> width + " pixels");
    }

    @Test
    void goesOnAfterTheServerWasStartedAgain() throws Exception {
        int port = java.net.URI.create(dashboard.url()).getPort();
        dashboard.close();
        page.await("return document.getElementById('connection').dataset.phase !== 'live'");
        dashboard = Dashboard.start(site, DashboardSettings.defaults().at("127.0.0.1", port));
        publish(11, 0.25f);
        chooseOwn();

        awaitPainted(11);
    }
}
