package org.topostream.producers;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

import org.topostream.schemas.Site;
import org.topostream.schemas.SubjectRules;
import org.topostream.schemas.Subjects;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.TopicTail;
import org.topostream.schemas.Topics;
import org.topostream.schemas.avro.Response;
import org.topostream.schemas.avro.Split;
import org.topostream.schemas.avro.Stimulus;
import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;
import org.topostream.schemas.encoders.TrainerProgress;

/// Runs an experiment against topostream: shows each image, and lets the brain answer once the prediction is there.
///
/// Topics remember what was sent: a session that was killed and is started again sends what is missing. A response
/// that was under way when it was killed may be sent twice; trial id and revision tell readers that it is the same.
public final class ExperimentSession {
    private static final Duration TELL_EVERY = Duration.ofMillis(250);

    private final Site site;
    private final Experiment experiment;
    private final String backbone;
    private final Pace pace;
    private final Timetable timetable;

    public ExperimentSession(Site site, Experiment experiment, String backbone, Pace pace) {
        this(site, experiment, backbone, pace, Timetable.once());
    }

    /// @param timetable when presentations are due of which the experiment tells the time; the pace may delay them
    public ExperimentSession(Site site, Experiment experiment, String backbone, Pace pace, Timetable timetable) {
        this.site = site;
        this.experiment = experiment;
        this.backbone = backbone;
        this.pace = pace;
        this.timetable = timetable;
    }

    /// Makes the subject known, and its surfaces, unless it is already.
    /// @throws org.topostream.schemas.serde.UnreadableRecordException where it is not as [SubjectRules] wants it, or
    ///     another subject has that name
    public void publishSubject() throws InterruptedException {
        Subject subject = experiment.subject();
        Optional<Subject> known = Optional.ofNullable(Subjects.all(site).get(subject.getSubject()));
        SubjectRules.check(subject.getSubject(), subject, known);
        if (known.isEmpty()) {
            try (KafkaProducer<String, Subject> producer = site.producer();
                    KafkaProducer<String, Surface> surfaces = site.producer()) {
                for (Surface surface : experiment.surfaces()) {
                    surfaces.send(new ProducerRecord<>(Topics.surfaces(subject.getSubject()).name(),
                            surface.getHemisphere() + "/" + surface.getName(), surface)).get();
                }
                producer.send(new ProducerRecord<>(Topics.subjects().name(), subject.getSubject(), subject)).get();
            } catch (ExecutionException e) {
                throw new KafkaException("subject " + subject.getSubject() + " could not be sent", e.getCause());
            }
        }
    }

