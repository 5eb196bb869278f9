package org.topostream.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import org.topostream.cli.site.DataFolder;
import org.topostream.schemas.Site;

/// A broker with Kafka's own size limits, as a lab's would have that was not set up for topostream, and a registry; made
/// once for all tests that ask for it.
public record PlainSite(SuiteStack stack, Path folder) implements AutoCloseable {

    private static PlainSite start() {
        try {
            Path folder = Files.createTempDirectory("topostream-plain");
            return new PlainSite(SuiteStack.start(folder.resolve("stack")), folder);
        } catch (IOException e) {
            throw new IllegalStateException("no broker and registry", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    public Site site() {
        return new Site(stack.bootstrapServers(), stack.schemaRegistry(), Map.of());
    }

    /// Runs a command against it.
    public CommandRun run(String... command) {
        String[] all = Arrays.copyOf(command, command.length + 4);
        System.arraycopy(new String[]{"--bootstrap-server", stack.bootstrapServers(), "--schema-registry",
                stack.schemaRegistry()}, 0, all, command.length, 4);
        return CommandRun.of(all);
    }

    @Override
    public void close() {
        stack.close();
        new DataFolder(folder).clear();
    }

    /// Gives tests the site as a parameter.
    public static final class Resolver implements ParameterResolver {
        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == PlainSite.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot().getStore(Namespace.GLOBAL).getOrComputeIfAbsent(PlainSite.class,
                    key -> PlainSite.start(), PlainSite.class);
        }
    }
}
