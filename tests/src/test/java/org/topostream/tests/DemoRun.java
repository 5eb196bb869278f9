package org.topostream.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.topostream.cli.site.DataFolder;
import org.topostream.cli.site.OpenSite;
import org.topostream.schemas.Site;

/// A small demo that ran to its end against an embedded broker and registry which are still up; made once for all
/// tests that ask for it.
///
/// @param run    the command
/// @param report what `--report` wrote
public record DemoRun(OpenSite open, CommandRun run, JsonNode report) implements AutoCloseable {
    public static final int TRIALS = 60;
    public static final int VOXELS = 40;
    public static final String SUBJECT = "phantom";
    public static final String BACKBONE = "scattering";

    private static DemoRun start() {
        try {
            Path folder = Files.createTempDirectory("topostream-demo");
            OpenSite open = OpenSite.open(Optional.empty(), new DataFolder(folder), Map.of());
            Path report = folder.resolve("report.json");
            CommandRun run = CommandRun.of("demo", "--trials", Integer.toString(TRIALS), "--voxels",
                    Integer.toString(VOXELS), "--exit", "--report", report.toString(), "--data",
                    folder.resolve("demo").toString(), "--bootstrap-server", open.site().bootstrapServers(),
                    "--schema-registry", open.site().schemaRegistry());
            if (run.status() != 0) {
                throw new IllegalStateException("the demo failed: " + run.printed());
            }
            return new DemoRun(open, run, new ObjectMapper().readTree(report.toFile()));
        } catch (IOException e) {
            throw new IllegalStateException("the demo did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public Site site() {
        return open.site();
    }

    /// Options that name the site.
    String[] siteOptions(String... command) {
        String[] all = java.util.Arrays.copyOf(command, command.length + 4);
        System.arraycopy(new String[]{"--bootstrap-server", site().bootstrapServers(), "--schema-registry",
                site().schemaRegistry()}, 0, all, command.length, 4);
        return all;
    }

    @Override
    public void close() {
        open.close();
        open.data().clear();
    }

    /// Gives tests the run as a parameter.
    public static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == DemoRun.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(DemoRun.class,
                    key -> DemoRun.start(), DemoRun.class);
        }
    }
}
