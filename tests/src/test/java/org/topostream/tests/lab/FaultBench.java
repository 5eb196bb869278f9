package org.topostream.tests.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.topostream.cli.parts.Lifecycle;
import org.topostream.cli.site.DataFolder;
import org.topostream.factortopy.backbone.Backbone;
import org.topostream.schemas.Site;
import org.topostream.schemas.SizeLimits;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Subject;

/// Runs a lab of separate processes, does to it what goes wrong in labs, and looks whether anything is lost, there twice,
/// or predicted by an encoder that had seen the answer.
@Command(name = "faults.sh", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Start three brokers, a registry, extract, score, evaluate, map and train as separate processes, show trials at a "
                + "steady rate, and do to them what goes wrong in labs: one fault after the other, each once a trial shown "
                + "after the last one has been predicted, scored, learnt from and mapped. Then compare all that was "
                + "written with a run of the same trials without faults.",
        "Ends with 1 where anything is lost, duplicated, leaked or different."})
public final class FaultBench implements Callable<Integer> {
    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final Duration PUBLICATION = Duration.ofSeconds(5);

    @Mixin
    private final LabFolder folder = new LabFolder();

    @Option(names = "--faults", paramLabel = "N", defaultValue = "20", description = "The last one's number, which is how "
            + "many there are without --skip (default: ${DEFAULT-VALUE}).")
    private int faults;

    @Option(names = "--skip", paramLabel = "N", defaultValue = "0", description = "Leave out so many of the first, "
            + "which another run of this seed has had (default: ${DEFAULT-VALUE}).")
    private int skip;

    @Option(names = "--minutes", paramLabel = "N", description = "End after the fault that is under way then, and "
            + "compare; the report says how far it came, for --skip (default: no limit).")
    private Optional<Integer> minutes = Optional.empty();

    @Option(names = "--only", paramLabel = "KIND", split = ",", description = "Draw only faults whose kinds begin "
            + "so: kill, pause, kill-score, rebalance, disk-full, ...; several with commas between them.")
    private List<String> only = List.of("");

