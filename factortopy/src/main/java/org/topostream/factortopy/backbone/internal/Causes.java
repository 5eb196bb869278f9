package org.topostream.factortopy.backbone.internal;

import java.util.regex.Pattern;

/// What engines hide in what they throw.
final class Causes {
    /// How ONNX Runtime, PyTorch, CUDA's libraries and C++ say that there is no memory.
    private static final Pattern MEMORY = Pattern.compile("out of memory|failed to allocate memory|bad_alloc"
            + "|not enough memory|can't allocate memory|ALLOC_FAILED|BFCArena", Pattern.CASE_INSENSITIVE);

    private Causes() {}

    /// Whether an engine failed because there is no memory.
    static boolean isMemory(Throwable error) {
        String message = innermost(error).getMessage();
        return message != null && MEMORY.matcher(message).find();
    }

    /// The error at the bottom: the engine's own.
    static Throwable innermost(Throwable error) {
        Throwable innermost = error;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }
}
