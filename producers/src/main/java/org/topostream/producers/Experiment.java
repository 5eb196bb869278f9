package org.topostream.producers;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;

import org.topostream.schemas.avro.Subject;
import org.topostream.schemas.avro.Surface;

/// Somebody who is shown images: recorded earlier or simulated.
public interface Experiment {
    Subject subject();

    /// Surfaces to draw the subject on; none where there are none.
    default List<Surface> surfaces() {
        return List.of();
    }

    /// All presentations, in order.
    List<Presentation> presentations();

    /// When a presentation was shown, in seconds from the beginning of the recording without its pauses, where that is
    /// known.
    default OptionalDouble seconds(Presentation presentation) {
        return OptionalDouble.empty();
    }

    /// The encoded image of a presentation and where it lies.
    ImageFile image(Presentation presentation) throws IOException;

    /// The brain's answer, `[N]`.
    /// @throws IllegalArgumentException where the presentation is not a trial
    float[] response(Presentation presentation) throws IOException;
}
