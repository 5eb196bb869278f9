package org.topostream.cli.commands;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.MonitorOptions;
import org.topostream.cli.parts.PageOptions;
import org.topostream.dashboard.Dashboard;
import org.topostream.schemas.Site;

/// `topostream dashboard`.
@Command(name = "dashboard", mixinStandardHelpOptions = true, description = "Serve the live page: maps on the cortex while "
        + "they form, scores, predicted and measured patterns, the encoder's history. 'demo', 'replay' and 'up' serve it "
        + "too.")
final class DashboardCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final PageOptions page = new PageOptions();

    @Mixin
    private final MonitorOptions monitoring = new MonitorOptions();

    @Override
    public Integer call() throws Exception {
        Site site = place.site();
        Stay.up(spec.commandLine().getOut(), monitoring, "Serving the live page", parts -> {
            Dashboard dashboard = parts.add(page.serve(site));
            spec.commandLine().getOut().println("Live page: " + dashboard.url());
        });
        return 0;
    }
}
