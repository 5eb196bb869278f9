package org.topostream.streams.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.topostream.factortopy.glm.TrialEstimate;
import org.topostream.schemas.Tensors;
import org.topostream.schemas.avro.Event;
import org.topostream.schemas.avro.Response;

/// Which estimates of a run's trials are published, and when: one as soon as the peak of its response has been seen,
/// another once all of it has, and a complete one when the run is over. Of a trial whose peak is never seen, as at the
/// end of a run that was cut off, there is none: a beta told from the foot of a response is noise, many times enlarged.
final class TrialEstimates {
    private static final int NOTHING = 0;
    private static final int PEAK = 1;
    private static final int WHOLE = 2;
    private static final int COMPLETE = 3;

    private final String subject;
    private final RunStore store;

    TrialEstimates(String subject, RunStore store) {
        this.subject = subject;
        this.store = store;
    }

    /// What is to be published now.
    /// @param all whether every trial has changed, since something came to a run that was over
    List<Response> due(String name, Run run, boolean all) {
        List<Response> due = new ArrayList<>();
        for (Event event : run.events()) {
            double[] last = store.published(name, event.getTrialId()).orElse(new double[]{-1, NOTHING});
            if (all || isWorthALook(run, event, (int) last[1])) {
                boolean seenAll = run.hasSeenAll(event);
                run.estimate(event).filter(TrialEstimate::usable)
                        .filter(estimate -> all || knows(estimate, seenAll) > last[1])
                        .ifPresent(estimate -> {
                            int revision = (int) last[0] + 1;
                            store.published(name, event.getTrialId(), revision, knows(estimate, seenAll));
                            due.add(response(event, run, estimate, revision));
                        });
            }
        }
        return due;
    }

    /// The run goes on, and what was published as complete is not.
    void reopen(String name, Run run) {
        for (Event event : run.events()) {
            store.published(name, event.getTrialId()).filter(last -> last[1] == COMPLETE)
                    .ifPresent(last -> store.published(name, event.getTrialId(), (int) last[0], PEAK));
        }
    }

    /// Trials of which nothing was published.
    List<String> without(String name, Run run) {
        return run.events().stream().map(Event::getTrialId).filter(trial -> store.published(name, trial).isEmpty())
                .toList();
    }

    private static boolean isWorthALook(Run run, Event event, int known) {
        return run.isFinished() && run.hasVolumes() && known < COMPLETE || known < PEAK && run.hasSeenPeak(event)
                || known < WHOLE && run.hasSeenAll(event);
    }

    /// @param estimate that is usable
    /// @param seenAll  whether volumes lie behind its response, though some of it may be lost
    private static int knows(TrialEstimate estimate, boolean seenAll) {
        if (estimate.complete()) {
            return COMPLETE;
        }
        return seenAll ? WHOLE : PEAK;
    }

    /// A beta that cannot be told, as of a voxel that lies outside the volumes, is 0.
    private Response response(Event event, Run run, TrialEstimate estimate, int revision) {
        float[] betas = estimate.betas().clone();
        for (int voxel = 0; voxel < betas.length; voxel++) {
            betas[voxel] = Float.isFinite(betas[voxel]) ? betas[voxel] : 0;
        }
        OptionalDouble onset = run.onset(event);
        return Response.newBuilder().setStimulusId(event.getStimulusId()).setTrialId(event.getTrialId())
                .setSubject(subject).setSession(event.getSession()).setRevision(revision)
                .setComplete(estimate.complete()).setValues(Tensors.float32(betas, betas.length))
                .setRun(event.getRun()).setOnset(onset.orElseThrow()).setSeenUntil(run.seenUntil()).build();
    }
}
