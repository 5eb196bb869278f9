package org.topostream.cli.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.topostream.schemas.Topics;

class RoleTest {
    private static final Scope ANNA = new Scope(Optional.of("anna"), List.of("clip"));

    private static Set<String> topics(Role role, Scope scope, AclOperation operation) {
        return role.rights(scope).stream()
                .filter(right -> right.type() == ResourceType.TOPIC && right.operations().contains(operation))
                .map(right -> right.place().toString()).collect(Collectors.toSet());
    }

    @Test
    void aStimulusComputerWritesStimuliAndNothingElse() {
        Scope everybody = new Scope(Optional.empty(), List.of());

        assertEquals(List.of(new Right(ResourceType.TOPIC, Place.of("stimuli"), Set.of(AclOperation.WRITE))),
                Role.STIMULUS_COMPUTER.rights(everybody));
        assertEquals(Set.of("stimuli", "events.anna"), topics(Role.STIMULUS_COMPUTER, ANNA, AclOperation.WRITE));
    }

    @Test
    void aMapSubscriberReadsOneSubjectsMapsAndNothingElse() {
        assertEquals(Set.of("maps.anna"), topics(Role.MAP_SUBSCRIBER, ANNA, AclOperation.READ));
        assertEquals(Set.of(), topics(Role.MAP_SUBSCRIBER, ANNA, AclOperation.WRITE));
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void noRightOfOneSubjectReachesAnotherWhoseNameBeginsAlike(Role role) {
        List<String> beginnings = role.rights(ANNA).stream().map(Right::place).filter(place -> !place.whole())
                .map(Place::name).filter(name -> name.contains("anna")).toList();

        assertTrue(beginnings.stream().noneMatch(name -> "topostream-evaluate-annabel".startsWith(name)
                || "topostream-estimate-annabel".startsWith(name) || "topostream-score-annabel.clip".startsWith(name)
                || "topostream-subscriber-annabel".startsWith(name) || "maps.annabel".startsWith(name)),
                beginnings::toString);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void noRoleMayDeleteAnythingOrAlterMoreThanTheListOfEncoders(Role role) {
        Set<AclOperation> operations = role.rights(ANNA).stream()
                .filter(right -> !right.place().equals(Place.of(Topics.trainers().name())))
                .flatMap(right -> right.operations().stream()).collect(Collectors.toSet());

        assertTrue(Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.CREATE, AclOperation.DESCRIBE,
                AclOperation.DESCRIBE_CONFIGS).containsAll(operations), operations::toString);
    }

    @Test
    void withoutASubjectTheBeginningOfTheNameCounts() {
        Scope everybody = new Scope(Optional.empty(), List.of());

        assertEquals(Set.of("subjects", "features.*", "encoders.*"), topics(Role.SCORE, everybody, AclOperation.READ));
    }

    @Test
    void rightsAreToldAsCommandsOfKafka() {
        Recipe recipe = new Recipe("User:anna-maps", Role.MAP_SUBSCRIBER.rights(ANNA));

        assertEquals(List.of(
                "kafka-acls --bootstrap-server b:9092 --command-config admin.properties --add --allow-principal "
                        + "'User:anna-maps' --operation Read --topic 'maps.anna'",
                "kafka-acls --bootstrap-server b:9092 --command-config admin.properties --add --allow-principal "
                        + "'User:anna-maps' --operation Read --group 'topostream-subscriber-anna.' "
                        + "--resource-pattern-type prefixed"),
                recipe.commands("b:9092"));
    }

    @Test
    void theDocumentShowsTheTable() throws IOException {
        String document = Files.readString(Path.of(System.getProperty("topostream.root"), "SECURITY.md"));

        assertTrue(document.contains(String.join("\n", RoleTable.lines())),
                "put what 'topostream acl' prints into SECURITY.md");
    }
}
