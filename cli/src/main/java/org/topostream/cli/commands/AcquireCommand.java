package org.topostream.cli.commands;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import org.topostream.cli.acquire.AcquireOptions;
import org.topostream.cli.acquire.ScanCheck;
import org.topostream.cli.acquire.SocketSource;
import org.topostream.cli.acquire.SourceText;
import org.topostream.cli.acquire.SourceWatch;
import org.topostream.cli.acquire.StatusLines;
import org.topostream.cli.acquire.WatchedSource;
import org.topostream.cli.config.Bounds;
import org.topostream.cli.parts.Lifecycle;
import org.topostream.producers.scan.FolderSource;
import org.topostream.producers.scan.VolumeSender;
import org.topostream.producers.scan.VolumeSender.Origin;
import org.topostream.producers.scan.folder.FolderSettings;
import org.topostream.producers.scan.socket.AfniReceiver;
import org.topostream.producers.scan.socket.FieldTripReceiver;
import org.topostream.producers.scan.socket.MurfiReceiver;
import org.topostream.producers.scan.socket.PynealReceiver;
import org.topostream.producers.scan.socket.ReceiverSettings;
import org.topostream.producers.scan.socket.VolumeListener;
import org.topostream.producers.scan.socket.VolumeReceiver;
import org.topostream.producers.scan.status.FolderReport;
import org.topostream.producers.scan.status.SourceAccount;
import org.topostream.producers.scan.status.SourceReporter;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;

