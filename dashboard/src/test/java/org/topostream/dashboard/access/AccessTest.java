package org.topostream.dashboard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;

class AccessTest {
    private static final Token TOKEN = Token.of("0123456789abcdefghij");
    private Instant now = Instant.ofEpochSecond(1_000_000);

    @Test
    void aTicketIsGoodUntilItsEndAndForItsToken() {
        Tickets tickets = new Tickets(TOKEN, () -> now);
        Tickets others = new Tickets(Token.of("0123456789abcdefghiJ"), () -> now);
        String ticket = tickets.issue();

        assertTrue(tickets.isGood(ticket));
        assertFalse(others.isGood(ticket));
        now = now.plus(Tickets.LASTS);
        assertFalse(tickets.isGood(ticket));
    }

    @Test
    void aTicketWhoseEndWasMovedIsNone() {
        Tickets tickets = new Tickets(TOKEN, () -> now);
        String ticket = tickets.issue();

        assertFalse(tickets.isGood("9" + ticket));
        assertFalse(tickets.isGood(ticket.substring(0, ticket.length() - 1)));
        assertFalse(tickets.isGood(""));
        assertFalse(tickets.isGood("1.2.3"));
    }

    @Test
    void aTokenIsKnownByItsTextAndShownToNobody() {
        Tickets tickets = new Tickets(TOKEN, () -> now);

        assertTrue(tickets.admits("0123456789abcdefghij"));
        assertFalse(tickets.admits("0123456789abcdefghi"));
        assertFalse(tickets.admits(""));
        assertEquals("Token[hidden]", TOKEN.toString());
        assertThrows(IllegalArgumentException.class, () -> Token.of("short"));
        assertThrows(IllegalArgumentException.class, () -> Token.of("with a space in between it"));
    }

    @Test
    void aClientThatAsksTooOftenWaitsAndOthersDoNot() throws Exception {
        RequestRate rate = new RequestRate(2, () -> now);
        InetAddress one = InetAddress.getByName("192.0.2.1");
        int let = 0;
        for (int i = 0; i < 20; i++) {
            let += rate.allows(one) ? 1 : 0;
        }

        boolean other = rate.allows(InetAddress.getByName("192.0.2.2"));

        assertEquals(8, let);
        assertTrue(other);
        now = now.plusSeconds(1);
        assertTrue(rate.allows(one));
        assertTrue(rate.allows(one));
        assertFalse(rate.allows(one));
    }

    @Test
    void aWholeNetworkOfIpv6IsOneClient() throws Exception {
        RequestRate rate = new RequestRate(1, () -> now);
        for (int i = 0; i < 4; i++) {
            assertTrue(rate.allows(InetAddress.getByName("2001:db8::" + i)));
        }

        assertFalse(rate.allows(InetAddress.getByName("2001:db8::99")));
        assertTrue(rate.allows(InetAddress.getByName("2001:db8:0:1::99")));
    }

    @Test
    void othersReachThePageWithATokenOnly() throws Exception {
        Access open = Access.open();
        Access guarded = new Access(Optional.of(TOKEN), Optional.empty(), OptionalInt.empty());

        assertThrows(IllegalArgumentException.class, () -> open.requireFit("0.0.0.0"));
        guarded.requireFit("0.0.0.0");
        open.requireFit("127.0.0.1");
        assertEquals(OptionalInt.empty(), open.rateAt("localhost"));
        assertEquals(OptionalInt.of(Access.USUAL_RATE), guarded.rateAt("0.0.0.0"));
    }
}
