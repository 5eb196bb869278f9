package org.topostream.cli.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Broker and registry on one folder, which belongs to one process at a time.
public final class EmbeddedStack implements AutoCloseable {
    /// System property that says where Apicurio Registry was unpacked.
    public static final String REGISTRY_HOME = "topostream.registry.home";
    private static final String ROOT = "topostream.root";

    private final FileChannel lock;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;

    private EmbeddedStack(FileChannel lock, EmbeddedBroker broker, EmbeddedRegistry registry) {
        this.lock = lock;
        this.broker = broker;
        this.registry = registry;
    }

    /// Starts both at the same time.
    /// @throws IOException where one of them does not start, or another process uses the folder
    public static EmbeddedStack start(Path folder, Map<String, String> brokerOverrides)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        FileChannel lock = lock(folder);
        FutureTask<EmbeddedRegistry> registry = new FutureTask<>(
                () -> EmbeddedRegistry.start(registryHome(), folder.resolve("registry")));
        Thread.ofPlatform().name("registry-start").start(registry);
        try {
            EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"), brokerOverrides);
            try {
                HangingTransactions.end(broker.bootstrapServers());
                return new EmbeddedStack(lock, broker, registry.get());
            } catch (ExecutionException e) {
                broker.close();
                throw new IOException(e.getCause().getMessage(), e.getCause());
            } catch (InterruptedException e) {
                broker.close();
                throw e;
            }
        } catch (IOException | InterruptedException e) {
            closeStarted(registry);
            lock.close();
            throw e;
        }
    }

    private static void closeStarted(FutureTask<EmbeddedRegistry> registry) throws InterruptedException {
        try {
            registry.get().close();
        } catch (ExecutionException e) {
            // It never started, so there is nothing to stop.
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            FileLock held = channel.tryLock();
            if (held != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // The same process holds it: as bad as another one.
        }
        channel.close();
        throw new IOException(folder.toAbsolutePath() + " is in use by another topostream; stop it, or name another "
                + "folder with --data");
    }

    private static Path registryHome() {
        return Optional.ofNullable(System.getProperty(REGISTRY_HOME)).map(Path::of)
                .orElse(Path.of(System.getProperty(ROOT, "."), "cli", "target", "apicurio"));
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    public String schemaRegistryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
        try {
            lock.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot release the data folder", e);
        }
    }
}
