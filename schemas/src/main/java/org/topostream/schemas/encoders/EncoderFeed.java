package org.topostream.schemas.encoders;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.apache.kafka.common.errors.WakeupException;

import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.EncoderPart;

/// Follows the encoders of one subject and backbone; the newest is all that counts.
public final class EncoderFeed implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    private final TopicTail<EncoderPart> tail;
    private final EncoderAssembler assembler;
    /// Whoever sets it closes the tail: a consumer stands only one thread at a time.
    private final AtomicBoolean taken = new AtomicBoolean();
    private volatile boolean closed;

    /// @param wanted the blobs to assemble, of [EncoderParts#ENCODER] and [EncoderParts#OPTIMISER]
    public EncoderFeed(Site site, String subject, String backbone, Set<String> wanted) {
        this(TopicTail.open(site, Topics.encoders(subject, backbone).name()), wanted);
    }

    EncoderFeed(TopicTail<EncoderPart> tail, Set<String> wanted) {
        this.tail = tail;
        assembler = new EncoderAssembler(wanted);
    }

    /// The newest encoder there is now, if any.
    public Optional<PublishedEncoder> latest() {
        return NewestEncoder.find(tail, assembler);
    }

    /// Hands on the newest encoder there is, and then every new one until closed; of several that came at once, the newest
    /// only.
    public void follow(Consumer<PublishedEncoder> sink) {
        if (!taken.compareAndSet(false, true)) {
            return;
        }
        try (tail) {
            if (!closed) {
                latest().ifPresent(sink);
            }
            while (!closed) {
                NewestEncoder.Newest newest = new NewestEncoder.Newest(assembler);
                tail.poll(POLL, newest::take);
                newest.encoder().ifPresent(sink);
            }
        } catch (WakeupException e) {
            // close() asked for it
        }
    }

    /// Ends [#follow(Consumer)]; where that was never called, lets go of the consumer.
    @Override
    public void close() {
        closed = true;
        if (taken.compareAndSet(false, true)) {
            tail.close();
        } else {
            tail.wakeup();
        }
    }
}
