package org.topostream.dashboard.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.topostream.dashboard.Page;

class PageFilesTest {
    private Page page;

    @BeforeEach
    void serve() throws IOException {
        page = Page.serve();
    }

    @AfterEach
    void close() {
        page.close();
    }

    @Test
    void servesThePageAndThreeJs() throws Exception {
        HttpResponse<byte[]> index = page.get("/");
        HttpResponse<byte[]> three = page.get("/three/build/three.module.js", "Accept-Encoding", "gzip");

        assertEquals(200, index.statusCode());
        assertEquals("text/html;charset=utf-8", index.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(200, three.statusCode());
        assertEquals("gzip", three.headers().firstValue("Content-Encoding").orElseThrow());
        assertEquals("text/javascript;charset=utf-8", three.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void servesNothingElseOfTheClassPath() throws Exception {
        assertEquals(404, page.get("/nothing.js").statusCode());
        assertEquals(404, page.get("/three/").statusCode());
        assertEquals(404, page.get("/three").statusCode());
        assertEquals(404, page.get("/PageFiles.class").statusCode());
        assertTrue(raw("GET /../http/PageFiles.class HTTP/1.1").contains(" 40"));
        assertTrue(raw("GET /%2e%2e/http/PageFiles.class HTTP/1.1").contains(" 40"));
        assertTrue(raw("GET /..%2Fhttp%2FPageFiles.js HTTP/1.1").contains(" 40"));
    }

    @Test
    void everyAnswerForbidsABrowserToDoMoreThanShowIt() throws Exception {
        for (String path : new String[]{"/", "/nothing", "/api/health"}) {
            HttpResponse<byte[]> response = page.get(path);

            assertTrue(response.headers().firstValue("Content-Security-Policy").orElseThrow()
                    .startsWith("default-src 'self'; img-src 'self' blob: data:"));
            assertEquals("nosniff", response.headers().firstValue("X-Content-Type-Options").orElseThrow());
            assertEquals("DENY", response.headers().firstValue("X-Frame-Options").orElseThrow());
            assertEquals("no-referrer", response.headers().firstValue("Referrer-Policy").orElseThrow());
        }
    }

    @Test
    void everythingIsReadOnly() throws Exception {
        for (String method : new String[]{"POST", "PUT", "DELETE", "OPTIONS"}) {
            HttpResponse<byte[]> response = page.send(method, "/api/health");

            assertEquals(405, response.statusCode());
            assertEquals("GET", response.headers().firstValue("Allow").orElseThrow());
            assertEquals("everything here is read only: expected GET, got " + method, Page.error(response));
        }
    }

    @Test
    void noOtherSitesPageMayRead() throws Exception {
        String own = page.at("/").toString().replaceFirst("/$", "");

        HttpResponse<byte[]> other = page.get("/api/health", "Origin", "https://example.org");

        assertEquals(403, other.statusCode());
        assertEquals("only pages of " + own + " may read this, got one of https://example.org", Page.error(other));
        assertEquals(200, page.get("/api/health", "Origin", own).statusCode());
    }

    @Test
    void aNameThatOnlyLeadsHereIsNotThisServers() throws Exception {
        assertTrue(raw("GET /api/health HTTP/1.1", "attacker.example").startsWith("HTTP/1.1 403"));
        assertTrue(raw("GET /api/health HTTP/1.1", "localhost:" + page.at("/").getPort()).startsWith("HTTP/1.1 200"));
    }

    @Test
    void anAddressThatIsNoneIsRefused() throws Exception {
        String answer = raw("GET /api/stimuli/%zz HTTP/1.1");

        assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    }

    private String raw(String line) throws IOException {
        return raw(line, "127.0.0.1:" + page.at("/").getPort());
    }

    /// What a client gets that corrects nothing.
    private String raw(String line, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", page.at("/").getPort());
                OutputStream out = socket.getOutputStream();
                InputStream in = socket.getInputStream()) {
            String request = line + "\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
