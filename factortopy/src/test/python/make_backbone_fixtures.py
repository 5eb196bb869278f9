"""Writes what the backbone tests compare with, see `../resources/org/topostream/factortopy/backbone`.

- `scattering.json`: numbers of the bundled network's features, from ONNX Runtime in Python;
- `logarithm/`: a tiny backbone of 8x8 images whose features are the logarithms of its pixels: not finite where one is black;
- `fixed/`: the same with the batch fixed at 1.

    python make_backbone_fixtures.py        (needs numpy, onnx, onnxruntime)
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources/org/topostream/factortopy/backbone"
BUNDLED = HERE.parents[3] / "backbones/scattering"
IMAGES = 3
SELECTED = 5


def pattern(index: int, side: int) -> np.ndarray:
    """Image `index`, uint8 `[3, side, side]`; `TestImages.pattern` in Java is the same formula."""
    y, x, colour = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    values = x * (index + 1) + y * (5 - index) + (x * y >> 3) + (index + 2) * colour * 37
    return (values & 255).astype(np.uint8).transpose(2, 0, 1)


def numbers(values: np.ndarray) -> dict:
    """Enough of an array to notice a misplaced value: `checksum` weighs value i with cos(i)."""
    flat = values.astype(np.float64).ravel()
    selected = np.linspace(0, len(flat) - 1, SELECTED).astype(int)
    return {
        "mean": round(flat.mean(), 6),
        "meanSquare": round((flat**2).mean(), 6),
        "checksum": round(float(flat @ np.cos(np.arange(len(flat)))), 5),
        "selected": {str(i): round(flat[i], 6) for i in selected},
    }


def scattering() -> None:
    session = onnxruntime.InferenceSession(BUNDLED / "model.onnx", providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    images = []
    for index in range(IMAGES):
        # One by one, so that what Java computes in a batch is compared with what stands alone.
        outputs = session.run(None, {"image": pattern(index, 128)[None]})
        images.append({name: numbers(output) for name, output in zip(names, outputs)})
    (OUT / "scattering.json").write_text(json.dumps(images, indent=1) + "\n")


def logarithm(folder: Path, batch: int | str) -> None:
    """One layer of 3 channels: local is the logarithm of each pixel, global their mean."""
    nodes = [
        helper.make_node("Cast", ["image"], ["pixels"], to=TensorProto.FLOAT),
        helper.make_node("Log", ["pixels"], ["layer.local"]),
        helper.make_node("ReduceMean", ["pixels"], ["layer.global"], axes=[2, 3], keepdims=0),
    ]
    graph = helper.make_graph(
        nodes,
        "logarithm",
        [helper.make_tensor_value_info("image", TensorProto.UINT8, [batch, 3, 8, 8])],
        [
            helper.make_tensor_value_info("layer.local", TensorProto.FLOAT, [batch, 3, 8, 8]),
            helper.make_tensor_value_info("layer.global", TensorProto.FLOAT, [batch, 3]),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    data = model.SerializeToString(deterministic=True)
    description = {
        "name": "logarithm",
        "model": "model.onnx",
        "format": "onnx",
        "input": {"width": 8, "height": 8, "resize": "squash", "layout": "NCHW", "dtype": "uint8"},
        "layers": [{"name": "layer", "channels": 3}],
        "grid": 8,
        "globalToken": "mean",
        "source": "make_backbone_fixtures.py",
        "licence": "Apache-2.0",
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(data)
    (folder / "backbone.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    scattering()
    logarithm(OUT / "logarithm", "batch")
    logarithm(OUT / "fixed", 1)
