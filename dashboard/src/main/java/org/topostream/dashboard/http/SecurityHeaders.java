package org.topostream.dashboard.http;

import java.util.Map;

import org.eclipse.jetty.server.Response;

/// What every answer says, so that a browser runs nothing but the page's own files, and shows it in no other page.
final class SecurityHeaders {
    private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
            "default-src 'self'; img-src 'self' blob: data:; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer", "X-Frame-Options", "DENY",
            "Cross-Origin-Resource-Policy", "same-origin", "Cross-Origin-Opener-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=()");

    private SecurityHeaders() {}

    static void put(Response response) {
        HEADERS.forEach(response.getHeaders()::put);
    }
}
