"""What several tests look at: the committed backbone, and the network before its normalising constants."""

from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from topostream_backbones import scattering, synthetic

COMMITTED = Path(__file__).resolve().parents[1] / "scattering"


class Network:
    """Runs a model; gives its outputs by name."""

    def __init__(self, model: bytes) -> None:
        self.session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
        self.names = [output.name for output in self.session.get_outputs()]

    def __call__(self, images: np.ndarray) -> dict[str, np.ndarray]:
        batches = [self.session.run(None, {"image": images[i : i + 16]}) for i in range(0, len(images), 16)]
        return {name: np.concatenate(parts) for name, parts in zip(self.names, zip(*batches))}


@pytest.fixture(scope="session")
def committed_folder() -> Path:
    return COMMITTED


@pytest.fixture(scope="session")
def committed() -> Network:
    return Network((COMMITTED / "model.onnx").read_bytes())


@pytest.fixture(scope="session")
def pooled() -> Network:
    """The network whose outputs are the pooled maps: no logarithm, no standardisation."""
    return Network(scattering.build(None).SerializeToString())


@pytest.fixture(scope="session")
def calibration_images() -> np.ndarray:
    return synthetic.images(scattering.CALIBRATION_SEED, scattering.CALIBRATION_IMAGES, scattering.SIZE)


@pytest.fixture(scope="session")
def images() -> np.ndarray:
    """Images that calibration has not seen."""
    return synthetic.images(seed=7, count=2, size=scattering.SIZE)
