package org.topostream.producers.dataset.scan;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.topostream.producers.Answers;
import org.topostream.producers.Presentation;
import org.topostream.producers.Progress;
import org.topostream.producers.Timetable;
import org.topostream.schemas.Site;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Volume;

/// Replays a recorded scan to topostream, which estimates the responses.
///
/// Topics remember what was sent: a session that was killed and is started again sends what is missing. The volume that
/// was under way when it was killed may be sent twice; its number tells readers that it is the same.
public final class ScanSession {
    private static final Duration TELL_EVERY = Duration.ofMillis(250);
    private static final Duration WAIT = Duration.ofMillis(20);
    private final Site site;
    private final String subject;
    private final DatasetScan scan;
    private final String backbone;
    private final Timetable timetable;
    private final Duration patience;

    /// @param subject  whose scan it is; must be known
    /// @param patience without a new answer behind the last volume, after which those that are missing are not waited
    ///     for: near the end of a run there may be trials that cannot be estimated
    public ScanSession(Site site, String subject, DatasetScan scan, String backbone, Timetable timetable,
            Duration patience) {
        this.site = site;
        this.subject = subject;
        this.scan = scan;
        this.backbone = backbone;
        this.timetable = timetable;
        this.patience = patience;
    }

    /// Sends everything that has not been sent, and returns when all pictures are predicted and all responses complete,
    /// or no more of them come.
    /// @param watcher told how far it is, often
    public Progress run(Consumer<Progress> watcher) throws IOException, InterruptedException {
        try (KafkaScanOutput output = new KafkaScanOutput(site, subject);
                Answers answers = Answers.open(site, subject, backbone);
                TopicTail<Response> responses = TopicTail.open(site, Topics.responses(subject).name());
                ScanPlayer player = new ScanPlayer(scan, sentBefore(), output, timetable, answers::has)) {
            return new Loop(answers, responses, player, watcher).run();
        }
    }

    private SentBefore sentBefore() {
        Set<String> ours = new HashSet<>();
        scan.presentations().forEach(presentation -> ours.add(id(presentation.trialId(), presentation.stimulusId())));
        Set<String> pictures = new HashSet<>();
        Set<String> events = new HashSet<>();
        try (TopicTail<Stimulus> tail = TopicTail.open(site, Topics.stimuli().name())) {
            tail.readToEnd(record -> {
                if (ours.contains(id(record.value().getTrialId(), record.value().getStimulusId()))) {
                    pictures.add(record.value().getTrialId());
                }
            });
        }
        try (TopicTail<Event> tail = TopicTail.open(site, Topics.events(subject).name())) {
            tail.readToEnd(record -> events.add(record.value().getTrialId()));
        }
        try (TopicTail<Volume> tail = TopicTail.open(site, Topics.volumes(subject).name())) {
            List<ConsumerRecord<String, Volume>> last = tail.last();
            return new SentBefore(pictures, events, last.stream().findFirst()
                    .map(record -> new SentBefore.Last(record.value().getRun(), record.value().getNumber())));
        }
    }

    private static String id(String trialId, String stimulusId) {
        return trialId + " " + stimulusId;
    }

    private final class Loop {
        private final Answers answers;
        private final TopicTail<Response> responses;
        private final ScanPlayer player;
        private final Consumer<Progress> watcher;
        private final List<Presentation> presentations = scan.presentations();
        private final Set<String> trials = new HashSet<>();
        private final Set<String> stimuli = new HashSet<>();
        private final Set<String> responded = new HashSet<>();
        private final Set<String> complete = new HashSet<>();
        private Instant told = Instant.EPOCH;
        private Instant changed = Instant.now();
        private int answersBefore = -1;

        Loop(Answers answers, TopicTail<Response> responses, ScanPlayer player, Consumer<Progress> watcher) {
            this.answers = answers;
            this.responses = responses;
            this.player = player;
            this.watcher = watcher;
            presentations.forEach(presentation -> {
                trials.add(presentation.trialId());
                stimuli.add(presentation.stimulusId());
            });
        }

        Progress run() throws IOException, InterruptedException {
            while (!player.isDone()) {
                Duration until = player.step();
                look();
                if (until.compareTo(WAIT) > 0) {
                    timetable.pause(WAIT);
                }
            }
            changed = Instant.now();
            while (!isAnswered() && Instant.now().isBefore(changed.plus(patience))) {
                look();
                timetable.pause(WAIT);
            }
            return progress();
        }

        private boolean isAnswered() {
            return complete.size() == trials.size()
                    && answers.predicted(stimuli) + answers.refused(stimuli) >= stimuli.size();
        }

        private void look() throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException("session interrupted");
            }
            answers.poll();
            responses.poll(Duration.ZERO, record -> take(record.value()));
            int now = complete.size() + answers.latencies().size();
            if (now != answersBefore) {
                answersBefore = now;
                changed = Instant.now();
            }
            if (Instant.now().isAfter(told.plus(TELL_EVERY))) {
                told = Instant.now();
                watcher.accept(progress());
            }
        }

        private void take(Response response) {
            if (trials.contains(response.getTrialId())) {
                responded.add(response.getTrialId());
                if (response.getComplete()) {
                    complete.add(response.getTrialId());
                }
            }
        }

        private Progress progress() {
            int trainable = (int) presentations.stream().filter(each -> each.split() == Split.TRAIN
                    && responded.contains(each.trialId()) && answers.isPredicted(each.stimulusId())).count();
            return new Progress(presentations.size(), player.shown().size(), responded.size(),
                    answers.predicted(stimuli), answers.refused(stimuli), trainable, answers.encoder(),
                    answers.latencies());
        }
    }
}
