"""Features of images with Pillow and ONNX Runtime in Python: the reference of `EndToEndFeaturesTest` in Java.

    python onnx_features.py BACKBONE OUT FILE...        (needs numpy, onnxruntime, Pillow)

Writes `OUT/<index>.<output>.npy` for each file and each output of the model.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

backbone, out = Path(sys.argv[1]), Path(sys.argv[2])
spec = json.loads((backbone / "backbone.json").read_text())
size = (spec["input"]["width"], spec["input"]["height"])
session = onnxruntime.InferenceSession(backbone / spec["model"], providers=["CPUExecutionProvider"])
names = [output.name for output in session.get_outputs()]
for index, file in enumerate(sys.argv[3:]):
    pixels = np.asarray(Image.open(file).convert("RGB").resize(size, Image.BILINEAR)).transpose(2, 0, 1)[None]
    for name, values in zip(names, session.run(None, {session.get_inputs()[0].name: pixels})):
        np.save(out / f"{index}.{name}.npy", values)
