"""Writes files as published recordings have them, with values that follow from their place.

    python write_recordings.py FOLDER
"""

import pickle
import sys
from pathlib import Path

import nibabel
import numpy as np

folder = Path(sys.argv[1])

# Row r, column c: 10 r + c.
table = 10.0 * np.arange(4)[:, None] + np.arange(3)
np.save(folder / "table32.npy", table.astype(np.float32))
np.save(folder / "table64.npy", table)
np.save(folder / "cube.npy", np.zeros((2, 2, 2)))
np.save(folder / "whole.npy", table.astype(np.int64))

for kind in ("f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8"):
    np.save(folder / f"labels_{kind}.npy", np.array([0, 3, 100, 7]).astype(kind))
np.save(folder / "labels_negative.npy", np.array([-1, 3]))
np.save(folder / "labels_bool.npy", np.array([False, True]))
np.save(folder / "labels_half.npy", np.array([0.5]))

names = {0: "Unknown", 1: "V1v", 300: "ünder", 70_000: "far"}
np.save(folder / "names.npy", names)
np.save(folder / "one_name.npy", {5: "only"})
header = (folder / "names.npy").read_bytes()[:128]
for protocol in (2, 3, 4):
    array = np.empty((), dtype=object)
    array[()] = names
    (folder / f"names_{protocol}.npy").write_bytes(header + pickle.dumps(array, protocol=protocol))
np.save(folder / "other.npy", {"name": 1})

# Vertex v, frame k: 100 k + v.
frames = 100 * np.arange(3) + np.arange(5)[:, None]
for name, kind in (("float", np.float32), ("short", np.int16), ("int", np.int32)):
    nibabel.save(nibabel.MGHImage(frames.astype(kind).reshape(5, 1, 1, 3), np.eye(4)), folder / f"{name}.mgh")
nibabel.save(nibabel.MGHImage(frames.astype(np.float32).reshape(5, 1, 1, 3), np.eye(4)), folder / "packed.mgz")
