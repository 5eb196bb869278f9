package org.topostream.tests.page;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import org.topostream.cli.parts.LearningOptions;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.parts.NamedBackbone;
import org.topostream.cli.run.RunningParts;
import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.dashboard.Dashboard;
import org.topostream.dashboard.DashboardSettings;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.factortopy.backbone.BatchLimits;
import org.topostream.producers.ExperimentSession;
import org.topostream.producers.Pace;
import org.topostream.producers.phantom.Phantom;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;
import org.topostream.schemas.avro.Prediction;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.tests.Committed;

/// How soon the page shows what has happened, and what many pages cost.
@Command(name = "page.sh", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Show a simulated participant pictures at a steady pace, with all parts in one process and the live page open in a "
                + "browser without a screen, and tell how long it takes from a response sent to the changed score on the "
                + "page, and from an encoder published to its map repainted, with the start and without the first trials. "
                + "In every other block of trials further pages are open; the time to predictions of both kinds of block "
                + "tells what they cost.",
        "Ends with 1 where a score or a map never reached the page."})
public final class PageBench implements Callable<Integer> {
    private static final String SUBJECT = "phantom";
    private static final long SEED = 7;
    private static final double HALF = 0.5;
    private static final double NINETEEN_OF_TWENTY = 0.95;
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final int WARM_UP = 30;
    private static final Duration LOOK = Duration.ofMillis(20);

    @Option(names = "--trials", paramLabel = "N", defaultValue = "270", description = "Pictures (default: "
            + "${DEFAULT-VALUE}).")
    private int trials;

    @Option(names = "--voxels", paramLabel = "N", defaultValue = "600", description = "Voxels (default: "
            + "${DEFAULT-VALUE}).")
    private int voxels;

    @Option(names = "--rate", paramLabel = "N", defaultValue = "1", description = "Pictures a second (default: "
            + "${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--pages", paramLabel = "N", defaultValue = "20", description = "Pages in every other block "
            + "(default: ${DEFAULT-VALUE}).")
    private int pages;

    @Option(names = "--block", paramLabel = "N", defaultValue = "30", description = "Pictures in a block (default: "
            + "${DEFAULT-VALUE}).")
    private int block;

