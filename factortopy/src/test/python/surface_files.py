"""NiBabel's word on surface files: the reference of `NibabelTest` in Java.

    python surface_files.py read EXPECTED.npy STRUCTURE HEMISPHERE COLUMN,COLUMN FILE...
    python surface_files.py surface FILE.gii.gz OUT                                       (both need nibabel and numpy)

`read` reads every file of a map and ends with 1 where one has other values than EXPECTED `[V, K]`, another order or
hemisphere. `surface` writes what NiBabel reads of a surface to `OUT/vertices.npy` and `OUT/faces.npy`, and the surface in
FreeSurfer's format to `OUT/lh.surface`.
"""

import csv
import gzip
import struct
import sys
from pathlib import Path

import nibabel as nib
import numpy as np


def gifti(path):
    image = nib.load(path)
    assert image.meta["AnatomicalStructurePrimary"] == structure, dict(image.meta)
    assert [array.meta["Name"] for array in image.darrays] == columns
    assert all(array.intent == nib.nifti1.intent_codes["NIFTI_INTENT_NONE"] for array in image.darrays)
    return np.stack([array.data for array in image.darrays], axis=1)


def mgh(path):
    image = nib.load(path)
    assert image.header["goodRASFlag"] == 1 and image.get_data_dtype() == np.dtype(">f4")
    data = np.asarray(image.dataobj)
    assert data.shape[1:3] == (1, 1), data.shape
    return data.reshape(len(data), -1)


def mz3(path):
    """As the specification in neurolabusc/surf-ice has it; NiBabel does not know the format."""
    data = gzip.decompress(path.read_bytes())
    magic, attributes, faces, vertices, skip = struct.unpack("<HHIII", data[:16])
    assert (magic, attributes, faces, skip) == (23117, 8, 0, 0)
    return np.frombuffer(data, "<f4", offset=16).reshape(-1, vertices).T


def table(path):
    with path.open(newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["voxel", "hemisphere", *columns], head
    assert [int(row[0]) for row in rows] == list(range(len(rows)))
    assert hemisphere == "any" or {row[1] for row in rows} == {hemisphere}
    return np.array([[np.float32(value) for value in row[2:]] for row in rows])


def surface(path, out):
    image = nib.load(path)
    vertices, faces = image.agg_data(("pointset", "triangle"))
    np.save(out / "vertices.npy", vertices.astype("<f4"))
    np.save(out / "faces.npy", faces.astype("<f8"))
    nib.freesurfer.write_geometry(out / "lh.surface", vertices, faces, "made by surface_files.py")


if sys.argv[1] == "surface":
    surface(sys.argv[2], Path(sys.argv[3]))
else:
    expected, structure, hemisphere = np.load(sys.argv[2]), sys.argv[3], sys.argv[4]
    columns = sys.argv[5].split(",")
    readers = {".gii": gifti, ".mgh": mgh, ".mgz": mgh, ".mz3": mz3, ".npy": np.load, ".csv": table}
    for name in sys.argv[6:]:
        values = readers[Path(name).suffix](Path(name))
        np.testing.assert_array_equal(values.reshape(expected.shape), expected, name)
        assert values.dtype.itemsize == 4, (name, values.dtype)
