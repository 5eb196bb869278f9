package org.topostream.cli.access;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import org.topostream.schemas.Site;

/// How somebody is given a role: as commands for people, and as Kafka takes it.
///
/// @param principal `User:NAME`
public record Recipe(String principal, List<Right> rights) {
    private static final String ANY_HOST = "*";

    public Recipe {
        rights = List.copyOf(rights);
    }

    /// One line of `kafka-acls` for each resource.
    /// @param bootstrapServers of the cluster
    public List<String> commands(String bootstrapServers) {
        return rights.stream().map(right -> "kafka-acls --bootstrap-server " + bootstrapServers
                + " --command-config admin.properties --add --allow-principal '" + principal + "'"
                + right.operations().stream().map(each -> " --operation " + spelt(each)).collect(Collectors.joining())
                + resource(right)).toList();
    }

    private static String resource(Right right) {
        String pattern = right.place().pattern() == PatternType.PREFIXED ? " --resource-pattern-type prefixed" : "";
        return switch (right.type()) {
            case TOPIC -> " --topic '" + right.place().name() + "'" + pattern;
            case GROUP -> " --group '" + right.place().name() + "'" + pattern;
            case TRANSACTIONAL_ID -> " --transactional-id '" + right.place().name() + "'" + pattern;
            case CLUSTER -> " --cluster";
            default -> throw new IllegalStateException("no role needs a right to a " + right.type());
        };
    }

    /// As `kafka-acls` spells it: DescribeConfigs.
    private static String spelt(AclOperation operation) {
        return List.of(operation.name().split("_")).stream()
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /// One for each resource and operation.
    List<AclBinding> bindings() {
        return rights.stream().flatMap(right -> right.operations().stream().map(operation -> new AclBinding(
                pattern(right.type(), right.place()),
                new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW)))).toList();
    }

    private static ResourcePattern pattern(ResourceType type, Place place) {
        return new ResourcePattern(type, place.name(), place.pattern());
    }

    /// Gives them; those that are there already stay as they are.
    /// @return how many there are
    /// @throws KafkaException where the cluster refuses
    public int apply(Site site) {
        List<AclBinding> bindings = bindings();
        try (Admin admin = site.admin()) {
            admin.createAcls(bindings).all().get();
            return bindings.size();
        } catch (ExecutionException e) {
            throw new KafkaException("rights were not given to " + principal + ": " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }
}
