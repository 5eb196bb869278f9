package org.topostream.tests.operate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import org.topostream.cli.commands.RootCommand;

/// What can be checked of the manifests without a cluster: they are read into Kubernetes' and Strimzi's own types, which
/// know no other fields.
class KubernetesTest {
    private static final Path FOLDER = Path.of(System.getProperty("topostream.root", ".."), "kubernetes");
    private static final Map<String, Class<?>> KINDS = Map.ofEntries(Map.entry("Namespace", Namespace.class),
            Map.entry("ConfigMap", ConfigMap.class), Map.entry("Deployment", Deployment.class),
            Map.entry("Service", Service.class), Map.entry("PersistentVolumeClaim", PersistentVolumeClaim.class),
            Map.entry("NetworkPolicy", NetworkPolicy.class), Map.entry("Kafka", Kafka.class),
            Map.entry("KafkaNodePool", KafkaNodePool.class), Map.entry("KafkaTopic", KafkaTopic.class),
            Map.entry("KafkaUser", KafkaUser.class));

    /// The types keep fields that they do not know; here such a field is a slip.
    private static final ObjectMapper STRICT = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .setAnnotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            });

    private static List<JsonNode> manifests(String folder) throws IOException {
        List<JsonNode> manifests = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                new Yaml().loadAll(Files.readString(file))
                        .forEach(document -> manifests.add(new ObjectMapper().valueToTree(document)));
            }
        }
        return manifests.stream().filter(manifest -> !manifest.path("kind").asText().equals("Kustomization")).toList();
    }

    private static Object read(JsonNode manifest) throws IOException {
        return STRICT.treeToValue(manifest, KINDS.get(manifest.path("kind").asText()));
    }

    private static List<Deployment> deployments(String folder) throws IOException {
        List<Deployment> deployments = new ArrayList<>();
        for (JsonNode manifest : manifests(folder)) {
            if (read(manifest) instanceof Deployment deployment) {
                deployments.add(deployment);
            }
        }
        return deployments;
    }

    private static Container container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
    }

    @Test
    void everyManifestHasFieldsOfItsKindOnly() throws IOException {
        List<JsonNode> manifests = new ArrayList<>(manifests("base"));
        manifests.addAll(manifests("gpu"));

        for (JsonNode manifest : manifests) {
            assertTrue(KINDS.containsKey(manifest.path("kind").asText()), manifest.path("kind").asText());
            read(manifest);
        }

        assertTrue(manifests.size() > 15, manifests.size() + " manifests");
    }

    @Test
    void kustomizationsNameAllFilesThatThereAre() throws IOException {
        for (String folder : List.of("base", "gpu")) {
            JsonNode kustomization = new ObjectMapper().valueToTree(
                    new Yaml().load(Files.readString(FOLDER.resolve(folder).resolve("kustomization.yaml"))));
            Set<String> named = new TreeSet<>(Set.of("kustomization.yaml"));
            kustomization.path("resources").forEach(resource -> named.add(resource.asText()));
            kustomization.path("patches").forEach(patch -> named.add(patch.path("path").asText()));
            named.remove("../base");

            try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
                assertEquals(named, files.map(file -> file.getFileName().toString())
                        .collect(Collectors.toCollection(TreeSet::new)));
            }
        }
    }

    @Test
    void aSlipIsFound() throws IOException {
        JsonNode slip = new ObjectMapper().readTree("""
                {"apiVersion": "apps/v1", "kind": "Deployment", "spec": {"replica": 1}}""");

        assertThrows(UnrecognizedPropertyException.class, () -> read(slip));
    }

    @Test
    void everyPodIsRestrictedAndGetsNoAddressesAsVariables() throws IOException {
        for (Deployment deployment : deployments("base")) {
            String name = deployment.getMetadata().getName();
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            Container container = container(deployment);

            assertEquals(false, pod.getEnableServiceLinks(), name);
            assertEquals(false, pod.getAutomountServiceAccountToken(), name);
            assertEquals(true, pod.getSecurityContext().getRunAsNonRoot(), name);
            assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem(), name);
            assertEquals(false, container.getSecurityContext().getAllowPrivilegeEscalation(), name);
            assertTrue(container.getReadinessProbe() != null && container.getLivenessProbe() != null, name);
        }
    }

    @Test
    void everyAppsArgumentsAreACommandLineAndItsProbesAreServed() throws IOException {
        List<Deployment> apps = new ArrayList<>(deployments("base"));
        apps.removeIf(deployment -> deployment.getMetadata().getName().equals("registry"));
        assertEquals(7, apps.size());

        for (Deployment app : apps) {
            Container container = container(app);
            String[] words = container.getArgs().stream()
                    .map(word -> word.replace("$(SUBJECT)", "phantom").replace("$(BACKBONE)", "scattering"))
                    .toArray(String[]::new);

            assertTrue(RootCommand.commandLine(words).parseArgs(words).hasSubcommand(), List.of(words).toString());
            assertEquals("/ready", container.getReadinessProbe().getHttpGet().getPath());
            assertEquals("/health", container.getLivenessProbe().getHttpGet().getPath());
        }
    }

    @Test
    void extractionAndTrainingAskForAGpuEach() throws IOException {
        List<Deployment> patches = deployments("gpu");

        assertEquals(List.of("extract", "train"),
                patches.stream().map(patch -> patch.getMetadata().getName()).toList());
        for (Deployment patch : patches) {
            assertEquals("1", container(patch).getResources().getLimits().get("nvidia.com/gpu").getAmount());
        }
    }
}
