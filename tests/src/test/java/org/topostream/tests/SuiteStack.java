package org.topostream.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

import org.topostream.cli.embedded.EmbeddedStack;

/// The broker, with Kafka's own limits, and the registry that the suite's tests share: containers of their makers' images
/// where Docker works, else the embedded ones. Says which.
///
/// @param stop ends both
public record SuiteStack(String bootstrapServers, String schemaRegistry, Runnable stop) implements AutoCloseable {
    private static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");
    private static final DockerImageName REGISTRY = DockerImageName
            .parse("quay.io/apicurio/apicurio-registry:3.3.3");
    private static final int REGISTRY_PORT = 8080;
    private static final String API = "/apis/ccompat/v7";
    /// `embedded` or `containers`; without it, containers where there is Docker.
    private static final String CHOICE = "topostream.tests.stack";

    /// @param folder where the embedded one keeps its data
    public static SuiteStack start(Path folder) throws IOException, InterruptedException {
        String choice = System.getProperty(CHOICE, "");
        boolean containers = choice.equals("containers")
                || choice.isEmpty() && DockerClientFactory.instance().isDockerAvailable();
        System.out.println(containers
                ? "The suite runs on containers: " + KAFKA + " and " + REGISTRY
                : "The suite runs on the embedded broker and registry: no Docker here, or they were asked for");
        return containers ? containers() : embedded(folder);
    }

    private static SuiteStack embedded(Path folder) throws IOException, InterruptedException {
        EmbeddedStack stack = EmbeddedStack.start(folder, Map.of());
        return new SuiteStack(stack.bootstrapServers(), stack.schemaRegistryUrl(), stack::close);
    }

    @SuppressWarnings("resource") // stopped by close(), and by Testcontainers where this process dies
    private static SuiteStack containers() {
        KafkaContainer kafka = new KafkaContainer(KAFKA);
        GenericContainer<?> registry = new GenericContainer<>(REGISTRY).withExposedPorts(REGISTRY_PORT)
                .waitingFor(Wait.forHttp(API + "/subjects"));
        kafka.start();
        registry.start();
        return new SuiteStack(kafka.getBootstrapServers(),
                "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT) + API, () -> {
                    registry.stop();
                    kafka.stop();
                });
    }

    @Override
    public void close() {
        stop.run();
    }
}
