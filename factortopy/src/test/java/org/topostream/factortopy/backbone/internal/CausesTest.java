package org.topostream.factortopy.backbone.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CausesTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "Non-zero status code returned while running Conv node. Failed to allocate memory for requested buffer of size 1",
            "CUDA out of memory. Tried to allocate 20.00 MiB", "CUDA error: out of memory", "std::bad_alloc",
            "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED", "DefaultCPUAllocator: can't allocate memory",
            "BFCArena::AllocateRawInternal(size_t) Available memory of 0 is smaller than requested bytes of 1"})
    void knowsHowEnginesSayThatThereIsNoMemory(String message) {
        assertTrue(Causes.isMemory(new IllegalStateException("outer", new RuntimeException(message))));
    }

    @Test
    void takesNothingElseForIt() {
        assertFalse(Causes.isMemory(new IllegalStateException("Got invalid dimensions for input: image")));
        assertFalse(Causes.isMemory(new IllegalStateException()));
    }
}
