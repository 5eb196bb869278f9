package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.topostream.factortopy.Features;
import org.topostream.factortopy.backbone.BackboneSpec;
import org.topostream.factortopy.backbone.BackboneSpec.DataFile;
import org.topostream.factortopy.backbone.internal.OnnxTensor.Axis;

/// Compares what an ONNX file declares with `backbone.json`, before the network is loaded: one input of images and two
/// outputs a layer, with a free batch and every other axis fixed.
final class OnnxContract {
    private static final String BATCH = "batch";
    private static final int COLOURS = 3;

    private OnnxContract() {}

    /// @throws IOException where the file is not ONNX, or declares something else; the message names it
    static void check(Path file, BackboneSpec spec) throws IOException {
        OnnxHeader header;
        try {
            header = OnnxHeader.read(file);
        } catch (IOException e) {
            throw new IOException(file + ": expected an ONNX model, got a file that is none: " + e.getMessage(), e);
        }
        try {
            checkInput(header, spec.input());
            checkOutputs(header, spec);
            checkData(header, spec);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not the model that " + BackboneSpec.FILE + " declares: "
                    + e.getMessage(), e);
        }
    }

    private static void checkInput(OnnxHeader header, BackboneSpec.Input input) {
        if (header.inputs().size() != 1) {
            throw new IllegalArgumentException("expected one input, the images, got "
                    + header.inputs().stream().map(OnnxTensor::name).toList());
        }
        checkTensor("input", header.inputs().getFirst(), "uint8",
                List.of("colour", "height", "width"), List.of(COLOURS, input.height(), input.width()));
    }

    private static void checkOutputs(OnnxHeader header, BackboneSpec spec) {
        Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
        header.outputs().forEach(output -> outputs.put(output.name(), output));
        for (BackboneSpec.Layer layer : spec.layers()) {
            checkOutput(outputs, layer.name() + ".local", List.of("channel", "row", "column"),
                    List.of(layer.channels(), Features.GRID, Features.GRID));
            checkOutput(outputs, layer.name() + ".global", List.of("channel"), List.of(layer.channels()));
        }
        if (!outputs.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected outputs of the layers " + spec.layerNames() + " only, got also " + outputs.keySet());
        }
    }

    private static void checkOutput(Map<String, OnnxTensor> outputs, String name, List<String> axes,
            List<Integer> lengths) {
        if (!outputs.containsKey(name)) {
            throw new IllegalArgumentException("expected the output " + name + " of float32 "
                    + shape(lengths) + ", got only " + outputs.keySet());
        }
        checkTensor("output", outputs.remove(name), "float32", axes, lengths);
    }

    /// @param axes    what the axes after the batch are
    /// @param lengths how long they must be
    private static void checkTensor(String role, OnnxTensor tensor, String type, List<String> axes,
            List<Integer> lengths) {
        String expected = "expected the " + role + " " + tensor.name() + " of " + type + " " + shape(lengths);
        if (!tensor.type().equals(type)) {
            throw new IllegalArgumentException(expected + ", got " + tensor);
        }
        if (tensor.shape().isEmpty()) {
            return; // not declared: a run will tell
        }
        List<Axis> found = tensor.shape().get();
        if (found.size() != lengths.size() + 1) {
            throw new IllegalArgumentException(expected + ", got " + tensor);
        }
        if (found.getFirst().length().isPresent()) {
            throw new IllegalArgumentException(expected + " with a free batch, got " + tensor
                    + ": the batch is fixed at " + found.getFirst());
        }
        for (int i = 0; i < lengths.size(); i++) {
            Axis axis = found.get(i + 1);
            if (axis.length().isEmpty()) {
                throw new IllegalArgumentException(expected + ", got " + tensor + ": axis " + (i + 1) + " ("
                        + axes.get(i) + ") is dynamic, only the batch may be");
            }
            if (axis.length().get() != lengths.get(i).longValue()) {
                throw new IllegalArgumentException(expected + ", got " + tensor);
            }
        }
    }

    /// Weights in a file that `backbone.json` does not name would not be part of the digest.
    private static void checkData(OnnxHeader header, BackboneSpec spec) {
        Set<String> declared = spec.data().map(DataFile::file).map(Set::of).orElse(Set.of());
        if (!declared.containsAll(header.external())) {
            throw new IllegalArgumentException("expected weights in the model" + (declared.isEmpty()
                    ? ", or a file with them in the field data"
                    : " and in " + declared) + ", got weights in " + header.external());
        }
    }

    private static String shape(List<Integer> lengths) {
        return lengths.stream().map(String::valueOf).collect(Collectors.joining(", ", "[" + BATCH + ", ", "]"));
    }
}
