"""Writes a backbone that costs nothing to run: see `../resources/org/topostream/tests/pixels`.

One layer of 3 channels: the image at 8 x 8, from 0 to 1, and its mean.

    python make_small_backbone.py        (needs onnx)
"""

import hashlib
import json
from pathlib import Path

import onnx
from onnx import TensorProto, helper

OUT = Path(__file__).resolve().parent.parent / "resources/org/topostream/tests/pixels"

nodes = [
    helper.make_node("Cast", ["image"], ["pixels"], to=TensorProto.FLOAT),
    helper.make_node("Div", ["pixels", "white"], ["layer.local"]),
    helper.make_node("ReduceMean", ["layer.local"], ["layer.global"], axes=[2, 3], keepdims=0),
]
graph = helper.make_graph(
    nodes,
    "pixels",
    [helper.make_tensor_value_info("image", TensorProto.UINT8, ["batch", 3, 8, 8])],
    [
        helper.make_tensor_value_info("layer.local", TensorProto.FLOAT, ["batch", 3, 8, 8]),
        helper.make_tensor_value_info("layer.global", TensorProto.FLOAT, ["batch", 3]),
    ],
    [helper.make_tensor("white", TensorProto.FLOAT, [], [255.0])],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
onnx.checker.check_model(model, full_check=True)
data = model.SerializeToString(deterministic=True)
OUT.mkdir(parents=True, exist_ok=True)
(OUT / "model.onnx").write_bytes(data)
(OUT / "backbone.json").write_text(
    json.dumps(
        {
            "name": "pixels",
            "model": "model.onnx",
            "format": "onnx",
            "input": {"width": 8, "height": 8, "resize": "squash", "layout": "NCHW", "dtype": "uint8"},
            "layers": [{"name": "layer", "channels": 3}],
            "grid": 8,
            "globalToken": "mean",
            "source": "make_small_backbone.py",
            "licence": "Apache-2.0",
            "sha256": hashlib.sha256(data).hexdigest(),
        },
        indent=2,
    )
    + "\n"
)
