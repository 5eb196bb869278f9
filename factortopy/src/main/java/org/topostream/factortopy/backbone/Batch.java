package org.topostream.factortopy.backbone;

import java.util.List;

/// Images that go through a backbone together.
///
/// @param queue            where they waited
/// @param images           at least one
/// @param leftWaiting      how many of the same backbone's images stay behind
/// @param longestWaitNanos of the images, from their coming to now
record Batch(BatchQueue queue, List<WaitingImage> images, int leftWaiting, long longestWaitNanos) {}
