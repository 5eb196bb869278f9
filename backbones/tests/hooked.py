"""The oracle of the exporter's tests: a plain PyTorch network with hooks of the test's own, and NumPy after that."""

from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Output:
    """What a test knows about a layer's output beforehand.

    :param form: axes of the output, one letter each: b, c, h, w, and t for tokens.
    :param prefix: class and register tokens in front.
    """

    module: str
    rows: int
    columns: int
    form: str = "btc"
    prefix: int = 0


def features(
    network: Any, run: Any, images: np.ndarray, mean: Any, deviation: Any, outputs: dict[str, Output], token: str
) -> dict[str, np.ndarray]:
    """What a backbone's outputs have to be for uint8 images `[B, 3, H, W]`, by the network itself."""
    import torch

    caught: dict[str, np.ndarray] = {}

    def catch(name: str):
        def hook(_module, _inputs, output):
            caught[name] = (output[0] if isinstance(output, tuple) else output).numpy().astype(float)

        return hook

    hooks = [
        network.get_submodule(output.module).register_forward_hook(catch(name)) for name, output in outputs.items()
    ]
    normal = (images / 255 - np.reshape(mean, (3, 1, 1))) / np.reshape(deviation, (3, 1, 1))
    with torch.no_grad():
        run(network, torch.from_numpy(normal.astype(np.float32)))
    for hook in hooks:
        hook.remove()
    result = {}
    for name, output in outputs.items():
        grid = channels_first(caught[name], output)
        result[f"{name}.local"] = resized(grid, 8)
        result[f"{name}.global"] = tokens(caught[name], output)[:, 0] if token == "cls" else grid.mean(axis=(2, 3))
    return result


def tokens(values: np.ndarray, output: Output) -> np.ndarray:
    return np.moveaxis(values, [output.form.index(axis) for axis in "btc"], range(3))


def channels_first(values: np.ndarray, output: Output) -> np.ndarray:
    if "t" not in output.form:
        return np.moveaxis(values, [output.form.index(axis) for axis in "bchw"], range(4))
    local = tokens(values, output)[:, output.prefix :]
    assert local.shape[1] == output.rows * output.columns
    return local.reshape(len(local), output.rows, output.columns, -1).transpose(0, 3, 1, 2)


def resized(grid: np.ndarray, size: int) -> np.ndarray:
    """Bilinear with align_corners=false, as the folder format defines it: `[B, C, h, w]` to `[B, C, size, size]`."""
    for axis in (2, 3):
        length = grid.shape[axis]
        position = np.clip((np.arange(size) + 0.5) * length / size - 0.5, 0, length - 1)
        before = np.floor(position).astype(int)
        after = np.minimum(before + 1, length - 1)
        share = (position - before).reshape([-1 if other == axis else 1 for other in range(4)])
        grid = grid.take(before, axis) * (1 - share) + grid.take(after, axis) * share
    return grid


def relative_error(values: np.ndarray, reference: np.ndarray) -> float:
    return float(np.linalg.norm(values - reference) / np.linalg.norm(reference))
