"""Compares a written model with the network it came from."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import torch

from topostream_backbones.errors import ExportError

#: The largest relative error of a layer by the type of its weights; fp16 is compared with the network in fp32.
TOLERANCE = {"fp32": 1e-4, "fp16": 2e-2}

THREADS = 2

#: A network's outputs on each of the batches.
Outputs = list[list[np.ndarray]]


def batches(height: int, width: int) -> list[np.ndarray]:
    """Seeded images uint8 `[B, 3, height, width]`, of one and of two: blobs of colour under noise."""
    random = np.random.default_rng(20)
    result = []
    for count in (1, 2):
        coarse = random.uniform(0, 255, (count, 3, 8, 8))
        blobs = coarse[:, :, np.arange(height) * 8 // height][:, :, :, np.arange(width) * 8 // width]
        result.append(np.clip(blobs + random.normal(0, 30, blobs.shape), 0, 255).astype(np.uint8))
    return result


@torch.no_grad()
def expected(network: torch.nn.Module, images: list[np.ndarray]) -> Outputs:
    """What PyTorch gives."""
    return [[output.numpy() for output in network(torch.from_numpy(batch))] for batch in images]


def session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = THREADS
    # A thread that waits shall sleep: a spinning one takes its core from those that work, on a machine that is shared.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def found(model: Path, images: list[np.ndarray], outputs: list[str]) -> Outputs:
    """What ONNX Runtime gives."""
    network = session(model)
    return [network.run(outputs, {"image": batch}) for batch in images]


def check(
    names: list[str], outputs: list[str], wanted: Outputs, got: Outputs, tolerance: float, report: Callable[[str], None]
) -> float:
    """Reports the worst relative error of each layer and returns the worst of all.

    :param outputs: two to each layer of `names`.
    :raises ExportError: where a number is not finite, or an error exceeds the tolerance.
    """
    errors: dict[str, float] = dict.fromkeys(names, 0.0)
    for batch_wanted, batch_got in zip(wanted, got):
        for index, (reference, values) in enumerate(zip(batch_wanted, batch_got)):
            name = names[index // 2]
            for where, numbers in (("PyTorch", reference), ("ONNX Runtime", values)):
                if not np.isfinite(numbers).all():
                    raise ExportError(
                        f"layer {name}: expected finite numbers, got others in {outputs[index]} from {where}"
                    )
            if reference.shape != values.shape or values.dtype != np.float32:
                raise ExportError(
                    f"layer {name}: {outputs[index]}: expected float32 {reference.shape}, "
                    f"got {values.dtype} {values.shape}"
                )
            errors[name] = max(errors[name], relative_error(values, reference))
    for name, error in errors.items():
        report(f"  {name}: relative error {error:.1e}")
    worst = max(errors, key=errors.__getitem__)
    if errors[worst] > tolerance:
        raise ExportError(
            f"layer {worst}: expected ONNX Runtime within {tolerance:.0e} of PyTorch, "
            f"got a relative error of {errors[worst]:.1e}"
        )
    return errors[worst]


def relative_error(values: np.ndarray, reference: np.ndarray) -> float:
    """The larger of two: the worst difference over the largest number, and the difference's norm over the norm."""
    difference, reference = values.astype(float) - reference, reference.astype(float)
    largest, norm = np.abs(reference).max(), np.linalg.norm(reference)
    if norm == 0:
        return float(np.abs(difference).max())
    return float(max(np.abs(difference).max() / largest, np.linalg.norm(difference) / norm))
