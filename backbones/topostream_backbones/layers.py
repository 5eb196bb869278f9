"""Which modules of a network are its layers, and what they are called."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torch import nn

from topostream_backbones.errors import ExportError

#: What libraries call the list of a network's blocks or stages.
CONTAINERS = ("blocks", "resblocks", "stages", "layers", "layer", "levels", "features")

#: Stages that are attributes of their own: `layer1` (ResNet), `s1` (RegNet), `block1`, `stage1`, `stages_1`.
NUMBERED = re.compile(r"(layer|s|block|stage|stages_|denseblock|encoder_layer_)(\d+)")

NAMED = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True)
class Layer:
    """A layer's name in the backbone, and the path of its module in the network."""

    name: str
    path: str


def find(network: nn.Module) -> list[Layer]:
    """Every block or stage, in order: the children of the outermost container that looks like one; may be empty."""
    for prefix, module in outermost_first(network):
        for layers in (in_container(prefix, module), numbered(prefix, module)):
            if len(layers) > 1:
                return layers
    return []


def outermost_first(network: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """All modules with their paths, breadth first: a network's list of stages comes before a stage's list of blocks."""
    modules = [("", network)]
    while modules:
        yield from modules
        modules = [(f"{prefix}{name}.", child) for prefix, module in modules for name, child in module.named_children()]


def in_container(prefix: str, module: nn.Module) -> list[Layer]:
    for container in CONTAINERS:
        children = getattr(module, container, None)
        if isinstance(children, (nn.ModuleList, nn.Sequential)):
            names = [name for name, child in children.named_children() if container != "features" or is_stage(child)]
            if len(names) > 1 and all(name.isdigit() for name in names):
                stages = container in ("stages", "features") or any(is_sequence(children[int(name)]) for name in names)
                return [
                    Layer(f"stage{index + 1}" if stages else f"block{index}", f"{prefix}{container}.{name}")
                    for index, name in enumerate(names)
                ]
    return []


def numbered(prefix: str, module: nn.Module) -> list[Layer]:
    found = [(name, NUMBERED.fullmatch(name)) for name, _ in module.named_children()]
    matches = [(name, match) for name, match in found if match]
    if not matches or len({match[1] for _, match in matches}) > 1:
        return []
    if matches[0][1][1] == "encoder_layer_":  # torchvision's name for a transformer's block
        return [Layer(f"block{match[2]}", prefix + name) for name, match in matches]
    return [Layer(f"stage{index + 1}", prefix + name) for index, (name, _) in enumerate(matches)]


def is_stage(child: nn.Module) -> bool:
    """Whether a child of torchvision's `features` is a stage: stems and downsampling begin with a plain operator."""
    return type(child) is nn.Sequential and any(True for _ in child[0].children())


def is_sequence(child: nn.Module) -> bool:
    """Whether a child holds blocks of its own, as a stage does."""
    return isinstance(child, nn.Sequential) or any(
        isinstance(getattr(child, name, None), (nn.Sequential, nn.ModuleList)) for name in ("blocks", "layers")
    )


def choose(network: nn.Module, request: str) -> list[Layer]:
    """The layers that `--layers` asks for: `all`, `every:N`, or names and module paths separated by commas."""
    layers = find(network)
    if request == "all" or request.startswith("every:"):
        if not layers:
            raise ExportError(
                f"{type(network).__name__}: expected a list of blocks or stages (called {', '.join(CONTAINERS)}), "
                f"found none; name the layers by their module paths: --layers {example_paths(network)}"
            )
        return layers if request == "all" else every(layers, request.removeprefix("every:"))
    chosen = [by_name(network, layers, name.strip()) for name in request.split(",")]
    names = [layer.name for layer in chosen]
    if len(set(names)) < len(names):
        raise ExportError(f"--layers: expected different layers, got {', '.join(names)}")
    return chosen


def every(layers: list[Layer], step: str) -> list[Layer]:
    """Every `step`-th layer, counted back from the last."""
    if not step.isdigit() or int(step) < 1:
        raise ExportError(f"--layers every:N: expected a whole number of at least 1, got '{step}'")
    return layers[:: -int(step)][::-1]


def by_name(network: nn.Module, layers: list[Layer], name: str) -> Layer:
    for layer in layers:
        if name in (layer.name, layer.path):
            return layer
    if name in dict(network.named_modules()) and name:
        return Layer(re.sub(r"[^A-Za-z0-9_-]", "-", name), name)
    known = ", ".join(layer.name for layer in layers) or "none by name"
    raise ExportError(
        f"layer '{name}': not in {type(network).__name__}; it has {known}, "
        f"and modules by their paths, such as {example_paths(network)}"
    )


def example_paths(network: nn.Module) -> str:
    return ",".join(path for path, _ in network.named_modules() if path)[:200].rpartition(",")[0]
