"""Writes `../resources/org/topostream/factortopy/backbone/torchscript`, a tiny backbone for PyTorch.

It is `logarithm` of `make_backbone_fixtures.py` with a weight: local is the logarithm of each pixel, global their mean
plus 1, 2 and 3.

    python make_torchscript_fixture.py        (needs torch)
"""

import hashlib
import json
from pathlib import Path

import torch

OUT = Path(__file__).resolve().parent.parent / "resources/org/topostream/factortopy/backbone/torchscript"


class Logarithm(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.offset = torch.nn.Parameter(torch.tensor([1.0, 2.0, 3.0]))

    def forward(self, images: torch.Tensor) -> dict[str, torch.Tensor]:
        pixels = images.float()
        return {"layer.local": pixels.log(), "layer.global": pixels.mean(dim=(2, 3)) + self.offset}


class Unnamed(Logarithm):
    def forward(self, images: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        pixels = images.float()
        return pixels.log(), pixels.mean(dim=(2, 3)) + self.offset


def write(module: torch.nn.Module, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    model = folder / "model.pt"
    traced = torch.jit.trace(module.eval(), torch.ones(1, 3, 8, 8, dtype=torch.uint8), strict=False)
    torch.jit.save(traced, model)
    description = {
        "name": "logarithm",
        "model": "model.pt",
        "format": "torchscript",
        "input": {"width": 8, "height": 8, "resize": "squash", "layout": "NCHW", "dtype": "uint8"},
        "layers": [{"name": "layer", "channels": 3}],
        "grid": 8,
        "globalToken": "mean",
        "source": "make_torchscript_fixture.py",
        "licence": "Apache-2.0",
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
    }
    (folder / "backbone.json").write_text(json.dumps(description, indent=2) + "\n")


if __name__ == "__main__":
    write(Logarithm(), OUT)
    write(Unnamed(), OUT.with_name("torchscript-unnamed"))
