package org.topostream.dashboard.push;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Keeps what is sent. Writes are over at once, unless told to hang.
final class FakeConnection implements Connection {
    private final List<ByteBuffer> sent = new ArrayList<>();
    private final Deque<Runnable> hanging = new ArrayDeque<>();
    private Optional<String> end = Optional.empty();
    private boolean hangs;
    private boolean broken;

    @Override
    public void send(ByteBuffer bytes, Runnable written, Runnable failed) {
        if (broken) {
            failed.run();
            return;
        }
        sent.add(bytes);
        if (hangs) {
            hanging.add(written);
        } else {
            written.run();
        }
    }

    @Override
    public void end(String reason) {
        end = Optional.of(reason);
    }

    /// From now on writes are not over until [#goOn()].
    void hang() {
        hangs = true;
    }

    void goOn() {
        hangs = false;
        while (!hanging.isEmpty()) {
            hanging.remove().run();
        }
    }

    /// From now on writes fail.
    void breakDown() {
        broken = true;
    }

    Optional<String> ended() {
        return end;
    }

    /// What was sent since this was called last.
    List<ByteBuffer> taken() {
        List<ByteBuffer> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }
}