    @Option(names = "--rate", paramLabel = "N", defaultValue = "1", description = "Trials a second (default: "
            + "${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    private final PrintStream progress = System.err;
    private Optional<String> failure = Optional.empty();

    public static void main(String[] arguments) {
        LabFolder.run(new FaultBench(), arguments);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        FaultReport report = folder.with(this::run);
        System.out.print(json ? report.json() + "\n" : report.table());
        failure.ifPresent(what -> progress.println("The lab did not come back " + what));
        return failure.isEmpty() && report.verdict().pass() ? 0 : 1;
    }

    private FaultReport run(Path files) throws IOException, InterruptedException {
        try (Lifecycle lasting = new Lifecycle()) {
            Backbone backbone = lasting.add(UninterruptedRun.backbone().load());
            Disrupted disrupted = disrupt(files, backbone);
            progress.println("Running the same " + disrupted.presentations() + " presentations without faults ...");
            UninterruptedRun uninterrupted = UninterruptedRun.of(
                    new FaultExperiment(folder.seed(), disrupted.presentations()),
                    backbone, files.resolve("uninterrupted"));
            return new FaultReport(folder.seed(), skip, disrupted.recoveries(), disrupted.presentations(),
                    disrupted.outcome().expectedMaps().size() / Watch.KINDS.size(), disrupted.endedByThemselves(),
                    disrupted.leftOut(), Verdict.of(disrupted.outcome(), disrupted.examples(),
                            uninterrupted.outcome(), uninterrupted.examples()));
        }
    }

    /// What is left of the run with faults.
    private record Disrupted(int presentations, List<FaultReport.Recovery> recoveries, int endedByThemselves,
            List<FaultKind> leftOut, Outcome outcome, Map<String, Integer> examples) {}

    private Disrupted disrupt(Path files, Backbone backbone) throws IOException, InterruptedException {
        String network = backbone.spec().name();
        FaultExperiment experiment = new FaultExperiment(folder.seed(), 0);
        Jvm jvm = new Jvm(files.resolve("classes.aot"), Path.of(System.getProperty("topostream.root")),
                Jvm.Habit.COMES_BACK);
        try (Lifecycle lab = new Lifecycle()) {
            progress.println("Starting the lab; its logs are in " + files + " ...");
            jvm.makeCache(files.resolve("cache"));
            Optional<ExampleDisk> disk = disk(lab, files.resolve("parts").resolve(Part.TRAIN.command()));
            Cluster cluster = lab.add(new Cluster(files.resolve("cluster"), jvm, SizeLimits.of(Map.of()).broker()));
            Site site = cluster.site();
            prepare(site, experiment.subject(), network);
            Watch watch = lab.add(new Watch(site, network));
            Lab parts = lab.add(new Lab(files.resolve("parts"), jvm, site));
            SteadySession session = lab.add(new SteadySession(site, experiment, watch, rate));
            Flow flow = new Flow(session, watch);
            flow.await(START);
            cluster.awaitWhole(START);
            ExampleFiles examples = new ExampleFiles(
                    new DataFolder(parts.data(Part.TRAIN.command())).examples(FaultExperiment.SUBJECT, network));
            Injector injector = new Injector(cluster, parts, disk, examples, flow,
                    ExampleFiles.featureBytes(backbone.spec()));
            List<FaultKind> kinds = new ArrayList<>(FaultKind.named(only));
            kinds.removeAll(injector.impossible());
            List<FaultReport.Recovery> recoveries = strike(new FaultPlan(kinds, folder.seed()), injector, flow, cluster,
                    new PublicationSpy(site, network));
            finish(session, watch, parts);
            parts.close();
            return new Disrupted(session.shown(), recoveries, parts.endedByThemselves(), injector.impossible(),
                    watch.outcome(), examples.count(backbone.spec()));
        }
    }

    private Optional<ExampleDisk> disk(Lifecycle lab, Path where) throws InterruptedException {
        try {
            return Optional.of(lab.add(ExampleDisk.mount(where)));
        } catch (IOException e) {
            progress.println("No disk that can be full: " + e.getMessage());
            return Optional.empty();
        }
    }

    static void prepare(Site site, Subject subject, String network) throws InterruptedException {
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(FaultExperiment.SUBJECT, network));
        }
        try (KafkaProducer<String, Subject> producer = site.producer()) {
            producer.send(new ProducerRecord<>(Topics.subjects().name(), subject.getSubject(), subject));
        }
    }

    /// Ends early where the lab does not come back; what it has written by then is compared all the same.
    private List<FaultReport.Recovery> strike(FaultPlan plan, Injector injector, Flow flow, Cluster cluster,
            PublicationSpy spy) throws InterruptedException, IOException {
        List<FaultReport.Recovery> recoveries = new ArrayList<>();
        long started = System.nanoTime();
        for (int number = 1; number <= skip; number++) {
            plan.next();
        }
        Duration limit = minutes.map(Duration::ofMinutes).orElse(Duration.ofDays(365));
        for (int number = skip + 1; number <= faults && System.nanoTime() - started < limit.toNanos(); number++) {
            FaultPlan.Fault fault = plan.next();
            try {
                recoveries.add(strike(fault, injector, flow, spy));
                cluster.awaitWhole(RECOVERY);
            } catch (IllegalStateException e) {
                failure = Optional.of("after fault " + number + ", " + fault.kind().label() + ": " + e.getMessage());
                progress.println("The lab does not come back " + failure.get());
                return recoveries;
            }
            progress.printf("%5d of %d  %-20s predicts after %5.1f s, all flows after %5.1f s  (%d s so far)%n",
                    number, faults, fault.kind().label(), recoveries.getLast().predicted(),
                    recoveries.getLast().seconds(), (System.nanoTime() - started) / 1_000_000_000);
        }
        return recoveries;
    }

    private FaultReport.Recovery strike(FaultPlan.Fault fault, Injector injector, Flow flow, PublicationSpy spy)
            throws InterruptedException, IOException {
        Thread.sleep(fault.variant() % (int) (1000 / rate)); // Any moment between two trials.
        if (fault.publishing()) {
            spy.await(PUBLICATION);
        }
        int encoders = flow.watch().encoders();
        long since = injector.strike(fault);
        long predicted = flow.await(RECOVERY);
        double seconds = (System.nanoTime() - since) / 1e9;
        return new FaultReport.Recovery(fault.kind(), (predicted - since) / 1e9, seconds,
                flow.watch().encoders() - encoders);
    }

    /// Waits until all is dealt with; the trainer starts once more, so that its files are looked through.
    private static void finish(SteadySession session, Watch watch, Lab parts)
            throws IOException, InterruptedException {
        Answer last = session.finish(RECOVERY);
        if (!watch.await(now -> now.isDealtWith(last), RECOVERY)) {
            throw new IllegalStateException("the lab does not come to an end: " + watch.missing(last));
        }
        int encoders = watch.encoders();
        long from = parts.logBytes(Part.TRAIN);
        parts.kill(Part.TRAIN);
        parts.awaitLog(Part.TRAIN, from, "trainer ready", RECOVERY);
        if (watch.encoders() != encoders) {
            throw new IllegalStateException("a trainer that had nothing to learn published an encoder");
        }
    }
}
