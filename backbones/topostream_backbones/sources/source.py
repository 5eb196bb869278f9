"""What the exporter asks of a library, and what it gets."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from torch import Tensor, nn

from topostream_backbones.errors import ExportError

IMAGENET_MEAN, IMAGENET_DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class Request:
    """A network as the command line asks for it.

    :param name: what follows the source's name and colon.
    :param image_size: height and width; None for the network's own.
    :param random_seed: of random weights; None for the library's pretrained ones or those of `weights`.
    :param weights: a file of weights, see `weights.State`.
    """

    name: str
    image_size: tuple[int, int] | None = None
    random_seed: int | None = None
    weights: Path | None = None
    weights_prefix: str = ""
    weights_skip: tuple[str, ...] = ()
    mean: tuple[float, float, float] | None = None
    deviation: tuple[float, float, float] | None = None
    prefix_tokens: int | None = None
    global_token: str | None = None

    @property
    def pretrained(self) -> bool:
        """Whether the library is to fetch its own weights."""
        return self.random_seed is None and self.weights is None


@dataclass(frozen=True)
class Network:
    """A network ready to run.

    :param call: runs the network on normalised images `[B, 3, height, width]`.
    :param prefix: how many class and register tokens it has; None where only its shapes tell.
    :param class_token: whether the first of its prefix tokens, if any, is a class token.
    :param global_token: `cls` or `mean` where the command line says so.
    :param packages: the Python packages whose versions are written down.
    :param notes: what the library says about the weights that a user should see.
    """

    module: nn.Module
    height: int
    width: int
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    packages: tuple[str, ...]
    call: Callable[[nn.Module, Tensor], Any] = lambda module, images: module(images)
    prefix: int | None = None
    class_token: bool = True
    global_token: str | None = None
    licence: str | None = None
    notes: tuple[str, ...] = ()


def package(name: str, pip_name: str) -> ModuleType:
    """Imports a library, or says how to install it."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ExportError(
            f"expected the Python package {name}, got: {error}; install it with: pip install {pip_name}"
        ) from error


def pair(size: Any) -> tuple[int, int]:
    """Height and width from a library's number or pair."""
    if isinstance(size, (tuple, list)):
        return int(size[-2]), int(size[-1])
    return int(size), int(size)
