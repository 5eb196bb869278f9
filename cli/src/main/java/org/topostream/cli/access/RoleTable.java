package org.topostream.cli.access;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;

/// All roles and their rights as a table of Markdown, which SECURITY.md shows.
public final class RoleTable {
    private static final String CHANGELOG = "-changelog";

    private RoleTable() {}

    public static List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("| role | reads | writes | groups | transactions | besides |",
                "| --- | --- | --- | --- | --- | --- |"));
        Stream.of(Role.values()).map(RoleTable::line).forEach(lines::add);
        return lines;
    }

    private static String line(Role role) {
        if (role == Role.UP) {
            return "| `up`: " + role.task()
                    + " | all that `extract`, `score`, `evaluate`, `map`, `estimate`, `trainer` "
                    + "and `doors` read | what they write | theirs | theirs | theirs |";
        }
        List<Right> rights = role.rights(Scope.anybody());
        return "| `" + role.label() + "`: " + role.task() + " | " + topics(rights, AclOperation.READ) + " | "
                + topics(rights, AclOperation.WRITE) + " | " + places(rights, ResourceType.GROUP) + " | "
                + places(rights, ResourceType.TRANSACTIONAL_ID) + " | " + besides(rights) + " |";
    }

    private static String topics(List<Right> rights, AclOperation operation) {
        return rights.stream().filter(right -> right.type() == ResourceType.TOPIC && !isChangelog(right)
                && right.operations().contains(operation)).map(RoleTable::code).collect(Collectors.joining(", "));
    }

    private static boolean isChangelog(Right right) {
        return right.place().name().endsWith(CHANGELOG);
    }

    private static String places(List<Right> rights, ResourceType type) {
        return rights.stream().filter(right -> right.type() == type)
                .map(right -> code(right) + (right.operations().contains(AclOperation.READ)
                        || type != ResourceType.GROUP ? "" : " (describe)"))
                .collect(Collectors.joining(", "));
    }

    private static String besides(List<Right> rights) {
        List<String> besides = new ArrayList<>();
        List<String> changelogs = rights.stream().filter(RoleTable::isChangelog).map(right -> right.place().name())
                .toList();
        if (!changelogs.isEmpty()) {
            besides.add("makes, reads and writes `<group>-{" + changelogs.stream()
                    .map(name -> name.substring(name.lastIndexOf(">-") + 2, name.length() - CHANGELOG.length()))
                    .collect(Collectors.joining(",")) + "}" + CHANGELOG + "`");
        }
        rights.stream().filter(right -> right.operations().contains(AclOperation.ALTER))
                .forEach(right -> besides.add("gives " + code(right) + " partitions"));
        if (rights.stream().anyMatch(right -> right.type() == ResourceType.CLUSTER)) {
            besides.add("describes brokers' settings; makes and describes every topic of the catalogue");
        }
        return String.join("; ", besides);
    }

    private static String code(Right right) {
        return "`" + right.place() + "`";
    }
}
