package org.topostream.factortopy.backbone.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.topostream.factortopy.backbone.internal.Protobuf.Field;

/// A tensor that an ONNX file declares as an input or output.
///
/// @param name  its name
/// @param type  of its elements: `float32`, `uint8`, ...
/// @param shape its axes, where they are declared
record OnnxTensor(String name, String type, Optional<List<Axis>> shape) {
    private static final Map<Integer, String> TYPES = Map.of(1, "float32", 2, "uint8", 3, "int8", 6, "int32", 7,
            "int64", 9, "bool", 10, "float16", 11, "float64", 16, "bfloat16");

    /// One axis.
    ///
    /// @param length its length; none where it is dynamic
    /// @param symbol what the file calls a dynamic length; may be empty
    record Axis(Optional<Long> length, String symbol) {

        @Override
        public String toString() {
            return length.map(String::valueOf).orElse(symbol.isEmpty() ? "?" : symbol);
        }
    }

    /// Reads a `ValueInfoProto`.
    static OnnxTensor read(Protobuf in, Field value) throws IOException {
        Draft draft = new Draft();
        in.fields(value.end(), field -> {
            if (field.number() == 1) {
                draft.name = in.text(field);
            } else if (field.number() == 2) {
                in.fields(field.end(), type -> {
                    if (type.number() == 1) {
                        tensorType(in, type, draft);
                    }
                });
            }
        });
        return new OnnxTensor(draft.name, TYPES.getOrDefault(draft.type, "the element type " + draft.type),
                draft.shape);
    }

    @Override
    public String toString() {
        return type + " " + shape.map(List::toString).orElse("of any shape");
    }

    private static void tensorType(Protobuf in, Field type, Draft draft) throws IOException {
        in.fields(type.end(), field -> {
            if (field.number() == 1) {
                draft.type = (int) field.value();
            } else if (field.number() == 2) {
                List<Axis> axes = new ArrayList<>();
                in.fields(field.end(), axis -> axes.add(axis(in, axis)));
                draft.shape = Optional.of(axes);
            }
        });
    }

    private static Axis axis(Protobuf in, Field axis) throws IOException {
        List<Axis> read = new ArrayList<>();
        in.fields(axis.end(), field -> {
            if (field.number() == 1 && field.value() > 0) { // some write -1 for a dynamic one
                read.add(new Axis(Optional.of(field.value()), ""));
            } else if (field.number() == 2) {
                read.add(new Axis(Optional.empty(), in.text(field)));
            }
        });
        return read.isEmpty() ? new Axis(Optional.empty(), "") : read.getFirst();
    }

    /// A tensor while it is read.
    private static final class Draft {
        private String name = "";
        private int type;
        private Optional<List<Axis>> shape = Optional.empty();
    }
}
