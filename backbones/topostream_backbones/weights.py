"""Weights from files, and the digest of a network's weights."""

import fnmatch
import hashlib
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import Request, package

State = dict[str, Tensor]

#: Where checkpoints keep their state dict, beside an optimiser or an epoch.
CONTAINERS = ("state_dict", "model", "model_state", "network")


def read(request: Request) -> State:
    """The tensors of `request.weights` whose names start with its prefix, which is cut off, less those to skip."""
    state = tensors(request.weights)
    kept = {
        name.removeprefix(request.weights_prefix): value
        for name, value in state.items()
        if name.startswith(request.weights_prefix)
    }
    if not kept:
        raise ExportError(
            f"{request.weights}: expected names that start with '{request.weights_prefix}', got {listed(state)}"
        )
    return {
        name: value
        for name, value in kept.items()
        if not any(fnmatch.fnmatchcase(name, pattern) for pattern in request.weights_skip)
    }


def tensors(file: Path) -> State:
    if not file.is_file():
        raise ExportError(f"--weights: expected a file, got {file}, which is none")
    if file.suffix == ".safetensors":
        return package("safetensors.torch", "safetensors").load_file(file)
    try:
        content: Any = torch.load(file, map_location="cpu", weights_only=True)
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ExportError(
            f"{file}: expected a state dict of tensors (torch.save or safetensors), got: {reason}"
        ) from error
    for container in CONTAINERS:
        if isinstance(content, dict) and isinstance(content.get(container), dict):
            content = content[container]
    if not isinstance(content, dict):
        raise ExportError(f"{file}: expected a state dict of tensors, got {type(content).__name__}")
    return {str(name): value for name, value in content.items() if isinstance(value, Tensor)}


def load(module: nn.Module, state: State, file: Path, unused: tuple[str, ...] = ()) -> None:
    """Puts a state dict into a network; every name has to fit.

    :param unused: patterns of names that the exported part of the network does not have, such as its classifier.
    """
    expected = module.state_dict()
    state = {
        name: value
        for name, value in state.items()
        if name in expected or not any(fnmatch.fnmatchcase(name, pattern) for pattern in unused)
    }
    missing = [name for name in expected if name not in state]
    unexpected = [name for name in state if name not in expected]
    if missing or unexpected:
        raise ExportError(
            f"{file}: expected the weights of {type(module).__name__}; missing: {listed(missing)}; unexpected: "
            f"{listed(unexpected)}; see --weights-prefix and --weights-skip"
        )
    for name, value in state.items():
        if value.shape != expected[name].shape:
            raise ExportError(f"{file}: {name}: expected {list(expected[name].shape)}, got {list(value.shape)}")
    module.load_state_dict(state)


def listed(names: Any) -> str:
    names = list(names)
    return (", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")) or "none"


def digest(module: nn.Module) -> str:
    """SHA-256 over the state dict's names, types, shapes and bytes, in the order of the names."""
    sha256 = hashlib.sha256()
    for name, value in sorted(module.state_dict().items()):
        value = value.detach().cpu().contiguous()
        sha256.update(f"{name} {value.dtype} {list(value.shape)}\n".encode())
        sha256.update(value.reshape(-1).view(torch.uint8).numpy().tobytes() if value.numel() else b"")
    return sha256.hexdigest()
