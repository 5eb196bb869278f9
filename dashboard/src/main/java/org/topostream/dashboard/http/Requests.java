package org.topostream.dashboard.http;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.live.LiveSubject;
import org.topostream.dashboard.push.EventStream;

/// Answers whatever is asked over HTTP.
final class Requests extends Handler.Abstract {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
    private static final int FAILED = 500;
    private static final int EVENTS_PARTS = 4;

    private final Live live;
    private final Api api;
    private final PageFiles files = new PageFiles();

    Requests(Live live) {
        this.live = live;
        api = new Api(live);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        try {
            Call call = Call.of(request);
            if (isEvents(call)) {
                stream(api.subject(call), call, request, response, callback);
            } else {
                AnswerWriter.write(answer(call), request, response, callback);
            }
        } catch (Refusal e) {
            AnswerWriter.write(e.answer(), request, response, callback);
        } catch (RuntimeException e) {
            LOG.error("request not answered path={} reason={}", request.getHttpURI().getPath(), e.toString(), e);
            AnswerWriter.write(Answer.error(FAILED, "the server failed at this; its log says how"), request, response,
                    callback);
        }
        return true;
    }

    private Answer answer(Call call) {
        return switch (call.part(0)) {
            case "api" -> api.answer(call);
            case "live" -> throw new Refusal(Refusal.UPGRADE_REQUIRED, "/live is a WebSocket, got a plain request");
            default -> files.answer(call);
        };
    }

    private static boolean isEvents(Call call) {
        return call.path().size() == EVENTS_PARTS && call.part(0).equals("api") && call.part(1).equals("subjects")
                && call.part(3).equals("events");
    }

    private void stream(LiveSubject subject, Call call, Request request, Response response, Callback callback) {
        Set<String> kinds = call.query("kinds").stream().flatMap(text -> Arrays.stream(text.split(",")))
                .filter(kind -> !kind.isBlank()).map(String::strip).collect(Collectors.toSet());
        response.setStatus(Answer.OK);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        new EventStream(live, subject.anatomy().subject(), kinds, after(request),
                new StreamConnection(response, callback)).open();
    }

    /// What a reader says that it has had; everything is new to it where that is no number of ours.
    private static long after(Request request) {
        return Optional.ofNullable(request.getHeaders().get("Last-Event-ID")).filter(id -> id.matches("\\d{1,18}"))
                .map(Long::parseLong).orElse(Long.MIN_VALUE);
    }
}
