package org.topostream.cli.access;

import static org.apache.kafka.common.acl.AclOperation.ALTER;
import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.resource.ResourceType.CLUSTER;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

import org.topostream.streams.estimate.EstimateStage;
import org.topostream.streams.evaluate.EvaluateStage;
import org.topostream.streams.extract.ExtractStage;
import org.topostream.streams.map.MapStage;

/// Who may do what: the one table that `topostream acl`, SECURITY.md and the tests share. A role has what its part does
/// and nothing else; what no role has, only Kafka's administrators may do.
public enum Role {
    EXTRACT("makes features of stimuli", false, scope -> new Rights().read("stimuli")
            .read(scope.ofBackbone("features.")).write(scope.ofBackbone("features.")).write("dead-letters")
            .stage(scope.ofBackbone("topostream-extract-"), ExtractStage.STORES)),

    SCORE("predicts", false, scope -> new Rights().read("subjects").read(scope.ofBackbone("features."))
            .read(scope.ofBoth("encoders.")).write(scope.ofSubject("predictions.")).write("dead-letters")
            .stage(scope.ofBoth("topostream-score-"), List.of())),

    EVALUATE("scores predictions", false, scope -> new Rights().read("subjects")
            .read(scope.ofSubject("predictions.")).read(scope.ofSubject("responses."))
            .write(scope.ofSubject("scores.")).write(scope.ofSubject("maps.")).write("dead-letters")
            .stage(scope.ofSubject("topostream-evaluate-"), EvaluateStage.STORES)),

    MAP("draws maps", false, scope -> new Rights().read("subjects").read(scope.ofBoth("encoders."))
            .write(scope.ofSubject("maps.")).write("dead-letters")
            .stage(scope.ofBoth("topostream-map-"), MapStage.STORES)),

    ESTIMATE("tells responses from volumes", false, scope -> new Rights().read("subjects")
            .read(scope.ofSubject("volumes.")).read(scope.ofSubject("events."))
            .write(scope.ofSubject("responses.")).write(scope.ofSubject("sources.")).write("dead-letters")
            .stage(scope.ofSubject("topostream-estimate-"), EstimateStage.STORES)),

    TRAINER("learns encoders", false, scope -> new Rights().read("subjects").read(scope.ofBackbone("features."))
            .read(scope.ofSubject("responses.")).read(scope.ofBoth("encoders.")).write(scope.ofBoth("encoders."))
            .read("trainers").write("trainers").add(TOPIC, List.of(Place.of("trainers")), ALTER)
            .group(scope.ofBoth("topostream-train-")).group(List.of(Place.of("topostream-trainers")))
            .transactions(scope.ofBoth("topostream-train-")).transactions(List.of(Place.of("topostream-trainers")))),

    STIMULUS_COMPUTER("shows pictures; with a subject, tells its events, too", false,
            scope -> scope.subject().isPresent()
                    ? new Rights().write("stimuli").write(scope.ofSubject("events."))
                    : new Rights().write("stimuli")),

    SCANNER("sends one subject's volumes", true, scope -> new Rights().write(scope.ofSubject("volumes."))
            .write(scope.ofSubject("sources."))),

    RESPONDER("sends one subject's responses", true, scope -> new Rights().write(scope.ofSubject("responses."))),

    MAP_SUBSCRIBER("reads one subject's maps", true, scope -> new Rights().read(scope.ofSubject("maps."))
            .group(List.of(Place.beginning("topostream-subscriber-" + scope.subject().orElse("") + ".")))),

    DASHBOARD("serves the live page, doors closed", false, scope -> new Rights().read("subjects", "stimuli")
            .read(Stream.of("maps.", "scores.", "predictions.", "responses.", "surfaces.", "sources.")
                    .flatMap(kind -> scope.ofSubject(kind).stream()).toList())),

    DOORS("serves the live page, doors open", false, scope -> new Rights().and(DASHBOARD.rights(scope))
            .write("stimuli").write(scope.ofSubject("events.")).write(scope.ofSubject("responses."))
            .write(scope.ofSubject("volumes.")).read(scope.ofSubject("events.")).read(scope.ofSubject("volumes."))),

    UP("runs every part in one process", false, scope -> Stream
            .of(EXTRACT, SCORE, EVALUATE, MAP, ESTIMATE, TRAINER, DOORS)
            .reduce(new Rights(), (rights, role) -> rights.and(role.rights(scope)), (one, other) -> one)),

    OPERATOR("makes topics and subjects, looks how far all is, sends dead letters again", false,
            scope -> new Rights().add(CLUSTER, List.of(Place.of(Right.CLUSTER)), DESCRIBE, DESCRIBE_CONFIGS)
                    .add(TOPIC, catalogue(scope), CREATE, DESCRIBE, DESCRIBE_CONFIGS)
                    .add(TOPIC, List.of(Place.beginning("topostream-")), DESCRIBE)
                    .read("subjects").write("subjects").write(scope.ofSubject("surfaces."))
                    .read(scope.ofBoth("encoders.")).read(scope.ofSubject("sources."))
                    .read("dead-letters", "dead-letters-retried").write("dead-letters-retried").write(inputs(scope))
                    .transactions(List.of(Place.of("topostream-dead-letters-retry")))
                    .add(GROUP, List.of(Place.beginning("topostream-")), DESCRIBE));

    private final String task;
    private final boolean ofOneSubject;
    private final Function<Scope, Rights> rights;

    Role(String task, boolean ofOneSubject, Function<Scope, Rights> rights) {
        this.task = task;
        this.ofOneSubject = ofOneSubject;
        this.rights = rights;
    }

    private static List<Place> catalogue(Scope scope) {
        return Stream.of(
                Stream.of("stimuli", "subjects", "trainers", "dead-letters", "dead-letters-retried").map(Place::of),
                scope.ofBackbone("features.").stream(), scope.ofBoth("encoders.").stream(),
                Stream.of("volumes.", "events.", "responses.", "predictions.", "scores.", "maps.", "surfaces.",
                        "sources.").flatMap(kind -> scope.ofSubject(kind).stream()))
                .flatMap(places -> places).toList();
    }

    /// What stages read, and thus what they may refuse.
    private static List<Place> inputs(Scope scope) {
        return Stream.of(Stream.of(Place.of("stimuli")), scope.ofBackbone("features.").stream(),
                scope.ofBoth("encoders.").stream(),
                Stream.of("volumes.", "events.", "responses.", "predictions.")
                        .flatMap(kind -> scope.ofSubject(kind).stream()))
                .flatMap(places -> places).toList();
    }

    /// As it is spelt on the command line.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// In a few words, what it does.
    public String task() {
        return task;
    }

    /// Whether it makes sense for one subject only.
    public boolean ofOneSubject() {
        return ofOneSubject;
    }

    /// Everything that it needs, and nothing else.
    public List<Right> rights(Scope scope) {
        return rights.apply(scope).list();
    }
}
