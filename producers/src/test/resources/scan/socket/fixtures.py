"""Writes fixtures.properties: what senders send, and where voxels are, by Python's struct, NumPy and NiBabel.

    python fixtures.py > fixtures.properties
"""
import base64
import struct

import nibabel
import numpy as np


def show(name, content):
    if isinstance(content, np.ndarray):
        content = " ".join(repr(float(number)) for number in content.ravel())
    else:
        content = base64.b64encode(content).decode()
    print(f"{name}={content}")


def murfi(number, corrected, mosaic, order):
    """RtExternalImageInfo of MURFI 2 in native alignment, and 3 x 2 x 5 voxels."""
    affine = np.array([[-2, 0, 0.5, 90], [0, 2.5, 0, -126], [0.25, 0, 3, -72], [0, 0, 0, 1]], "f4")
    header = struct.pack("@5si64s64s16s256s16s??4d3i16f4i?5s6d", b"ERTI", 4, b"1.3.12.2.1107.5.2.43", b"EPI", b"3Dt",
                         b"a note", b"int16_t", order == "<", mosaic, 2, 2.5, 3, 0, 3, 2, 5, *affine.ravel(), 1400, 100,
                         number, 12, corrected, b"TZYX", 0, 0, 0, 0, 0, 0)
    x, y, z = np.meshgrid(np.arange(3), np.arange(2), np.arange(5), indexing="ij")
    volume = (100 * z + 10 * y + x - 50).astype(order + "i2")
    if not mosaic:
        return header + volume.tobytes(order="F")
    tiles = np.zeros((3 * 2, 3 * 3), order + "i2")
    for index in range(5):
        row, column = divmod(index, 3)
        tiles[2 * row:2 * row + 2, 3 * column:3 * column + 3] = volume[:, :, index].T
    return header + tiles.tobytes()


def nifti(form):
    """A header of 2 x 3 x 4 voxels, oblique and mirrored."""
    turn = nibabel.eulerangles.euler2mat(0.3, -0.2, 0.1)
    affine = nibabel.affines.from_matvec(turn @ np.diag([-2, 2.5, 3]), [80, -90, -40])
    header = nibabel.Nifti1Header()
    header.set_data_shape((2, 3, 4))
    header.set_zooms((2, 2.5, 3))
    (header.set_qform if form == "qform" else header.set_sform)(affine, code=1)
    return header


show("murfi.mosaic", murfi(7, False, True, "<"))
show("murfi.slices", murfi(8, False, False, ">"))
show("murfi.corrected", murfi(7, True, True, "<"))
show("nifti.qform", nifti("qform").binaryblock)
show("nifti.qform.affine", nifti("qform").get_best_affine())
show("nifti.sform", nifti("sform").as_byteswapped(">").binaryblock)
show("nifti.sform.affine", nifti("sform").get_best_affine())
