package org.topostream.dashboard.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Lets in who reads, or sends to a door, from a page of ours or from no page.
///
/// A browser lets any page in the world talk to servers on its own machine, by WebSocket without asking, or by a name
/// that leads to the loopback address. People's data must not leave that way.
final class Guard extends Handler.Wrapper {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1");

    private final String host;
    private final boolean loopback;
    private final Predicate<String> doors;

    /// @param host    where the server listens
    /// @param doors   paths that see to their methods themselves
    /// @param guarded what is behind it
    /// @throws UnknownHostException where there is no such host
    Guard(String host, Predicate<String> doors, Handler guarded) throws UnknownHostException {
        super(guarded);
        this.host = host;
        this.doors = doors;
        loopback = InetAddress.getByName(host).isLoopbackAddress();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SecurityHeaders.put(response);
        Optional<Refusal> refusal = refusal(request);
        if (refusal.isPresent()) {
            AnswerWriter.write(refusal.get().answer(), request, response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private Optional<Refusal> refusal(Request request) {
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        if (!request.getMethod().equals("GET") && !doors.test(path)) {
            return Optional.of(new Refusal(Refusal.METHOD_NOT_ALLOWED,
                    "everything here is read only: expected GET, got " + request.getMethod()));
        }
        String asked = Request.getServerName(request).replace("[", "").replace("]", "");
        if (loopback && !LOOPBACK.contains(asked) && !asked.equalsIgnoreCase(host)) {
            return Optional.of(new Refusal(Refusal.FORBIDDEN,
                    "this server answers to " + host + " and localhost, got '" + asked + "'"));
        }
        String here = Optional.ofNullable(request.getHeaders().get("Host")).orElse(asked);
        return Optional.ofNullable(request.getHeaders().get("Origin"))
                .filter(origin -> !origin.equals("http://" + here) && !origin.equals("https://" + here))
                .map(origin -> new Refusal(Refusal.FORBIDDEN,
                        "only pages of http://" + here + " may read this, got one of " + origin));
    }
}
