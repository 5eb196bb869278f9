"""`torch:module.py:factory`, any network that a Python function makes."""

import importlib.util
import sys
from pathlib import Path

from torch import nn

from topostream_backbones import weights
from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import IMAGENET_DEVIATION, IMAGENET_MEAN, Network, Request

SIZE = 224


def load(request: Request) -> Network:
    """The network as the factory makes it, with its own weights unless a file is given."""
    path, colon, factory = request.name.rpartition(":")
    file = Path(path)
    if not colon or not file.is_file():
        raise ExportError(
            f"torch:FILE:FACTORY: expected an existing Python file and a function in it, got '{request.name}'"
        )
    specification = importlib.util.spec_from_file_location(file.stem, file)
    python = importlib.util.module_from_spec(specification)
    # The file may import its neighbours, as it does when it is run.
    sys.path.insert(0, str(file.resolve().parent))
    try:
        specification.loader.exec_module(python)
    finally:
        sys.path.pop(0)
    if not callable(getattr(python, factory, None)):
        raise ExportError(f"{file}: expected a function {factory}, got none of that name")
    module = getattr(python, factory)()
    if not isinstance(module, nn.Module):
        raise ExportError(f"{file}: {factory}(): expected a torch.nn.Module, got {type(module).__name__}")
    if request.weights:
        weights.load(module, weights.read(request), request.weights)
    height, width = request.image_size or (SIZE, SIZE)
    return Network(module, height, width, IMAGENET_MEAN, IMAGENET_DEVIATION, ("torch",))
