package org.topostream.tests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicAdmin;
import org.topostream.schemas.Topics;
import org.topostream.schemas.registry.RegistryRefusedException;
import org.topostream.schemas.registry.RegistrySettings;
import org.topostream.schemas.registry.SchemaRegistryClient;

/// Records of the first release, of this program, and of one to come, in one topic: each program reads them all, and a
/// real registry lets nobody write what would end that.
@ExtendWith(PlainSite.Resolver.class)
class UpgradeTest {
    private static final Path BASELINE = Path.of(System.getProperty("topostream.root", ".."), "schemas", "src", "test",
            "baseline");
    private static final String NAMESPACE = "org.topostream.schemas.avro";
    private static final String NAME = "upgraded";
    private static final String ADDED = "addedLater";
    private static final int CONFLICT = 409;
    private static final int HEADER = 5;

    private record Promise(String topic, String type) {
        Schema released() throws IOException {
            return new Schema.Parser().parse(Files.readString(BASELINE.resolve(type + ".avsc")));
        }

        Schema current() {
            try {
                return SpecificData.get().getSchema(Class.forName(NAMESPACE + "." + type));
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    static Stream<Promise> promises() {
        return Map.of(Topics.stimuli().name(), "Stimulus", Topics.features(NAME).name(), "Features",
                Topics.responses(NAME).name(), "Response", Topics.subjects().name(), "Subject",
                Topics.encoders(NAME, NAME).name(), "EncoderPart", Topics.predictions(NAME).name(), "Prediction",
                Topics.scores(NAME).name(), "Score", Topics.maps(NAME).name(), "CorticalMap",
                Topics.surfaces(NAME).name(), "Surface", Topics.sources(NAME).name(), "SourceStatus").entrySet()
                .stream()
                .map(promise -> new Promise(promise.getKey(), promise.getValue()));
    }

    /// The next version: with one more field.
    private static Schema evolved(Schema schema, Object... defaultValue) {
        List<Schema.Field> fields = new ArrayList<>();
        schema.getFields().forEach(field -> fields.add(new Schema.Field(field, field.schema())));
        fields.add(defaultValue.length == 0
                ? new Schema.Field(ADDED, Schema.create(Schema.Type.INT), "new")
                : new Schema.Field(ADDED, Schema.create(Schema.Type.INT), "new", defaultValue[0]));
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, fields);
    }

    private static Schema without(Schema schema, Schema.Field left) {
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false,
                schema.getFields().stream().filter(field -> !field.equals(left))
                        .map(field -> new Schema.Field(field, field.schema())).toList());
    }

    private static SchemaRegistryClient registry(Site site) {
        return new SchemaRegistryClient(RegistrySettings.from(site.common()));
    }

    private static GenericRecord random(Schema schema) {
        return (GenericRecord) new RandomData(schema, 1, 7L).iterator().next();
    }

    private static byte[] encoded(Schema schema, GenericRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static GenericRecord decoded(Schema writer, Schema reader, byte[] bytes, int from) throws IOException {
        return new GenericDatumReader<GenericRecord>(writer, reader).read(null,
                DecoderFactory.get().binaryDecoder(bytes, from, bytes.length - from, null));
    }

    /// In Confluent's format, as another program would write it.
    private static byte[] wire(int id, byte[] content) {
        return ByteBuffer.allocate(HEADER + content.length).put((byte) 0).putInt(id).put(content).array();
    }

    /// What a record says in the words of another schema, byte for byte.
    private static byte[] inWordsOf(Schema schema, Schema writer, byte[] bytes, int from) throws IOException {
        return encoded(schema, decoded(writer, schema, bytes, from));
    }

    @ParameterizedTest
    @MethodSource("promises")
    void everyProgramReadsTheRecordsOfEveryOther(Promise promise, PlainSite plain) throws IOException {
        Site site = plain.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(NAME, NAME));
        }
        SchemaRegistryClient registry = registry(site);
        String subject = promise.topic() + "-value";
        Schema released = promise.released();
        Schema current = promise.current();
        Schema next = evolved(current, 5);
        byte[] old = encoded(released, random(released));
        byte[] future = encoded(next, random(next));
        int releasedId = registry.register(subject, released);
        registry.register(subject, current);
        int nextId = registry.register(subject, next);

        SpecificRecord oldNow = site.<SpecificRecord>deserializer().deserialize(promise.topic(),
                wire(releasedId, old));
        SpecificRecord futureNow = site.<SpecificRecord>deserializer().deserialize(promise.topic(),
                wire(nextId, future));
        byte[] oldAgain = site.<SpecificRecord>serializer().serialize(promise.topic(), oldNow);
        byte[] futureAgain = site.<SpecificRecord>serializer().serialize(promise.topic(), futureNow);

        assertArrayEquals(old, inWordsOf(released, current, oldAgain, HEADER), "the first release's, read by this one");
        assertArrayEquals(inWordsOf(current, next, future, 0), inWordsOf(current, current, futureAgain, HEADER),
                "the next release's, read by this one");
        assertArrayEquals(inWordsOf(released, next, future, 0), inWordsOf(released, current, futureAgain, HEADER),
                "this one's, read by the first release");
        assertEquals(5, decoded(current, next, oldAgain, HEADER).get(ADDED), "this one's, read by the next release");
    }

    @ParameterizedTest
    @MethodSource("promises")
    void theRegistryRefusesWhatWouldBreakReaders(Promise promise, PlainSite plain) throws IOException {
        Site site = plain.site();
        try (TopicAdmin admin = new TopicAdmin(site)) {
            admin.create(Topics.all(NAME, NAME));
        }
        SchemaRegistryClient registry = registry(site);
        String subject = promise.topic() + "-value";
        registry.register(subject, promise.released());
        registry.register(subject, promise.current());
        Schema.Field needed = promise.current().getFields().stream().filter(field -> !field.hasDefaultValue())
                .findFirst().orElseThrow();

        List<Schema> breaking = List.of(evolved(promise.current()), without(promise.current(), needed));

        for (Schema schema : breaking) {
            RegistryRefusedException refusal = assertThrows(RegistryRefusedException.class,
                    () -> registry.register(subject, schema), schema.toString());
            assertEquals(CONFLICT, refusal.status(), refusal.getMessage());
        }
    }
}
