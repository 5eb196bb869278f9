package org.topostream.dashboard.http;

import java.util.Optional;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.push.Browser;
import org.topostream.dashboard.push.SharedFrames;

/// `/live`. Public because Jetty looks its methods up.
public final class BrowserSocket implements Session.Listener.AutoDemanding {
    private final Live live;
    private final SharedFrames frames;
    private volatile Optional<Browser> browser = Optional.empty();

    BrowserSocket(Live live, SharedFrames frames) {
        this.live = live;
        this.frames = frames;
    }

    @Override
    public void onWebSocketOpen(Session session) {
        Browser opened = new Browser(live, frames, new SocketConnection(session));
        browser = Optional.of(opened);
        opened.open();
    }

    @Override
    public void onWebSocketText(String message) {
        browser.ifPresent(page -> page.receive(message));
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        browser.ifPresent(Browser::close);
        callback.succeed();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        browser.ifPresent(Browser::close);
    }
}
