package org.topostream.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.Test;

/// Schemas are promises: what was written under a released one is readable for good.
///
/// `src/test/baseline` holds every schema as it was first released, its named types written out.
class SchemaEvolutionTest {
    private static final Path CURRENT = Path.of("src", "main", "avro");
    private static final Path BASELINE = Path.of("src", "test", "baseline");
    private static final Path SUGGESTED = Path.of("target", "baseline");
    private static final List<String> SHARED = List.of("Tensor", "Split");
    private static final Map<String, String> RECORDS = Map.ofEntries(Map.entry("stimuli", "Stimulus"),
            Map.entry("features", "Features"), Map.entry("volumes", "Volume"), Map.entry("events", "Event"),
            Map.entry("responses", "Response"), Map.entry("subjects", "Subject"),
            Map.entry("encoders", "EncoderPart"), Map.entry("predictions", "Prediction"), Map.entry("scores", "Score"),
            Map.entry("maps", "CorticalMap"), Map.entry("surfaces", "Surface"), Map.entry("sources", "SourceStatus"));
    private static final Set<String> TOPICS_WITHOUT_SCHEMA = Set.of("dead-letters");

    /// By name, as the source files have them.
    private static Map<String, Schema> current() throws IOException {
        Schema.Parser parser = new Schema.Parser();
        Map<String, Schema> schemas = new TreeMap<>();
        Set<String> names = new LinkedHashSet<>(SHARED);
        names.addAll(names(CURRENT));
        for (String name : names) {
            schemas.put(name, parser.parse(Files.readString(CURRENT.resolve(name + ".avsc"))));
        }
        return schemas;
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString().replace(".avsc", "")).toList());
        }
    }

    /// What is wrong with a schema against its first release, if anything.
    private static Optional<String> breach(Schema current, Schema released) {
        SchemaPairCompatibility pair = SchemaCompatibility.checkReaderWriterCompatibility(current, released);
        return pair.getType() == SchemaCompatibilityType.COMPATIBLE
                ? Optional.empty()
                : Optional.of(current.getFullName() + " cannot read what was written before: "
                        + pair.getResult().getIncompatibilities()
                        + "; keep what is there, and give a default to every new field");
    }

    @Test
    void readsWhatWasWrittenUnderEveryReleasedSchema() throws IOException {
        Map<String, Schema> current = current();

        for (String name : names(BASELINE)) {
            Schema released = new Schema.Parser().parse(Files.readString(BASELINE.resolve(name + ".avsc")));
            assertTrue(current.containsKey(name), name + " was released and is gone from " + CURRENT);
            assertEquals(Optional.empty(), breach(current.get(name), released));
        }
    }

    @Test
    void hasABaselineOfEverySchema() throws IOException {
        Map<String, Schema> missing = current();
        missing.keySet().removeAll(names(BASELINE));

        for (Map.Entry<String, Schema> schema : missing.entrySet()) {
            Files.createDirectories(SUGGESTED);
            Files.writeString(SUGGESTED.resolve(schema.getKey() + ".avsc"), schema.getValue().toString(true) + "\n");
        }
        assertEquals(Set.of(), missing.keySet(), "new schemas: once they are as they shall be released, copy them "
                + "from schemas/" + SUGGESTED + " to schemas/" + BASELINE + ", and never change them there");
    }

    @Test
    void knowsTheSchemaOfEveryTopic() throws IOException {
        Set<String> kinds = new TreeSet<>();
        for (TopicSpec topic : Topics.all("s01", "vit")) {
            kinds.add(topic.name().replaceFirst("\\..*", ""));
        }
        Set<String> known = new TreeSet<>(RECORDS.keySet());
        known.addAll(TOPICS_WITHOUT_SCHEMA);
        Set<String> inTopics = new TreeSet<>(current().keySet());
        SHARED.forEach(inTopics::remove);

        assertEquals(known, kinds, "name the schema of each topic above");
        assertEquals(new TreeSet<>(RECORDS.values()), inTopics, "name the topic of each schema above");
        assertTrue(names(BASELINE).containsAll(RECORDS.values()), "a baseline of each");
    }

    @Test
    void noticesChangesThatBreakReaders() throws IOException {
        Schema released = new Schema.Parser().parse(Files.readString(BASELINE.resolve("Split.avsc")));
        Schema fewer = Schema.createEnum("Split", "", released.getNamespace(), List.of("TRAIN"));
        Schema record = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[]}");
        Schema demanding = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"x\",\"type\":\"int\"}]}");

        assertTrue(breach(fewer, released).orElseThrow().contains("VALIDATION"));
        assertTrue(breach(demanding, record).orElseThrow().contains("give a default"));
    }

    @Test
    void saysWhatEveryRecordAndFieldIs() throws IOException {
        List<String> silent = new ArrayList<>();

        for (Schema schema : current().values()) {
            collectSilent(schema, new HashSet<>(), silent);
        }

        assertEquals(List.of(), silent, "without a doc");
    }

    private static void collectSilent(Schema schema, Set<String> seen, List<String> silent) {
        switch (schema.getType()) {
            case ARRAY -> collectSilent(schema.getElementType(), seen, silent);
            case MAP -> collectSilent(schema.getValueType(), seen, silent);
            case UNION -> schema.getTypes().forEach(type -> collectSilent(type, seen, silent));
            case ENUM -> noteSilent(schema.getFullName(), schema.getDoc(), silent);
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    noteSilent(schema.getFullName(), schema.getDoc(), silent);
                    for (Schema.Field field : schema.getFields()) {
                        noteSilent(schema.getFullName() + "." + field.name(), field.doc(), silent);
                        collectSilent(field.schema(), seen, silent);
                    }
                }
            }
            default -> {
                // Primitive types say nothing.
            }
        }
    }

    private static void noteSilent(String what, String doc, List<String> silent) {
        if (doc == null || doc.isBlank()) {
            silent.add(what);
        }
    }
}
