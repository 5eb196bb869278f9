import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.CorticalMap;
import org.topostream.schemas.avro.RoiSummary;
import org.topostream.schemas.serde.AvroDeserializer;

/// Prints a line for every map of a subject: those that the topic holds, then each as it comes.
///
/// Plain kafka-clients with topostream's own deserializer, both of which the artifact `org.topostream:schemas` brings.
/// With a JDK 25 or newer, after `mvn -DskipTests package`:
///
/// ```
/// java --class-path "cli/target/topostream.jar:$(cat cli/target/classpath.txt)" examples/java/WatchMaps.java \
///     --bootstrap-server HOST:PORT --schema-registry URL --subject phantom --count 20
/// ```
public final class WatchMaps {
    private static final DateTimeFormatter MILLISECONDS = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    public static void main(String[] arguments) {
        Map<String, String> options = new HashMap<>(Map.of("--subject", "phantom", "--count", "0"));
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        Map<String, Object> config = Map.of("bootstrap.servers", options.getOrDefault("--bootstrap-server", ""),
                "schema.registry.url", options.getOrDefault("--schema-registry", ""), "isolation.level",
                "read_committed", "key.deserializer", StringDeserializer.class, "value.deserializer",
                AvroDeserializer.class);
        List<TopicPartition> maps = List.of(new TopicPartition("maps." + options.get("--subject"), 0));
        long count = Long.parseLong(options.get("--count")); // 0: never ends
        long seen = 0;
        try (KafkaConsumer<String, CorticalMap> consumer = new KafkaConsumer<>(config)) {
            consumer.assign(maps);
            consumer.seekToBeginning(maps);
            while (count == 0 || seen < count) {
                for (ConsumerRecord<String, CorticalMap> record : consumer.poll(Duration.ofSeconds(1))) {
                    if (record.value() != null && (count == 0 || seen < count)) {
                        System.out.println(line(record.value()));
                        seen++;
                    }
                }
            }
        }
    }

    private static String line(CorticalMap map) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%s %s/%s version %d revision %d mean %.4f",
                MILLISECONDS.format(map.getUpdatedAt()), map.getBackbone(), map.getKind(), map.getEncoderVersion(),
                map.getRevision(), mean(Tensors.floats(map.getValues()))));
        if (map.getKind().equals("layer")) {
            for (RoiSummary roi : map.getRois()) {
                text.append(String.format(Locale.ROOT, " %s=%.4f", roi.getName(), roi.getMean().getFirst()));
            }
        }
        return text.toString();
    }

    /// Over the voxels that have a value; the others are NaN.
    private static double mean(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).filter(value -> !Double.isNaN(value))
                .average().orElse(Double.NaN);
    }
}
