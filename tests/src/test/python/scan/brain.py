"""A simulated visual cortex: which voxels there are, and how each answers to a picture."""
import json
import subprocess
from pathlib import Path

import nibabel
import numpy as np

LEVELS, MEAN, SPREAD = 5, 1.0, 1.0  # regions of interest; betas in per cent of the voxel's mean


class Brain:
    """Voxels on the rim of an ellipsoid in a scanner's grid: from its back to its front they read later layers, and
    their place around it is the place in the picture that they see."""

    def __init__(self, size: tuple, affine: np.ndarray, voxels: int, seed: int) -> None:
        self.size, self.affine = size, affine
        random = np.random.default_rng(seed)
        grid = np.stack(np.meshgrid(*(np.linspace(-1, 1, n) for n in size), indexing="ij"), -1)
        radius = np.sqrt(((grid / (0.75, 0.8, 0.85)) ** 2).sum(-1))
        self.inside = radius < 1.1
        rim = np.flatnonzero((abs(radius - 0.9) < 0.1).ravel(order="F"))
        self.places = np.sort(random.choice(rim, voxels, replace=False))  # x fastest, as topostream counts them
        self.grid = grid.reshape(-1, 3, order="F")[self.places]
        self.level = (self.grid[:, 1] + 1) / 2
        self.seed = seed

    def write_mask(self, folder: Path) -> list:
        """Writes the mask, and one of each level; returns the options that name them."""
        options = [str(self._write(folder / "mask.nii.gz", np.ones(len(self.places), bool)))]
        for level in range(LEVELS):
            chosen = np.minimum(LEVELS - 1, (self.level * LEVELS).astype(int)) == level
            if chosen.any():
                options += ["--roi", f"level{level + 1}={self._write(folder / f'level{level + 1}.nii.gz', chosen)}"]
        return options

    def _write(self, file: Path, chosen: np.ndarray) -> Path:
        mask = np.zeros(np.prod(self.size), np.uint8)
        mask[self.places[chosen]] = 1
        nibabel.save(nibabel.Nifti1Image(mask.reshape(self.size, order="F"), self.affine), file)
        return file

    def betas(self, features: Path, pictures: int) -> np.ndarray:
        """[pictures, N] in per cent, of features as `topostream features` writes them."""
        layers = json.loads((features / "layers.json").read_text())
        random = np.random.default_rng(self.seed + 1)
        where = np.clip(((self.grid[:, [0, 2]] + 1) * 4).astype(int), 0, 7)
        layer = np.minimum(len(layers) - 1, (self.level * len(layers)).astype(int))
        sums = np.empty((pictures, len(self.places)))
        for index, name in enumerate(layers):
            local = np.load(features / f"{name}.local.npy", mmap_mode="r")[:pictures]
            directions = random.normal(size=(local.shape[1], 3)) / np.sqrt(local.shape[1])
            for voxel in np.flatnonzero(layer == index):
                token = np.asarray(local[:, :, where[voxel, 1], where[voxel, 0]], float)
                sums[:, voxel] = (token - token.mean(0)) @ directions @ random.normal(size=3)
        return MEAN + SPREAD * sums / sums.std(0)


def features(topostream: list, backbone: Path, images: list, folder: Path) -> Path:
    """Has topostream's bundled network look at the pictures."""
    subprocess.run([*topostream, "features", *map(str, images), "--out", str(folder)], check=True,
                   stdout=subprocess.DEVNULL)
    names = [layer["name"] for layer in json.loads(backbone.read_text())["layers"]]
    (folder / "layers.json").write_text(json.dumps(names))
    return folder