/// `topostream acquire`.
@Command(name = "acquire", mixinStandardHelpOptions = true, description = "Take volumes from a scanner, as they come.")
final class AcquireCommand implements Runnable {
    private static final String LEDGER = "delivered.ledger";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(),
                "expected 'acquire folder', 'acquire check', 'acquire afni', 'acquire pyneal', 'acquire murfi', "
                        + "'acquire fieldtrip' or 'acquire status'");
    }

    /// Opens a receiver of one protocol.
    private interface Opener {
        VolumeReceiver open(ReceiverSettings settings, VolumeListener listener) throws IOException;
    }

    @Command(name = "check", mixinStandardHelpOptions = true, description = "Read all files of a folder, send none, and "
            + "tell what they hold; ends with 1 where something cannot be read.")
    int check(@Parameters(paramLabel = "FOLDER", description = "The scanner's files, also in sub-folders.") Path folder,
            @Bounds(min = 0) @Option(names = "--first", paramLabel = "N", defaultValue = "1", description = "The number in the names of "
                    + "a run's first volume, of files whose names number them (default: ${DEFAULT-VALUE}).") int first)
            throws IOException {
        ScanCheck check = ScanCheck.of(folder, first);
        spec.commandLine().getOut().println(check.text());
        spec.commandLine().getOut().flush();
        return check.isGood() ? 0 : 1;
    }

    @Command(name = "folder", mixinStandardHelpOptions = true, description = "Watch a folder for DICOM, NIfTI and "
            + "PAR/REC files.")
    int folder(@Mixin PlaceOptions place, @Mixin AcquireOptions options,
            @Parameters(paramLabel = "FOLDER", description = "Where the scanner's files come, also in sub-folders.") Path folder,
            @Bounds(min = 0) @Option(names = "--first", paramLabel = "N", defaultValue = "1", description = "The number in the names of "
                    + "a run's first volume, of files whose names number them (default: ${DEFAULT-VALUE}).") int first,
            @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Further settings: finished.path, "
                    + "error.path, file.minimum.age.ms, file.patience.ms, poll.interval.ms, series.filter, "
                    + "series.numbers, series.kinds, series.runs, run.name, input.file.pattern.") Map<String, String> more)
            throws Exception {
        Map<String, String> settings = new HashMap<>(more == null ? Map.of() : more);
        settings.put(FolderSettings.INPUT, folder.toString());
        settings.putIfAbsent(FolderSettings.LEDGER, place.data("acquire").path().resolve(LEDGER).toString());
        FolderSettings known = FolderSettings.of(settings);
        Site site = prepared(place, options);
        Stay.up(out(), options.monitoring(), "Taking volumes of " + options.subject() + " from " + folder, parts -> {
            Origin origin = options.origin("folder");
            SourceAccount account = account(parts, site, origin, folder.toString());
            FolderSource source = parts.add(new FolderSource(known, first, account));
            SourceReporter reporter = parts.add(
                    new SourceReporter(site, () -> FolderReport.of(account.status(), source.status())));
            parts.add(new WatchedSource(reporter::latest));
            parts.add(new StatusLines(out(),
                    () -> SourceText.line(reporter.latest()) + "\n" + source.status().text()));
        });
        return 0;
    }

    @Command(name = "afni", mixinStandardHelpOptions = true, description = "Receive what is sent to AFNI's realtime "
            + "plugin.")
    int afni(@Mixin PlaceOptions place, @Mixin AcquireOptions options,
            @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Of this "
                    + "machine, for senders (default: ${DEFAULT-VALUE}).") String host,
            @Bounds(min = 0, max = 65535) @Option(names = "--port", paramLabel = "N", defaultValue = "7954", description = "Of the control connection "
                    + "(default: ${DEFAULT-VALUE}).") int port,
            @Bounds(min = 0, max = 65535) @Option(names = "--data-port", paramLabel = "N", defaultValue = "7953", description = "Of the data "
                    + "(default: ${DEFAULT-VALUE}).") int dataPort)
            throws Exception {
        return receive("afni", at(host, port), place, options,
                (settings, listener) -> AfniReceiver.open(settings, dataPort, listener));
    }

    @Command(name = "pyneal", mixinStandardHelpOptions = true, description = "Receive what Pyneal Scanner sends.")
    int pyneal(@Mixin PlaceOptions place, @Mixin AcquireOptions options,
            @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Of this "
                    + "machine, for senders (default: ${DEFAULT-VALUE}).") String host,
            @Bounds(min = 0, max = 65535) @Option(names = "--port", paramLabel = "N", defaultValue = "5555", description = "(default: "
                    + "${DEFAULT-VALUE}).") int port)
            throws Exception {
        return receive("pyneal", at(host, port), place, options, PynealReceiver::open);
    }

    @Command(name = "murfi", mixinStandardHelpOptions = true, description = "Receive what scanners send to MURFI.")
    int murfi(@Mixin PlaceOptions place, @Mixin AcquireOptions options,
            @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Of this "
                    + "machine, for senders (default: ${DEFAULT-VALUE}).") String host,
            @Bounds(min = 0, max = 65535) @Option(names = "--port", paramLabel = "N", defaultValue = "15000", description = "(default: "
                    + "${DEFAULT-VALUE}).") int port)
            throws Exception {
        return receive("murfi", at(host, port), place, options,
                (settings, listener) -> MurfiReceiver.open(settings, MurfiReceiver.FIRST, listener));
    }

    @Command(name = "fieldtrip", mixinStandardHelpOptions = true, description = "Be the FieldTrip buffer that a "
            + "scanner's software fills.")
    int fieldtrip(@Mixin PlaceOptions place, @Mixin AcquireOptions options,
            @Option(names = "--host", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "Of this "
                    + "machine, for senders (default: ${DEFAULT-VALUE}).") String host,
            @Bounds(min = 0, max = 65535) @Option(names = "--port", paramLabel = "N", defaultValue = "1972", description = "(default: "
                    + "${DEFAULT-VALUE}).") int port)
            throws Exception {
        return receive("fieldtrip", at(host, port), place, options, FieldTripReceiver::open);
    }

    private static ReceiverSettings at(String host, int port) {
        return ReceiverSettings.onLoopback(port).withHost(host);
    }

    @Command(name = "status", mixinStandardHelpOptions = true, description = "Print how all sources of volumes stand, and "
            + "then a row for each that stands otherwise, until Ctrl-C: run, last volume, missing and refused ones, lag, "
            + "and how the clocks go.")
    int status(@Mixin PlaceOptions place,
            @Option(names = "--subject", paramLabel = "NAME", description = "Only this subject's (default: all that have "
                    + "sources).") Optional<String> subject)
            throws Exception {
        Site site = place.site();
        Set<String> subjects = subject.map(Set::of).orElseGet(() -> SourceWatch.subjects(site));
        if (subjects.isEmpty()) {
            throw new IllegalArgumentException("nobody has sources yet; name a --subject who will");
        }
        Stay.up(out(), "Watching sources of " + String.join(", ", subjects),
                parts -> parts.add(new SourceWatch(site, subjects, out())));
        return 0;
    }

    private int receive(String door, ReceiverSettings at, PlaceOptions place, AcquireOptions options, Opener opener)
            throws Exception {
        Site site = prepared(place, options);
        Stay.up(out(), options.monitoring(), "Taking volumes of " + options.subject(), parts -> {
            SourceAccount account = account(parts, site, options.origin(door), at.host() + ":" + at.port());
            VolumeReceiver receiver = parts.add(opener.open(at, new SocketSource(account, out())));
            out().println("Listening on " + receiver.address());
            SourceReporter reporter = parts.add(new SourceReporter(site, account::status));
            parts.add(new WatchedSource(reporter::latest));
            parts.add(new StatusLines(out(), () -> SourceText.line(reporter.latest())));
        });
        return 0;
    }

    /// @param place where the source is
    private static SourceAccount account(Lifecycle parts, Site site, Origin origin, String place) {
        return new SourceAccount(origin, origin.door() + " " + place, parts.add(new VolumeSender(site, origin)),
                Clock.system(ZoneId.systemDefault()));
    }

    private Site prepared(PlaceOptions place, AcquireOptions options) throws IOException {
        Site site = place.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(List.of(Topics.volumes(options.subject()), Topics.events(options.subject()),
                    Topics.responses(options.subject()), Topics.sources(options.subject()), Topics.subjects(),
                    Topics.deadLetters()));
        }
        return site;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
