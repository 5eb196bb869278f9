package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.topostream.factortopy.backbone.internal.Protobuf.Field;

/// What an ONNX file declares, read without loading its weights (`onnx.proto3` of ONNX IR version 3 and later).
///
/// @param inputs   what a run needs; not the weights, which old files list among them
/// @param outputs  what a run gives
/// @param external names of the files that hold weights
record OnnxHeader(List<OnnxTensor> inputs, List<OnnxTensor> outputs, Set<String> external) {

    /// @throws IOException where the file is absent or is not ONNX
    static OnnxHeader read(Path file) throws IOException {
        try (Protobuf fields = new Protobuf(file)) {
            return new Parser(fields).parse();
        }
    }

    /// Follows the messages down to what we need. The numbers are those of the fields in `onnx.proto3`.
    private static final class Parser {
        private final Protobuf in;
        private final List<OnnxTensor> inputs = new ArrayList<>();
        private final List<OnnxTensor> outputs = new ArrayList<>();
        private final Set<String> weights = new HashSet<>();
        private final Set<String> external = new TreeSet<>();

        Parser(Protobuf in) {
            this.in = in;
        }

        OnnxHeader parse() throws IOException {
            in.fields(in.size(), model -> {
                if (model.number() == 7) {
                    graph(model);
                }
            });
            if (outputs.isEmpty()) {
                throw new IOException("no output");
            }
            inputs.removeIf(input -> weights.contains(input.name()));
            return new OnnxHeader(List.copyOf(inputs), List.copyOf(outputs), Set.copyOf(external));
        }

        private void graph(Field graph) throws IOException {
            in.fields(graph.end(), field -> {
                switch (field.number()) {
                    case 1 -> node(field);
                    case 5 -> weight(field);
                    case 11 -> inputs.add(OnnxTensor.read(in, field));
                    case 12 -> outputs.add(OnnxTensor.read(in, field));
                    default -> {
                    }
                }
            });
        }

        /// Weights may also be constants of nodes, and of the graphs within nodes.
        private void node(Field node) throws IOException {
            in.fields(node.end(), attribute -> {
                if (attribute.number() == 5) {
                    in.fields(attribute.end(), field -> {
                        if (field.number() == 5) {
                            weight(field);
                        } else if (field.number() == 6) {
                            innerGraph(field);
                        }
                    });
                }
            });
        }

        private void innerGraph(Field graph) throws IOException {
            in.fields(graph.end(), field -> {
                if (field.number() == 1) {
                    node(field);
                } else if (field.number() == 5) {
                    weight(field);
                }
            });
        }

        private void weight(Field weight) throws IOException {
            in.fields(weight.end(), field -> {
                if (field.number() == 8) {
                    weights.add(in.text(field));
                } else if (field.number() == 13) {
                    external(field);
                }
            });
        }

        private void external(Field entry) throws IOException {
            List<String> pair = new ArrayList<>();
            in.fields(entry.end(), field -> pair.add(in.text(field)));
            if (pair.size() == 2 && pair.getFirst().equals("location")) {
                external.add(pair.getLast());
            }
        }
    }
}
