package org.topostream.dashboard.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.topostream.dashboard.Samples;

@Timeout(60)
class LedgerTest {
    private static final Written PLACE = new Written("responses.anna", 0, 7);

    private final Ledger ledger = new Ledger(4);

    private static Parcel parcel(String identity, String digest) {
        return new Parcel("responses.anna", "s1", identity, Samples.response("s1", "t1", 0, 1, 2, 3, 4),
                new Contents(100, digest), Optional.empty());
    }

    private Ledger.Entry first(String identity) {
        return assertInstanceOf(Ledger.Claim.First.class,
                ledger.claim(parcel(identity, "d"), Optional.empty())).entry();
    }

    @Test
    void ofManyThreadsOneIsTheFirst() throws Exception {
        int threads = 32;
        CyclicBarrier start = new CyclicBarrier(threads);
        List<Future<Ledger.Claim>> claims = new ArrayList<>();
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < threads; i++) {
                claims.add(executor.submit(() -> {
                    start.await();
                    return ledger.claim(parcel("a", "d"), Optional.of("k"));
                }));
            }
        }

        int firsts = 0;
        for (Future<Ledger.Claim> claim : claims) {
            firsts += claim.get() instanceof Ledger.Claim.First ? 1 : 0;
        }
        assertEquals(1, firsts);
    }

    @Test
    void theOldestAreForgottenFirstButNothingThatIsOnItsWay() {
        Ledger.Entry onItsWay = first("a");
        for (String identity : List.of("b", "c", "d", "e", "f")) {
            first(identity).written().complete(PLACE);
        }

        assertSame(onItsWay, assertInstanceOf(Ledger.Claim.Again.class,
                ledger.claim(parcel("a", "d"), Optional.empty())).entry());
        assertInstanceOf(Ledger.Claim.Again.class, ledger.claim(parcel("f", "d"), Optional.empty()));
        assertInstanceOf(Ledger.Claim.First.class, ledger.claim(parcel("b", "d"), Optional.empty()));
    }

    @Test
    void whatFailedIsForgottenUnderAllItsNames() {
        Ledger.Entry entry = assertInstanceOf(Ledger.Claim.First.class,
                ledger.claim(parcel("a", "d"), Optional.of("k"))).entry();

        ledger.forget(entry);

        assertInstanceOf(Ledger.Claim.First.class, ledger.claim(parcel("b", "d"), Optional.of("k")));
        assertInstanceOf(Ledger.Claim.First.class, ledger.claim(parcel("a", "d"), Optional.empty()));
    }

    @Test
    void recordsOfOthersSayNothing() {
        ledger.remember(List.of(new Found(PLACE, "s1", Map.of()), new Found(PLACE, "s1", Map.of(Ledger.KEY, "k")),
                new Found(PLACE, "s1", Map.of(Ledger.IDENTITY, "a", Ledger.DIGEST, "d"))));

        Ledger.Claim known = ledger.claim(parcel("a", "d"), Optional.empty());

        assertEquals(PLACE, assertInstanceOf(Ledger.Claim.Again.class, known).entry().written().join());
        assertInstanceOf(Ledger.Claim.First.class, ledger.claim(parcel("b", "d"), Optional.of("k")));
    }

    @Test
    void identitiesOfDifferentPartsDiffer() {
        assertEquals("[\"a\",\"b\\\"c\",\"3\"]", Parcel.identity("a", "b\"c", 3));
    }
}
