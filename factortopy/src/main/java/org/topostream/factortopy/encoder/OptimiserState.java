package org.topostream.factortopy.encoder;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.internal.TensorArchive;

/// What AdamW remembers between steps. A session that resumes from it and its parameters continues bit for bit.
///
/// @param step          accepted steps so far
/// @param firstMoments  running means of the gradients, by parameter; empty before the first step
/// @param secondMoments running means of their squares, by parameter; empty before the first step
public record OptimiserState(long step, Map<String, FloatTensor> firstMoments, Map<String, FloatTensor> secondMoments) {
    private static final String KIND = "topostream-optimiser";
    private static final String FIRST = "first/";
    private static final String SECOND = "second/";

    /// @throws IllegalArgumentException where the step is negative or the moments are not of the same parameters
    public OptimiserState {
        firstMoments = Collections.unmodifiableMap(new LinkedHashMap<>(firstMoments));
        secondMoments = Collections.unmodifiableMap(new LinkedHashMap<>(secondMoments));
        if (step < 0 || !firstMoments.keySet().equals(secondMoments.keySet())) {
            throw new IllegalArgumentException("expected a step of 0 or more and moments of the same parameters, got "
                    + step + ", " + firstMoments.keySet() + " and " + secondMoments.keySet());
        }
    }

    /// Before the first step.
    public static OptimiserState fresh() {
        return new OptimiserState(0, Map.of(), Map.of());
    }

    /// A self-contained binary, as [#fromBytes] reads it.
    public byte[] toBytes() {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        firstMoments.forEach((name, tensor) -> tensors.put(FIRST + name, tensor));
        secondMoments.forEach((name, tensor) -> tensors.put(SECOND + name, tensor));
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("step", step);
        return new TensorArchive(KIND, header, tensors).toBytes();
    }

    /// Reads what [#toBytes] wrote.
    /// @throws IllegalArgumentException where the bytes are something else, or damaged
    public static OptimiserState fromBytes(byte[] bytes) {
        TensorArchive archive = TensorArchive.fromBytes(KIND, bytes);
        return new OptimiserState(archive.header().path("step").asLong(), archive.tensorsUnder(FIRST),
                archive.tensorsUnder(SECOND));
    }
}
