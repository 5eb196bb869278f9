package org.topostream.dashboard.door;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.dashboard.json.Json;
import org.topostream.dashboard.live.Listener;
import org.topostream.dashboard.live.Live;
import org.topostream.dashboard.live.Trial;
import org.topostream.dashboard.live.Update;

/// Waits for predictions as the live page gets them: those of the last 200 stimuli of each subject. A stimulus that was
/// shown before keeps the prediction it got when it was new.
final class Predictions {
    /// One that was made.
    private record Made(String subject, Trial trial) {}

    private record News(Waiting waiting, Semaphore came) implements Listener {
        @Override
        public void changed(String subject, Update update) {
            if (update instanceof Trial trial && waiting.wants(subject) && waiting.wants(trial)) {
                came.release();
            }
        }

        @Override
        public void beat() {
            // It is only waited for as long as somebody said.
        }
    }

    private final Live live;

    Predictions(Live live) {
        this.live = live;
    }

    /// Returns when there are as many as are waited for, or when the time is over.
    /// @return those there are then
    ArrayNode await(Waiting waiting) {
        News news = new News(waiting, new Semaphore(0));
        live.listen(news);
        try {
            long end = System.nanoTime() + waiting.longest().toNanos();
            List<Made> made = made(waiting);
            while (made.size() < waiting.count()
                    && news.came().tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                made = made(waiting);
            }
            return json(made);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return json(made(waiting));
        } finally {
            live.leave(news);
        }
    }

    private List<Made> made(Waiting waiting) {
        return live.subjects().stream().filter(subject -> waiting.wants(subject.anatomy().subject()))
                .flatMap(subject -> subject.trials().predictions(waiting.stimulusId()).stream().filter(waiting::wants)
                        .map(trial -> new Made(subject.anatomy().subject(), trial)))
                .toList();
    }

    private static ArrayNode json(List<Made> made) {
        ArrayNode array = Json.array();
        for (Made prediction : made) {
            ObjectNode json = Json.object().put("subject", prediction.subject()).put("backbone",
                    prediction.trial().backbone());
            prediction.trial().encoderVersion().ifPresent(version -> json.put("encoderVersion", version));
            prediction.trial().predicted().ifPresent(values -> json.set("values", Json.numbers(values)));
            array.add(json);
        }
        return array;
    }
}
