"""Writes volumes.i16.gz and moves.csv: a head and the same head moved, by NumPy and SciPy alone.

The head is an ellipsoid with a soft edge and forty blobs in it, on an oblique grid whose x runs to the left and y to the
back. It is moved by scipy.ndimage.affine_transform: a point p of the first volume lies at R (p - c) + c + s in the
other, R = Rx Ry Rz, right-handed, in millimetres right, anterior, superior; c is the centre of the grid. Volumes after
the first also have another scale of intensities, and noise. int16, little endian, [volume, Z, Y, X].
"""
import gzip
import pathlib

import numpy as np
from scipy import ndimage

SIZE = np.array([34, 36, 22])  # x, y, z
SPACING = np.array([3.4, 3.4, 4.0])
HERE = pathlib.Path(__file__).parent
# Shifts in millimetres, turns in degrees, scale of intensities, standard deviation of noise beside a head of about 1000.
MOVES = [(0, 0, 0, 0, 0, 0, 1, 0), (0.4, -0.2, 0.3, 0.2, -0.3, 0.1, 1, 0), (3, 0, 0, 0, 0, 0, 1, 0),
         (0, 0, 0, 0, 3, 0, 1.02, 0), (-1.5, 2, -2.5, -1.5, 1, 2.5, 0.98, 0), (3, -3, 3, 3, -3, 3, 1, 0),
         (1, 0.5, -1.5, 1.2, 0, -0.7, 1.01, 10)]


def turn(axis, angle):
    matrix = np.eye(3)
    after, last = (axis + 1) % 3, (axis + 2) % 3
    matrix[after, after] = matrix[last, last] = np.cos(angle)
    matrix[after, last], matrix[last, after] = -np.sin(angle), np.sin(angle)
    return matrix


def affine():
    matrix = np.eye(4)
    matrix[:3, :3] = turn(0, np.radians(12)) @ np.diag(SPACING * [-1, -1, 1])
    matrix[:3, 3] = [4, -11, 7] - matrix[:3, :3] @ ((SIZE - 1) / 2)
    return matrix


def head(random):
    x, y, z = np.meshgrid(*[(np.arange(n) - (n - 1) / 2) * d for n, d in zip(SIZE, SPACING)], indexing="ij")
    radius = np.sqrt((x / 42) ** 2 + (y / 46) ** 2 + (z / 32) ** 2)
    volume = 900 / (1 + np.exp((radius - 0.85) * 9))
    for _ in range(40):
        middle = random.uniform(-1, 1, 3) * [26, 28, 18]
        distance = (x - middle[0]) ** 2 + (y - middle[1]) ** 2 + (z - middle[2]) ** 2
        volume += random.uniform(-300, 300) * np.exp(-distance / (2 * random.uniform(5, 8) ** 2))
    return volume  # [X, Y, Z]


def moved(volume, shift, angles):
    matrix = affine()
    centre = matrix[:3, :3] @ ((SIZE - 1) / 2) + matrix[:3, 3]
    rotation = turn(0, angles[0]) @ turn(1, angles[1]) @ turn(2, angles[2])
    there = np.eye(4)
    there[:3, :3] = rotation
    there[:3, 3] = centre + shift - rotation @ centre
    back = np.linalg.inv(matrix) @ np.linalg.inv(there) @ matrix  # from voxels of the other to those of the first
    return ndimage.affine_transform(volume, back[:3, :3], back[:3, 3], order=5)


def main():
    random = np.random.default_rng(20261128)
    first = head(random)
    volumes = []
    for move in MOVES:
        volume = move[6] * moved(first, np.array(move[:3]), np.radians(move[3:6]))
        volumes.append(np.rint(volume + move[7] * random.standard_normal(volume.shape)).transpose(2, 1, 0))
    stored = np.stack(volumes).astype("<i2").tobytes()
    (HERE / "volumes.i16.gz").write_bytes(gzip.compress(stored, 9, mtime=0))
    with open(HERE / "moves.csv", "w", encoding="utf-8") as lines:
        print("affine," + ",".join(repr(float(value)) for value in affine().ravel()), file=lines)
        for move in MOVES:
            values = list(move[:3]) + list(np.radians(move[3:6])) + list(move[6:])
            print(",".join(repr(float(value)) for value in values), file=lines)


if __name__ == "__main__":
    main()
