package org.topostream.dashboard.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.FormFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;

import org.topostream.dashboard.access.Tickets;

/// Lets in who knows the token: a program says it with every request, `Authorization: Bearer`, a browser once in a form,
/// and holds a ticket from then on, in a cookie that no script and no other site's page can use.
final class Login extends Handler.Wrapper {
    static final String PATH = "/login";
    private static final String COOKIE = "topostream";
    private static final String BEARER = "Bearer ";
    /// Show nothing of anybody.
    private static final Set<String> PUBLIC = Set.of("/style.css", "/favicon.svg");
    private static final int SEE_OTHER = 303;
    private static final int UNAUTHORIZED = 401;
    private static final int MOST_FIELDS = 2;
    private static final int MOST_BYTES = 4096;

    private final Tickets tickets;
    private final boolean secure;
    private final String page = page();

    /// @param secure whether browsers come by HTTPS
    Login(Tickets tickets, boolean secure, Handler behind) {
        super(behind);
        this.tickets = tickets;
        this.secure = secure;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = Optional.ofNullable(request.getHttpURI().getPath()).orElse("");
        if (path.equals(PATH)) {
            if (request.getMethod().equals("POST")) {
                FormFields.onFields(request, StandardCharsets.UTF_8, MOST_FIELDS, MOST_BYTES,
                        new Asked(request, response, callback));
            } else {
                show(Answer.OK, "", request, response, callback);
            }
            return true;
        }
        if (PUBLIC.contains(path) || isKnown(request)) {
            return super.handle(request, response, callback);
        }
        refuse(path, request, response, callback);
        return true;
    }

    private boolean isKnown(Request request) {
        return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
                .filter(value -> value.startsWith(BEARER))
                .map(value -> tickets.admits(value.substring(BEARER.length()).strip()))
                .orElseGet(() -> cookies(request).stream().anyMatch(
                        cookie -> cookie.getName().equals(COOKIE) && tickets.isGood(cookie.getValue())));
    }

    private static List<? extends HttpCookie> cookies(Request request) {
        return Request.getCookies(request);
    }

    private static void refuse(String path, Request request, Response response, Callback callback) {
        boolean page = request.getMethod().equals("GET") && path.equals("/") && Optional
                .ofNullable(request.getHeaders().get(HttpHeader.ACCEPT)).orElse("").contains("text/html");
        if (page) {
            AnswerWriter.write(new Answer.Once(SEE_OTHER, "text/plain", Map.of("Location", PATH), new byte[0]), request,
                    response, callback);
            return;
        }
        response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer realm=\"topostream\"");
        AnswerWriter
                .write(Answer.error(UNAUTHORIZED, "expected the token of this page: Authorization: Bearer TOKEN, or "
                        + "a browser that has logged in at " + PATH), request, response, callback);
    }

    private void show(int status, String sentence, Request request, Response response, Callback callback) {
        // The form's own answer, and an Origin with it, which pages without a referrer do not send.
        response.getHeaders().put("Content-Security-Policy", "default-src 'self'; base-uri 'none'; form-action 'self'; "
                + "frame-ancestors 'none'");
        response.getHeaders().put("Referrer-Policy", "same-origin");
        AnswerWriter.write(new Answer.Once(status, "text/html;charset=utf-8", Map.of(),
                page.replace("<!--sentence-->", sentence).getBytes(StandardCharsets.UTF_8)), request, response,
                callback);
    }

    private static String page() {
        try (InputStream in = Login.class.getResourceAsStream("/org/topostream/dashboard/page/login.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the page that asks for the token", e);
        }
    }

    /// What came in the form.
    private final class Asked implements Promise.Invocable<Fields> {
        private final Request request;
        private final Response response;
        private final Callback callback;

        Asked(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        @Override
        public void succeeded(Fields form) {
            if (!tickets.admits(Optional.ofNullable(form.getValue("token")).orElse("").strip())) {
                show(UNAUTHORIZED, "That is not the token of this page.", request, response, callback);
                return;
            }
            Map<String, String> headers = new HashMap<>(Map.of("Location", "/"));
            headers.put("Set-Cookie", COOKIE + "=" + tickets.issue() + "; Path=/; Max-Age="
                    + Tickets.LASTS.toSeconds() + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : ""));
            AnswerWriter.write(new Answer.Once(SEE_OTHER, "text/plain", headers, new byte[0]), request, response,
                    callback);
        }

        @Override
        public void failed(Throwable failure) {
            show(Refusal.BAD_REQUEST, "Expected a form with a token.", request, response, callback);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
