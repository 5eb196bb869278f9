"""Writes what the backbone tests compare with, see `../resources/org/topostream/factortopy/backbone`.

- `scattering.json`: numbers of the bundled network's features, from ONNX Runtime in Python;
- `logarithm/`: a tiny backbone of 8x8 images whose features are the logarithms of its pixels: not finite where one is black;
- `fixed/`: the same with the batch fixed at 1;
- `dynamic-height/`, `dynamic-channel/`: with another axis free;
- `float-input/`, `double-output/`: with another type;
- `external/`: with weights in a second file.

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


def logarithm(
    folder: Path,
    batch: int | str = "batch",
    *,
    pixel: int = TensorProto.UINT8,
    number: int = TensorProto.FLOAT,
    height: int | str = 8,
    channels: int | str = 3,
    weights: str = "",
) -> None:
    """One layer of 3 channels: local is the logarithm of each pixel, global their mean.

    `weights` names a file with three numbers that are added to the global token.
    """
    mean = "mean" if weights else "layer.global"
    nodes = [
        helper.make_node("Cast", ["image"], ["pixels"], to=number),
        helper.make_node("Log", ["pixels"], ["layer.local"]),
        helper.make_node("ReduceMean", ["pixels"], [mean], axes=[2, 3], keepdims=0),
    ]
    initialisers = []
    if weights:
        nodes.append(helper.make_node("Add", ["mean", "offset"], ["layer.global"]))
        offset = TensorProto(name="offset", data_type=number, dims=[3], data_location=TensorProto.EXTERNAL)
        offset.external_data.add(key="location", value=weights)
        initialisers.append(offset)
    graph = helper.make_graph(
        nodes,
        "logarithm",
        [helper.make_tensor_value_info("image", pixel, [batch, 3, height, 8])],
        [
            helper.make_tensor_value_info("layer.local", number, [batch, channels, height, 8]),
            helper.make_tensor_value_info("layer.global", number, [batch, 3]),
        ],
        initialisers,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
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
    if weights:
        numbers_file = np.array([1, 2, 3], "<f4").tobytes()
        description["data"] = {"file": weights, "sha256": hashlib.sha256(numbers_file).hexdigest()}
        (folder / weights).write_bytes(numbers_file)
    (folder / "model.onnx").write_bytes(data)
    onnx.checker.check_model(folder / "model.onnx", full_check=True)
    (folder / "backbone.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    scattering()
    logarithm(OUT / "logarithm")
    logarithm(OUT / "fixed", 1)
    logarithm(OUT / "dynamic-height", height="height")
    logarithm(OUT / "dynamic-channel", channels="")
    logarithm(OUT / "float-input", pixel=TensorProto.FLOAT)
    logarithm(OUT / "double-output", number=TensorProto.DOUBLE)
    logarithm(OUT / "external", weights="weights.bin")
