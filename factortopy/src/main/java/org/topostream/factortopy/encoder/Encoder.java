package org.topostream.factortopy.encoder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.topostream.factortopy.FloatTensor;
import org.topostream.factortopy.encoder.internal.EncoderEngine;
import org.topostream.factortopy.internal.TensorArchive;

/// FactorTopy's parameters for one subject and backbone, with everything needed to predict with them.
///
/// @param shape       the sizes
/// @param coordinates of the voxels, `N`
/// @param parameters  what was learned
/// @param normaliser  from z-scores to the units of the responses, `N`
public record Encoder(EncoderShape shape, Coordinates coordinates, Parameters parameters, Normaliser normaliser) {
    private static final String KIND = "topostream-encoder";
    private static final String PARAMETER = "parameter/";

    /// @throws IllegalArgumentException where the parts are not of one size
    public Encoder {
        if (coordinates.voxels() != shape.voxels() || normaliser.mean().length != shape.voxels()) {
            throw new IllegalArgumentException("expected coordinates and a normaliser of " + shape.voxels()
                    + " voxels, got " + coordinates.voxels() + " and " + normaliser.mean().length);
        }
        parameters.requireFits(shape);
    }

    /// Which part of the network every voxel reads: the cortical maps.
    public Selectors selectors() {
        return EncoderEngine.onDevice("auto").selectors(this);
    }

    /// A self-contained binary, as [#fromBytes] reads it: this encoder to the bit.
    public byte[] toBytes() {
        return toBytes(Precision.SINGLE);
    }

    /// A self-contained binary, as [#fromBytes] reads it.
    /// @param precision of the parameters; all else is kept to the bit
    public byte[] toBytes(Precision precision) {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        int voxels = shape.voxels();
        tensors.put("coordinates", new FloatTensor(new int[]{voxels, 3}, coordinates.values()));
        tensors.put("minimum", new FloatTensor(new int[]{3}, coordinates.minimum()));
        tensors.put("maximum", new FloatTensor(new int[]{3}, coordinates.maximum()));
        tensors.put("mean", new FloatTensor(new int[]{voxels}, normaliser.mean()));
        tensors.put("spread", new FloatTensor(new int[]{voxels}, normaliser.spread()));
        parameters.tensors().forEach((name, tensor) -> tensors.put(PARAMETER + name, tensor));
        ObjectNode header = JsonNodeFactory.instance.objectNode().put("voxels", voxels)
                .put("bottleneck", shape.bottleneck());
        shape.layerNames().forEach(header.putArray("layers")::add);
        for (int width : shape.widths()) {
            header.withArray("widths").add(width);
        }
        return new TensorArchive(KIND, header, tensors, halves(precision)).toBytes();
    }

    private Set<String> halves(Precision precision) {
        return switch (precision) {
            case SINGLE -> Set.of();
            case HALF -> parameters.tensors().entrySet().stream()
                    .filter(parameter -> TensorArchive.fitsHalf(parameter.getValue()))
                    .map(parameter -> PARAMETER + parameter.getKey()).collect(Collectors.toSet());
        };
    }

    /// Reads what [#toBytes] wrote, at either precision.
    /// @throws IllegalArgumentException where the bytes are something else, damaged, or hold a number that is not finite
    public static Encoder fromBytes(byte[] bytes) {
        TensorArchive archive = TensorArchive.fromBytes(KIND, bytes);
        JsonNode header = archive.header();
        List<String> layers = new ArrayList<>();
        header.path("layers").forEach(name -> layers.add(name.asText()));
        int[] widths = new int[header.path("widths").size()];
        for (int layer = 0; layer < widths.length; layer++) {
            widths[layer] = header.path("widths").path(layer).asInt();
        }
        EncoderShape shape = new EncoderShape(header.path("voxels").asInt(), layers, widths,
                header.path("bottleneck").asInt());
        Coordinates coordinates = new Coordinates(archive.tensor("coordinates").values(),
                archive.tensor("minimum").values(), archive.tensor("maximum").values());
        Normaliser normaliser = new Normaliser(archive.tensor("mean").values(), archive.tensor("spread").values());
        Parameters parameters = new Parameters(archive.tensorsUnder(PARAMETER));
        parameters.requireFinite();
        return new Encoder(shape, coordinates, parameters, normaliser);
    }
}
