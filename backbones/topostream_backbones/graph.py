"""A small writer of ONNX graphs, whose names and bytes depend on nothing but the calls made."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Graph:
    """Collects nodes and constants; every method returns the name of the tensor it makes."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[tuple, onnx.TensorProto] = {}

    def constant(self, value: np.ndarray) -> str:
        key = (value.dtype.str, value.shape, value.tobytes())
        if key not in self._constants:
            self._constants[key] = numpy_helper.from_array(value, f"constant{len(self._constants)}")
        return self._constants[key].name

    def floats(self, value: np.ndarray | float) -> str:
        return self.constant(np.asarray(value, np.float32))

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def add(self, operator: str, *inputs: str, name: str | None = None, **attributes) -> str:
        output = name or f"tensor{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [output], **attributes))
        return output

    def padded(self, tensor: str, margin: int) -> str:
        """`[B, C, H, W]` with a border that repeats the image's edge."""
        return self.add("Pad", tensor, self.integers(0, 0, margin, margin, 0, 0, margin, margin), mode="edge")

    def model(self, inputs: list[onnx.ValueInfoProto], outputs: list[onnx.ValueInfoProto], opset: int) -> onnx.ModelProto:
        graph = helper.make_graph(self._nodes, "backbone", inputs, outputs, list(self._constants.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="topostream-backbones")
        model.ir_version = 9
        onnx.checker.check_model(model, full_check=True)
        return model


def tensor_info(name: str, kind: int, shape: list[int | str]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


UINT8, FLOAT = TensorProto.UINT8, TensorProto.FLOAT
