package org.topostream.dashboard.http;

import java.nio.ByteBuffer;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Writes answers as HTTP.
final class AnswerWriter {
    private static final int NOT_MODIFIED = 304;

    private AnswerWriter() {}

    static void write(Answer answer, Request request, Response response, Callback callback) {
        switch (answer) {
            case Answer.Once once -> {
                response.setStatus(once.status());
                once.headers().forEach(response.getHeaders()::put);
                if (once.status() == Refusal.METHOD_NOT_ALLOWED) {
                    response.getHeaders().put(HttpHeader.ALLOW, "GET");
                }
                // They are people's data: nobody in between keeps them.
                response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
                body(once.type(), once.body(), response, callback);
            }
            case Answer.Kept kept -> kept(kept, request, response, callback);
        }
    }

    private static void kept(Answer.Kept kept, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.ETAG, kept.content().tag());
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "private, no-cache");
        response.getHeaders().put(HttpHeader.VARY, "Accept-Encoding");
        if (kept.content().tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(NOT_MODIFIED);
            response.write(true, ByteBuffer.allocate(0), callback);
            return;
        }
        response.setStatus(Answer.OK);
        boolean zip = kept.zips()
                && request.getHeaders().getQualityCSV(HttpHeader.ACCEPT_ENCODING).contains("gzip");
        if (zip) {
            response.getHeaders().put(HttpHeader.CONTENT_ENCODING, "gzip");
        }
        body(kept.type(), zip ? kept.content().zipped() : kept.content().bytes(), response, callback);
    }

    private static void body(String type, byte[] bytes, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
        response.write(true, ByteBuffer.wrap(bytes), callback);
    }
}
