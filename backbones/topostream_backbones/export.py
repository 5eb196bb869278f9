"""Turns a network into a backbone folder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import torch

from topostream_backbones import description, folder, layers, onnx_file, parity, sources, weights
from topostream_backbones.features import PROBE_IMAGES, Features
from topostream_backbones.sources.source import Request


@dataclass(frozen=True)
class Export:
    """What to export and where to; `request` without the name, which is in `spec` (`SOURCE:NAME`)."""

    spec: str
    out: Path
    request: Request = field(default_factory=lambda: Request(name=""))
    layers: str = "all"
    dtype: str = "fp32"
    name: str | None = None
    licence: str | None = None
    force: bool = False


@dataclass(frozen=True)
class Result:
    """What was written, and the worst relative error of its layers against PyTorch."""

    folder: Path
    error: float


def export(options: Export, report: Callable[[str], None]) -> Result:
    """Writes the folder, checks it, and leaves nothing behind that failed.

    :raises ExportError: where the network does not fit, or its model differs from it.
    """
    sources.split(options.spec)
    name = description.checked_name(options.name or description.derived_name(options.spec))
    folder.check(options.out, options.force)
    report(f"loading {options.spec}{weights_phrase(options.request)}")
    network = sources.load(options.spec, options.request)
    for note in network.notes:
        report(f"note: {note}")
    weights_sha256 = weights.digest(network.module)
    features = Features(network, layers.choose(network.module, options.layers)).eval()
    size = f"{network.height} x {network.width} (height x width)"
    report(f"{len(features.layers)} layers at {size}, global token: {features.global_token}")
    for layer, layout in zip(features.layers, features.layouts):
        report(f"  {layer.name}: {layout}")

    images = parity.batches(network.height, network.width)
    wanted = parity.expected(features, images)
    if options.dtype == "fp16":
        features.network.half()
    outputs = [f"{layer.name}.{kind}" for layer in features.layers for kind in ("local", "global")]
    with folder.staged(options.out) as staging:
        report(f"writing {onnx_file.MODEL} ({options.dtype})")
        example = torch.zeros(PROBE_IMAGES, 3, network.height, network.width, dtype=torch.uint8)
        onnx_file.write(features, example, outputs, staging)
        report("comparing ONNX Runtime with PyTorch")
        got = parity.found(staging / onnx_file.MODEL, images, outputs)
        names = [layer.name for layer in features.layers]
        error = parity.check(names, outputs, wanted, got, parity.TOLERANCE[options.dtype], report)
        licence = options.licence or licence_of(options.request, network.licence)
        source = described(options.spec) + weights_phrase(options.request)
        description.write(
            description.describe(name, source, licence, options.dtype, weights_sha256, network, features), staging
        )
    report(f"wrote {options.out}")
    return Result(options.out, error)


def described(spec: str) -> str:
    """The spec without the folders of this machine, which a `torch:` file or a folder of `transformers:` may name."""
    source, _, name = spec.partition(":")
    path = Path(name.rpartition(":")[0] if source == "torch" else name)
    return spec.replace(f"{path.parent}/", "", 1) if source == "torch" or path.is_dir() else spec


def weights_phrase(request: Request) -> str:
    if request.weights:
        return f" with weights of {request.weights.name}"
    return "" if request.random_seed is None else f" with random weights of seed {request.random_seed}"


def licence_of(request: Request, licence: str | None) -> str:
    if request.random_seed is not None:
        return "none: random weights"
    return (licence if request.pretrained else None) or "unknown"
