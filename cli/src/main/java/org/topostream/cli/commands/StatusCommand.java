package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.ObjectMapper;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.topostream.cli.status.SiteReader;
import org.topostream.cli.status.SiteStatus;
import org.topostream.cli.status.StatusText;

/// `topostream status`.
@Command(name = "status", mixinStandardHelpOptions = true, description = "Show the whole site: brokers, registry, topics and "
        + "what waits in them, subjects, networks, encoders, scores, sources of volumes, refused records. Ends with 1 where "
        + "something is wrong.")
final class StatusCommand implements Callable<Integer> {
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final String CLEAR = "\u001b[H\u001b[2J";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Option(names = "--json", description = "Print JSON; with --watch, a line each time.")
    private boolean json;

    @Option(names = "--watch", description = "Show it anew every two seconds, until Ctrl-C.")
    private boolean watch;

    @Override
    public Integer call() throws Exception {
        SiteReader reader = new SiteReader(place.site());
        SiteStatus status = show(reader);
        while (watch) {
            Thread.sleep(EVERY);
            status = show(reader);
        }
        return status.well() ? 0 : 1;
    }

    private SiteStatus show(SiteReader reader) throws Exception {
        SiteStatus status = reader.read();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().writeValueAsString(status));
            out.flush();
        } else {
            if (watch && System.console() != null) {
                out.print(CLEAR);
            }
            StatusText.print(status, out);
        }
        return status;
    }
}