    private final PrintStream progress = System.err;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PageBench()).execute(arguments));
    }

    /// An encoder's version or a response's number, and when it was published.
    private record Happened(long number, long at) {}

    /// What the page drew, and when.
    private record Drawn(String key, long version, long trials, double at) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = java.nio.file.Files.createTempDirectory("page");
        try (Lifecycle parts = new Lifecycle()) {
            return run(parts, new DataFolder(folder));
        } finally {
            new DataFolder(folder).clear();
        }
    }

    private Integer run(Lifecycle parts, DataFolder data) throws IOException, InterruptedException {
        Backbone backbone = parts.add(new NamedBackbone(NamedBackbone.BUNDLED, "cpu").load());
        String network = backbone.spec().name();
        Phantom phantom = new Phantom(SUBJECT, backbone, voxels, trials, SEED);
        OpenSite open = parts.add(OpenSite.open(Optional.empty(), data, Map.of()));
        Site site = open.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(SUBJECT, network));
        }
        PacedExperiment paced = new PacedExperiment(phantom, Duration.ofNanos((long) (1e9 / rate)));
        ExperimentSession session = new ExperimentSession(site, paced, network, new Pace(2, Pace.defaults().lead()));
        session.publishSubject();
        RunningParts.extract(parts, site, data, List.of(backbone), 2, BatchLimits.defaults(), List.of());
        RunningParts.subject(parts, site, data, List.of(network), phantom.subject(), new LearningOptions());
        Dashboard dashboard = parts.add(Dashboard.start(site, DashboardSettings.defaults().at("127.0.0.1", 0)));
        Page page = parts.add(Page.open(dashboard.url()));
        progress.println(
                "The page is open at " + dashboard.url() + "; " + trials + " pictures at " + rate + " a second ...");
        String watch = "{\"type\":\"watch\",\"subject\":\"" + SUBJECT + "\",\"maps\":[\"" + network + "/layer\",\""
                + network + "/r\"],\"have\":{}}";
        List<Happened> encoders = new ArrayList<>();
        try (Crowd crowd = new Crowd(dashboard.url(), watch, pages - 1, Math.min(WARM_UP, trials / 4), block);
                TopicTail<EncoderPart> tail = TopicTail.open(site, Topics.encoders(SUBJECT, network).name())) {
            session.run(at -> {
                crowd.at(at.shown());
                tail.poll(LOOK, record -> note(record, encoders));
            });
            Thread.sleep(SETTLE);
            return tell(site, network, drawn(page), crowd, encoders);
        }
    }

    /// Encoders are noted as they come: compaction takes earlier manifests away.
    private static void note(ConsumerRecord<String, EncoderPart> record, List<Happened> encoders) {
        if (record.value() != null && record.value().getPart() instanceof EncoderManifest manifest) {
            encoders.add(new Happened(manifest.getVersion(), record.timestamp()));
        }
    }

    private static List<Drawn> drawn(Page page) throws IOException {
        JsonNode events = new ObjectMapper().readTree(page.<String>ask("return JSON.stringify(topostream.events)"));
        List<Drawn> drawn = new ArrayList<>();
        events.forEach(event -> drawn.add(new Drawn(event.path("key").asText(), event.path("encoderVersion").asLong(-1),
                event.path("trials").asLong(), event.path("drawnAt").asDouble())));
        return drawn;
    }

    private int tell(Site site, String network, List<Drawn> drawn, Crowd crowd, List<Happened> encoders) {
        Map<String, Split> splits = new HashMap<>();
        List<List<Double>> blocks = new ArrayList<>();
        Committed.<Prediction>records(site, Topics.predictions(SUBJECT).name()).forEach(record -> {
            Prediction prediction = record.value();
            splits.put(record.key(), prediction.getSplit());
            double took = Duration.between(prediction.getSentAt(), prediction.getScoredAt()).toNanos() / 1e6;
            crowd.add(prediction.getSentAt().toEpochMilli(), took, blocks);
        });
        List<Happened> responses = new ArrayList<>();
        Committed.<Response>records(site, Topics.responses(SUBJECT).name()).forEach(record -> {
            if (splits.get(record.key()) == Split.TRAIN) {
                responses.add(new Happened(responses.size() + 1, record.timestamp()));
            }
        });
        boolean all = lines("response sent -> changed score on the page", responses, crowd.begin(),
                response -> drawn.stream().filter(each -> each.key().equals("score/" + network)
                        && each.trials() >= response.number()).findFirst());
        all &= lines("encoder published -> map repainted", encoders, crowd.begin(),
                encoder -> drawn.stream().filter(each -> each.key().equals(network + "/layer")
                        && each.version() >= encoder.number()).findFirst());
        System.out.print(crowd.told(blocks));
        System.out.println(all ? "PASS: every score and map reached the page" : "FAIL: some never reached the page");
        return all ? 0 : 1;
    }

    /// Tells of all, and of those after a moment.
    /// @return whether all were drawn
    private static boolean lines(String what, List<Happened> happened, long from,
            Function<Happened, Optional<Drawn>> drawn) {
        line(what, happened.stream().map(each -> since(each.at(), drawn.apply(each))).toList());
        line(what + ", start left out", happened.stream().filter(each -> each.at() >= from)
                .map(each -> since(each.at(), drawn.apply(each))).toList());
        return !happened.isEmpty() && happened.stream().allMatch(each -> drawn.apply(each).isPresent());
    }

    private static double since(long sent, Optional<Drawn> drawn) {
        return drawn.map(each -> each.at() - sent).orElse(Double.NaN);
    }

    private static void line(String what, List<Double> milliseconds) {
        double[] sorted = milliseconds.stream().mapToDouble(Double::doubleValue).filter(value -> !Double.isNaN(value))
                .sorted().toArray();
        System.out.printf(Locale.ROOT, "%-62s %4d times, p50 %.0f ms, p95 %.0f ms, longest %.0f ms%n", what,
                sorted.length, at(sorted, HALF), at(sorted, NINETEEN_OF_TWENTY), at(sorted, 1));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
