package org.topostream.dashboard.door;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// What was sent, under every name that it may come again: what makes it the one it is, and its `Idempotency-Key`.
///
/// A request that comes again, even while the first is under way, finds the first one's entry and waits for the same
/// answer. Entries live here as long as there is room, and in the headers of the records, from where they are read
/// after a restart. Of what is forgotten in both, a second record may be written. That changes nothing further on:
/// `ResponseRules` takes the first of two responses of the same rank, the extract stage computes features of a stimulus
/// once, and volumes and events are looked up by run with number or trial, never counted.
final class Ledger {
    static final String IDENTITY = "topostream-door-identity";
    static final String DIGEST = "topostream-door-digest";
    static final String KEY = "topostream-door-key";

    /// Something that was sent or is on its way.
    ///
    /// @param written done when all replicas have it
    record Entry(String identity, String digest, CompletableFuture<Written> written) {}

    /// What a request finds.
    sealed interface Claim {
        /// It is the first: whoever made it sends, and completes the entry.
        record First(Entry entry) implements Claim {}

        /// It came before.
        record Again(Entry entry) implements Claim {}

        /// Something else came under one of its names.
        record Taken(String name, Entry entry) implements Claim {}
    }

    private record Name(String topic, String kind, String text) {}

    private final int most;
    private final Map<Name, Entry> entries = new LinkedHashMap<>();

    /// @param most names
    Ledger(int most) {
        this.most = most;
    }

    /// @param key the request's own name for itself
    synchronized Claim claim(Parcel parcel, Optional<String> key) {
        List<Name> names = names(parcel.topic(), parcel.identity(), key);
        Optional<Entry> known = Optional.empty();
        for (Name name : names) {
            Optional<Entry> entry = Optional.ofNullable(entries.get(name));
            if (entry.isPresent() && !isSame(entry.get(), parcel)) {
                return new Claim.Taken(name.kind(), entry.get());
            }
            known = known.or(() -> entry);
        }
        Entry entry = known.orElseGet(
                () -> new Entry(parcel.identity(), parcel.contents().digest(), new CompletableFuture<>()));
        names.forEach(name -> entries.putIfAbsent(name, entry));
        makeRoom();
        return known.isPresent() ? new Claim.Again(entry) : new Claim.First(entry);
    }

    private static boolean isSame(Entry entry, Parcel parcel) {
        return entry.identity().equals(parcel.identity()) && entry.digest().equals(parcel.contents().digest());
    }

    /// It did not get through: whoever comes next is the first.
    synchronized void forget(Entry entry) {
        entries.values().removeIf(entry::equals);
    }

    /// Takes in what lies in a topic already; what was not written by doors says nothing here.
    synchronized void remember(List<Found> lately) {
        for (Found found : lately) {
            Optional<String> identity = Optional.ofNullable(found.headers().get(IDENTITY));
            Optional<String> digest = Optional.ofNullable(found.headers().get(DIGEST));
            if (identity.isPresent() && digest.isPresent()) {
                Entry entry = new Entry(identity.get(), digest.get(),
                        CompletableFuture.completedFuture(found.place()));
                names(found.place().topic(), identity.get(), Optional.ofNullable(found.headers().get(KEY)))
                        .forEach(name -> entries.putIfAbsent(name, entry));
            }
        }
        makeRoom();
    }

    /// What a record bears, so that a server which is started again knows it.
    static Map<String, String> headers(Parcel parcel, Optional<String> key) {
        Map<String, String> headers = new HashMap<>(
                Map.of(IDENTITY, parcel.identity(), DIGEST, parcel.contents().digest()));
        key.ifPresent(text -> headers.put(KEY, text));
        return headers;
    }

    private static List<Name> names(String topic, String identity, Optional<String> key) {
        List<Name> names = new ArrayList<>(List.of(new Name(topic, "its ids", identity)));
        key.ifPresent(text -> names.add(new Name(topic, "Idempotency-Key", text)));
        return names;
    }

    /// The oldest go first; nothing that is on its way.
    private void makeRoom() {
        Iterator<Entry> oldest = entries.values().iterator();
        while (entries.size() > most && oldest.hasNext()) {
            if (oldest.next().written().isDone()) {
                oldest.remove();
            }
        }
    }
}