    /// Shows everything that has not been shown, and returns when the last answer was given.
    /// @param watcher told how far it is, often
    public Progress run(Consumer<Progress> watcher) throws IOException, InterruptedException {
        String subject = experiment.subject().getSubject();
        try (StimulusSender stimuli = new StimulusSender(site);
                KafkaProducer<String, Response> responses = site.producer();
                Answers answers = Answers.open(site, subject, backbone);
                TrainerProgress trainer = new TrainerProgress(site, subject, backbone)) {
            Loop loop = new Loop(stimuli, responses, answers, trainer, subject);
            Instant told = Instant.EPOCH;
            while (!loop.done()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("session interrupted");
                }
                loop.turn();
                if (Instant.now().isAfter(told.plus(TELL_EVERY))) {
                    told = Instant.now();
                    watcher.accept(loop.progress());
                }
            }
            return loop.progress();
        }
    }

    private final class Loop {
        private final StimulusSender stimuli;
        private final KafkaProducer<String, Response> responses;
        private final Answers answers;
        private final TrainerProgress trainer;
        private final String subject;
        private final List<Presentation> presentations = experiment.presentations();
        private final Set<String> stimulusIds = new HashSet<>();
        private final Set<String> shown = new LinkedHashSet<>();
        private final Set<String> answered = new LinkedHashSet<>();
        private final Deque<Presentation> waiting = new ArrayDeque<>();
        private long responsesInTopic;
        private long trainedUpTo;
        private int next;

        Loop(StimulusSender stimuli, KafkaProducer<String, Response> responses, Answers answers,
                TrainerProgress trainer, String subject) {
            this.stimuli = stimuli;
            this.responses = responses;
            this.answers = answers;
            this.trainer = trainer;
            this.subject = subject;
            presentations.forEach(presentation -> stimulusIds.add(presentation.stimulusId()));
            Set<String> known = new HashSet<>();
            presentations.forEach(presentation -> known.add(id(presentation)));
            try (TopicTail<Stimulus> sent = TopicTail.open(site, Topics.stimuli().name());
                    TopicTail<Response> given = TopicTail.open(site, Topics.responses(subject).name())) {
                sent.readToEnd(record -> shown.add(id(record.value().getTrialId(), record.value().getStimulusId())));
                given.readToEnd(record -> {
                    answered.add(id(record.value().getTrialId(), record.value().getStimulusId()));
                    responsesInTopic = record.offset() + 1;
                });
            }
            shown.retainAll(known);
            answered.retainAll(known);
        }

        private static String id(Presentation presentation) {
            return id(presentation.trialId(), presentation.stimulusId());
        }

        private static String id(String trialId, String stimulusId) {
            return trialId + " " + stimulusId;
        }

        boolean done() {
            return next == presentations.size() && waiting.isEmpty();
        }

        void turn() throws IOException, InterruptedException {
            while (next < presentations.size() && waiting.size() < pace.inFlight() && !ahead()
                    && isDue(presentations.get(next))) {
                show(presentations.get(next++));
            }
            answers.poll();
            Iterator<Presentation> each = waiting.iterator();
            while (each.hasNext()) {
                Presentation presentation = each.next();
                if (answers.has(presentation.stimulusId())) {
                    answer(presentation);
                    each.remove();
                }
            }
        }

        private boolean isDue(Presentation presentation) {
            OptionalDouble seconds = shown.contains(id(presentation))
                    ? OptionalDouble.empty()
                    : experiment.seconds(presentation);
            return seconds.isEmpty() || timetable.until(seconds.getAsDouble()).isZero();
        }

        /// Asks the trainer only when what is known of it says so.
        private boolean ahead() {
            if (pace.lead() > 0 && responsesInTopic - trainedUpTo >= pace.lead()) {
                trainedUpTo = trainer.trainedUpTo();
            }
            return pace.lead() > 0 && responsesInTopic - trainedUpTo >= pace.lead();
        }

        private void show(Presentation presentation) throws IOException {
            if (shown.add(id(presentation))) {
                stimuli.send(presentation, subject, experiment.image(presentation));
            }
            if (!answered.contains(id(presentation))) {
                waiting.add(presentation);
            }
        }

        private void answer(Presentation presentation) throws IOException, InterruptedException {
            if (presentation.isTrial()) {
                float[] values = experiment.response(presentation);
                Response response = Response.newBuilder().setStimulusId(presentation.stimulusId())
                        .setTrialId(presentation.trialId()).setSubject(subject).setSession(subject)
                        .setValues(Tensors.float32(values, values.length)).build();
                try {
                    responsesInTopic = responses.send(new ProducerRecord<>(Topics.responses(subject).name(),
                            presentation.stimulusId(), response)).get().offset() + 1;
                } catch (ExecutionException e) {
                    throw new KafkaException("response of trial " + presentation.trialId() + " could not be sent",
                            e.getCause());
                }
            }
            answered.add(id(presentation));
        }

        Progress progress() {
            int trialResponses = (int) presentations.stream()
                    .filter(p -> p.isTrial() && answered.contains(id(p))).count();
            int trainable = (int) presentations.stream().filter(p -> p.isTrial() && p.split() == Split.TRAIN
                    && answered.contains(id(p)) && answers.isPredicted(p.stimulusId())).count();
            return new Progress(presentations.size(), shown.size(), trialResponses, answers.predicted(stimulusIds),
                    answers.refused(stimulusIds), trainable, answers.encoder(), answers.latencies());
        }
    }
}
