package org.topostream.dashboard.json;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.live.Activity;
import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.live.LiveSubject;
import org.topostream.dashboard.live.RecordKind;

/// How what is served is doing. Rates are records per second over ten seconds, lags the age of the oldest of them when
/// it was read, in milliseconds.
public final class HealthJson {
    private HealthJson() {}

    /// Of everything.
    public static ObjectNode of(Live live) {
        ObjectNode json = Json.object().put("status", live.state().word()).put("server", live.server())
                .put("startedAt", live.startedAt().toEpochMilli()).put("pages", live.listeners());
        ObjectNode subjects = json.putObject("subjects");
        live.subjects().forEach(subject -> subjects.set(subject.anatomy().subject(), encoders(subject)));
        List<LiveSubject> all = live.subjects();
        json.set("rates", rates(live, all));
        json.set("lags", lags(live, all));
        return json;
    }

    /// Of one subject's page; of everything where none is looked at.
    public static ObjectNode of(Live live, Optional<LiveSubject> watched) {
        List<LiveSubject> subjects = watched.map(List::of).orElseGet(live::subjects);
        ObjectNode json = Json.object();
        json.set("rates", rates(live, subjects));
        json.set("latencyMs", Json.number(watched.map(subject -> subject.activity().latencyMs()).orElse(Double.NaN)));
        double lag = 0;
        for (RecordKind kind : RecordKind.values()) {
            lag = Math.max(lag, lagMs(live, subjects, kind));
        }
        json.set("lag", Json.number(lag));
        json.set("encoders", watched.map(HealthJson::encoders).orElseGet(Json::object));
        return json;
    }

    private static ObjectNode encoders(LiveSubject subject) {
        ObjectNode json = Json.object();
        subject.encoders().forEach(json::put);
        return json;
    }

    private static ObjectNode rates(Live live, List<LiveSubject> subjects) {
        ObjectNode json = Json.object();
        for (RecordKind kind : RecordKind.values()) {
            double rate = live.activity().rate(kind)
                    + subjects.stream().map(LiveSubject::activity).mapToDouble(each -> each.rate(kind)).sum();
            json.put(kind.word(), rate);
        }
        return json;
    }

    private static ObjectNode lags(Live live, List<LiveSubject> subjects) {
        ObjectNode json = Json.object();
        for (RecordKind kind : RecordKind.values()) {
            json.put(kind.word(), lagMs(live, subjects, kind));
        }
        return json;
    }

    private static double lagMs(Live live, List<LiveSubject> subjects, RecordKind kind) {
        Activity shared = live.activity();
        return Math.max(shared.lagMs(kind), subjects.stream().map(LiveSubject::activity)
                .mapToDouble(each -> each.lagMs(kind)).max().orElse(0));
    }
}
