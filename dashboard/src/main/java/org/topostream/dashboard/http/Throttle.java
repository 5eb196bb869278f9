package org.topostream.dashboard.http;

import java.net.InetSocketAddress;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

import org.topostream.dashboard.access.RequestRate;

/// Refuses a client that asks too often. A WebSocket and a stream of events are one request each.
final class Throttle extends Handler.Wrapper {
    private static final int TOO_MANY_REQUESTS = 429;

    private final RequestRate rate;

    Throttle(RequestRate rate, Handler behind) {
        super(behind);
        this.rate = rate;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!(request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress client)
                || rate.allows(client.getAddress())) {
            return super.handle(request, response, callback);
        }
        SecurityHeaders.put(response);
        response.getHeaders().put(HttpHeader.RETRY_AFTER, "1");
        AnswerWriter.write(Answer.error(TOO_MANY_REQUESTS, "too many requests: expected fewer a second"), request,
                response, callback);
        return true;
    }
}
