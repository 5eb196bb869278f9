"""The network that is exported: any vision network, with its layers' features as outputs."""

from typing import Any

import torch
from torch import Tensor, nn

from topostream_backbones import layout as layouts
from topostream_backbones.errors import ExportError
from topostream_backbones.layers import Layer
from topostream_backbones.layout import Layout
from topostream_backbones.sources.source import Network

GRID = 8

#: Images in the batch that finds the layouts; a number that is no usual width, row or token count.
PROBE_IMAGES = 3


class Features(nn.Module):
    """uint8 images `[B, 3, H, W]` to `local [B, C, 8, 8]` and `global [B, C]` of every layer, one after the other."""

    def __init__(self, network: Network, layers: list[Layer]) -> None:
        super().__init__()
        self.network = network.module
        self.layers = layers
        self._call = network.call
        for name, values in (("mean", network.mean), ("deviation", network.deviation)):
            self.register_buffer(name, 255 * torch.tensor(values, dtype=torch.float32).view(1, 3, 1, 1))
        # Kept from torch.export, which takes attributes of a module for its state.
        caught: dict[str, list[Any]] = {layer.name: [] for layer in layers}
        self._caught = lambda: caught
        for layer in layers:
            self.network.get_submodule(layer.path).register_forward_hook(
                lambda _module, _inputs, output, name=layer.name: caught[name].append(output)
            )
        self.layouts = self._probe(network)
        self.global_token = network.global_token or self._own_global_token(network)
        for layer, found in zip(layers, self.layouts):
            if self.global_token == "cls" and not found.prefix:
                raise ExportError(f"layer {layer.name}: expected a class token, got none; use --global-token mean")

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        features: list[Tensor] = []
        for output, layout in zip(self._outputs(image), self.layouts):
            grid = layout.grid(output)
            local = grid.float()
            if (layout.rows, layout.columns) != (GRID, GRID):
                local = nn.functional.interpolate(local, (GRID, GRID), mode="bilinear", align_corners=False)
            token = layout.class_token(output).float() if self.global_token == "cls" else grid.float().mean((2, 3))
            features += [local, token]
        return tuple(features)

    def _outputs(self, image: Tensor) -> list[Tensor]:
        """Each layer's own output; a layer that gives several, or none, is an error that names it."""
        caught = self._caught()
        for outputs in caught.values():
            outputs.clear()
        normal = (image.float() - self.mean) / self.deviation
        self._call(self.network, normal.to(next(self.network.parameters()).dtype))
        found = []
        for layer in self.layers:
            outputs = caught[layer.name]
            if len(outputs) != 1:
                raise ExportError(f"layer {layer.name} ({layer.path}): expected to run once, ran {len(outputs)} times")
            output = outputs.pop()
            # Blocks that also give attention weights or sizes give the features first.
            output = output[0] if isinstance(output, (tuple, list)) and output else output
            if not isinstance(output, Tensor):
                raise ExportError(f"layer {layer.name}: expected a tensor as output, got {type(output).__name__}")
            found.append(output)
        return found

    @torch.no_grad()
    def _probe(self, network: Network) -> list[Layout]:
        image = torch.full((PROBE_IMAGES, 3, network.height, network.width), 128, dtype=torch.uint8)
        return [
            layouts.find(layer.name, tuple(output.shape), PROBE_IMAGES, network.height, network.width, network.prefix)
            for layer, output in zip(self.layers, self._outputs(image))
        ]

    def _own_global_token(self, network: Network) -> str:
        """A class token where every layer has one, else the spatial mean: registers alone are no class token."""
        return "cls" if network.class_token and all(layout.prefix for layout in self.layouts) else "mean"
