"""Networks for `torch:small_networks.py:FACTORY`."""

import torch
from torch import Tensor, nn


class Pyramid(nn.Module):
    """Two stages of 4 and 6 channels, and a head that no layer is."""

    def __init__(self) -> None:
        super().__init__()
        self.stages = nn.ModuleList([nn.Conv2d(3, 4, 4, 4), nn.Conv2d(4, 6, 2, 2)])
        self.flat = nn.Flatten()

    def forward(self, images: Tensor) -> Tensor:
        for stage in self.stages:
            images = stage(images).sin()
        return self.flat(images)


class Tokens(nn.Module):
    """Patches of 8 x 8 after `prefix` tokens, through two blocks; tokens first `[T, B, C]` if asked."""

    def __init__(self, prefix: int, tokens_first: bool = False) -> None:
        super().__init__()
        self.patches = nn.Conv2d(3, 5, 8, 8)
        self.extra = nn.Parameter(torch.randn(1, prefix, 5))
        self.blocks = nn.ModuleList([nn.Linear(5, 5), nn.Linear(5, 5)])
        self.tokens_first = tokens_first

    def forward(self, images: Tensor) -> Tensor:
        tokens = self.patches(images).flatten(2).transpose(1, 2)
        tokens = torch.cat([self.extra.expand(tokens.shape[0], -1, -1), tokens], 1)
        if self.tokens_first:
            tokens = tokens.transpose(0, 1)
        for block in self.blocks:
            tokens = block(tokens)
        return tokens


class Unstable(Pyramid):
    """Divides by nothing."""

    def forward(self, images: Tensor) -> Tensor:
        return super().forward(images / 0)


class FixedBatch(Pyramid):
    """Makes a number of the batch."""

    def forward(self, images: Tensor) -> Tensor:
        return super().forward(images * torch.ones(len(images), 1, 1, 1))


def fixed_batch() -> nn.Module:
    return FixedBatch()


def pyramid() -> nn.Module:
    return Pyramid()


def class_token() -> nn.Module:
    return Tokens(1)


def tokens_first() -> nn.Module:
    return Tokens(2, tokens_first=True)


def many_registers() -> nn.Module:
    return Tokens(20)


def unstable() -> nn.Module:
    return Unstable()


def no_network() -> str:
    return "none"
