package org.topostream.schemas.encoders;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

import org.topostream.schemas.TopicTail;
import org.topostream.schemas.avro.Blob;
import org.topostream.schemas.avro.EncoderManifest;
import org.topostream.schemas.avro.EncoderPart;

/// Finds the newest encoder from the end of its topic. What earlier ones left, which compaction takes away late, may be
/// many times as large, and whoever is started again would read it all before going on.
public final class NewestEncoder {
    private NewestEncoder() {}

    /// Leaves the tail at the end of the topic as it was at the call.
    ///
    /// A topic that does not end with the manifest of a whole encoder is read from its start. An older version that lies
    /// behind a newer one, which no trainer writes, is taken: compaction would leave no other.
    /// @param assembler new; goes on with the records behind
    public static <R extends SpecificRecord> Optional<PublishedEncoder> find(TopicTail<R> tail,
            EncoderAssembler assembler) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        for (ConsumerRecord<String, R> last : tail.last()) {
            starts.put(new TopicPartition(last.topic(), last.partition()), firstChunk(last));
        }
        tail.seek(starts);
        Optional<PublishedEncoder> found = readToEnd(tail, assembler);
        if (found.isEmpty() && starts.values().stream().anyMatch(start -> start > 0)) {
            starts.replaceAll((partition, start) -> 0L);
            tail.seek(starts);
            found = readToEnd(tail, assembler);
        }
        return found;
    }

    /// The chunks lie right before their manifest, in one transaction.
    private static long firstChunk(ConsumerRecord<String, ? extends SpecificRecord> last) {
        if (last.value() instanceof EncoderPart part && part.getPart() instanceof EncoderManifest manifest) {
            return Math.max(0, last.offset() - manifest.getBlobs().stream().mapToLong(Blob::getChunks).sum());
        }
        return 0;
    }

    private static <R extends SpecificRecord> Optional<PublishedEncoder> readToEnd(TopicTail<R> tail,
            EncoderAssembler assembler) {
        Newest newest = new Newest(assembler);
        tail.readToEnd(newest::take);
        return newest.encoder();
    }

    /// Of several that are read at once.
    static final class Newest {
        private final EncoderAssembler assembler;
        private Optional<PublishedEncoder> encoder = Optional.empty();

        Newest(EncoderAssembler assembler) {
            this.assembler = assembler;
        }

        void take(ConsumerRecord<String, ? extends SpecificRecord> record) {
            if (record.value() instanceof EncoderPart part) {
                assembler.acceptOrLog(record.key(), part).ifPresent(whole -> encoder = Optional.of(whole));
            }
        }

        Optional<PublishedEncoder> encoder() {
            return encoder;
        }
    }
}
