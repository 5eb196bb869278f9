"""`backbone.json`: what a backbone folder says about its model."""

import hashlib
import importlib.metadata
import json
import re
from pathlib import Path
from typing import Any

from topostream_backbones.errors import ExportError
from topostream_backbones.features import GRID, Features
from topostream_backbones.onnx_file import DATA, MODEL
from topostream_backbones.sources.source import Network

#: It becomes part of a Kafka topic's name.
NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")


def checked_name(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ExportError(f"--name: expected 1 to 80 letters, digits, '-' and '_', got '{name}'")
    return name


def derived_name(spec: str) -> str:
    """A name from `SOURCE:NAME`: what follows the source, or the factory, with '-' for what a topic cannot hold."""
    name = spec.rpartition(":")[2].rpartition("/")[2] if spec.startswith("transformers:") else spec.rpartition(":")[2]
    return re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-")[:80]


def describe(
    name: str, source: str, licence: str, dtype: str, weights_sha256: str, network: Network, features: Features
) -> dict[str, Any]:
    """All but the digests of the files, see `write`."""
    layers = []
    for layer, layout in zip(features.layers, features.layouts):
        tokens = {"rows": layout.rows, "columns": layout.columns, "prefix": layout.prefix}
        layers.append({"name": layer.name, "channels": layout.channels, "tokens": tokens, "module": layer.path})
    return {
        "name": name,
        "model": MODEL,
        "format": "onnx",
        "input": {
            "width": network.width,
            "height": network.height,
            "resize": "squash",
            "layout": "NCHW",
            "dtype": "uint8",
        },
        "layers": layers,
        "grid": GRID,
        "globalToken": features.global_token,
        "normalise": {"mean": list(network.mean), "std": list(network.deviation)},
        "dtype": dtype,
        "source": source,
        "licence": licence,
        "weightsSha256": weights_sha256,
        "framework": {package: importlib.metadata.version(package) for package in (*network.packages, "onnxscript")},
    }


def write(description: dict[str, Any], folder: Path) -> None:
    description = {**description, "sha256": sha256(folder / MODEL)}
    if (folder / DATA).exists():
        description["data"] = {"file": DATA, "sha256": sha256(folder / DATA)}
    (folder / "backbone.json").write_text(json.dumps(description, indent=2) + "\n")


def sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
