package org.topostream.factortopy.backbone;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/// Flight Recorder's view of one batch; the event's duration is the time it was computed in.
@Name("topostream.Batch")
@Label("Batch of images")
@Category({"topostream", "Backbone"})
@Description("A batch of images through a backbone")
@StackTrace(false)
final class BatchEvent extends Event {
    @Label("Backbone")
    private final String backbone;

    @Label("Images")
    private final int images;

    @Label("Images Left Waiting")
    private final int waiting;

    @Label("Longest Wait")
    @Timespan(Timespan.NANOSECONDS)
    private final long longestWait;

    BatchEvent(Batch batch) {
        backbone = batch.queue().backbone().spec().name();
        images = batch.images().size();
        waiting = batch.leftWaiting();
        longestWait = batch.longestWaitNanos();
    }
}
