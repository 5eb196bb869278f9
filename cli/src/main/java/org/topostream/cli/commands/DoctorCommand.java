package org.topostream.cli.commands;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.topostream.cli.parts.BackboneChoice;
import org.topostream.cli.run.Checkup;
import org.topostream.cli.site.SiteOptions;

/// `topostream doctor`.
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Check this machine and, where one is named, "
        + "your cluster: Java, GPUs, native libraries, the network, Kafka, the schema registry.")
final class DoctorCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private final SiteOptions site = new SiteOptions();

    @Mixin
    private final BackboneChoice backbone = new BackboneChoice();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        List<Checkup.Finding> findings = Checkup.of(site.external(), backbone,
                finding -> print(out, finding)).run();
        long failed = findings.stream().filter(finding -> finding.failure().isPresent()).count();
        out.println(failed == 0 ? "All is well." : failed + " of " + findings.size() + " checks failed.");
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    private static void print(PrintWriter out, Checkup.Finding finding) {
        Optional<String> failure = finding.failure();
        out.printf("%-4s  %-16s %s%n", failure.isPresent() ? "FAIL" : "ok", finding.name(),
                failure.orElse(finding.detail()));
        out.flush();
    }
}
