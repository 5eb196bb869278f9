"""Where networks come from; each source turns a `Request` into a `Network`."""

import dataclasses
import importlib

import torch

from topostream_backbones.errors import ExportError
from topostream_backbones.sources.source import Network, Request

#: A source's name -> the module that loads it. Each is imported when asked for: none needs another's library.
MODULES = {
    "timm": "from_timm",
    "torchvision": "from_torchvision",
    "transformers": "from_transformers",
    "open_clip": "from_open_clip",
    "torch": "from_file",
}


def split(spec: str) -> tuple[str, str]:
    source, _, name = spec.partition(":")
    if source not in MODULES or not name:
        raise ExportError(f"expected SOURCE:NAME with a source of {', '.join(MODULES)}, got '{spec}'")
    return source, name


def load(spec: str, request: Request) -> Network:
    """The network of `SOURCE:NAME`, in evaluation mode, with the command line's own settings above the library's.

    :param request: all but the name, which is taken from the spec.
    """
    source, name = split(spec)
    module = importlib.import_module(f"{__name__}.{MODULES[source]}")
    torch.manual_seed(request.random_seed or 0)
    network: Network = module.load(dataclasses.replace(request, name=name))
    network.module.eval().requires_grad_(False)
    return dataclasses.replace(
        network,
        mean=request.mean or network.mean,
        deviation=request.deviation or network.deviation,
        prefix=network.prefix if request.prefix_tokens is None else request.prefix_tokens,
        global_token=request.global_token,
    )
