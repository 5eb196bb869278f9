"""FactorTopy in its plain form: every layer is projected and sampled at every voxel.

Written from the method's description alone and for the eye, not for speed. It is what the fast forms are
compared with: the numbers by `fixture_folder.py`, the time by `bench_plain.py`.

Shapes: `N` voxels, `L` layers of widths `C_l`, bottleneck `D`, batch `B`.
"""

import math
from collections import OrderedDict
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn import functional

FREQUENCIES = 32
ENCODED = 3 * FREQUENCIES * 2
HIDDEN = 128
SMOOTH_L1_BETA = 0.1
REGULARISER_START = 0.1
REGULARISER_STEPS = 2000
LEARNING_RATE = 1e-3
WEIGHT_DECAY = 0.01
BETAS = (0.9, 0.999)
EPSILON = 1e-8
GRADIENT_CLIP = 0.5


class Selection(NamedTuple):
    """What each voxel reads: `space` [N, 2] as (x, y) in -1..1, `layer` [N, L] and its logarithm, `scale` [N, 1]."""

    space: Tensor
    layer: Tensor
    log_layer: Tensor
    scale: Tensor


def encode_positions(coordinates: Tensor) -> Tensor:
    """Encodes coordinates [N, 3] as [N, 192]: axis-major, then frequency, then sine and cosine.

    All axes share one unit, a hundredth of the longest axis. An axis without extent encodes as 0, cosines included.
    """
    lowest = coordinates.min(dim=0).values
    extent = coordinates.max(dim=0).values - lowest
    longest = extent.max()
    unit = longest / 100 if longest > 0 else torch.ones_like(longest)
    positions = (coordinates - lowest) / unit
    omega = 1000.0 ** (-torch.arange(FREQUENCIES, dtype=coordinates.dtype, device=coordinates.device) / FREQUENCIES)
    angles = positions[:, :, None] * omega
    encoded = torch.stack([angles.sin(), angles.cos()], dim=-1) * (extent > 0)[:, None, None]
    return encoded.reshape(len(coordinates), ENCODED)


def selector(outputs: int) -> nn.Sequential:
    """An MLP from encoded positions to `outputs` values that are all zero at the start."""
    last = nn.Linear(HIDDEN, outputs, bias=False)
    nn.init.zeros_(last.weight)
    # The names start at 1 because 0 stands for the positional encoding, which has no parameters.
    return nn.Sequential(
        OrderedDict(
            [
                ("1", nn.Linear(ENCODED, HIDDEN)),
                ("2", nn.GELU()),
                ("3", nn.Linear(HIDDEN, HIDDEN)),
                ("4", nn.GELU()),
                ("5", last),
            ]
        )
    )


class PlainEncoder(nn.Module):
    """Predicts the response of every voxel from the features of a stimulus."""

    def __init__(self, coordinates: Tensor, widths: list[int], bottleneck: int):
        """Takes the coordinates [N, 3] of the subject's whole voxel set; their type becomes that of the encoder."""
        super().__init__()
        voxels = len(coordinates)
        self.local_token_bottleneck = nn.ModuleList(nn.Conv2d(width, bottleneck, 1, bias=False) for width in widths)
        self.global_token_bottleneck = nn.ModuleList(nn.Linear(width, bottleneck, bias=False) for width in widths)
        self.space_selector_mlp = selector(2)
        self.layer_selector_mlp = selector(len(widths))
        self.scale_selector_mlp = selector(1)
        bound = 1 / math.sqrt(bottleneck)
        self.weight = nn.Parameter(torch.empty(voxels, bottleneck).uniform_(-bound, bound))
        self.bias = nn.Parameter(torch.empty(voxels).uniform_(-bound, bound))
        self.register_buffer("encoding", encode_positions(coordinates), persistent=False)
        self.to(dtype=coordinates.dtype, device=coordinates.device)

    def select(self) -> Selection:
        logits = self.layer_selector_mlp(self.encoding)
        return Selection(
            space=self.space_selector_mlp(self.encoding).tanh(),
            layer=logits.softmax(dim=1),
            log_layer=logits.log_softmax(dim=1),
            scale=self.scale_selector_mlp(self.encoding).sigmoid(),
        )

    def forward(self, local_tokens: list[Tensor], global_tokens: list[Tensor], selection: Selection) -> Tensor:
        """Predicts [B, N] from local tokens [B, C_l, 8, 8] and global tokens [B, C_l], one of each a layer."""
        batch = len(global_tokens[0])
        grid = selection.space[None, :, None, :].expand(batch, -1, -1, -1)
        local_value, projected_globals = 0, []
        for index, (local_token, global_token) in enumerate(zip(local_tokens, global_tokens, strict=True)):
            weight = selection.layer[:, index]
            projected = self.local_token_bottleneck[index](local_token)
            sampled = functional.grid_sample(
                projected, grid, mode="bilinear", padding_mode="zeros", align_corners=False
            )
            local_value = local_value + weight * sampled.squeeze(3)
            projected_globals.append(self.global_token_bottleneck[index](global_token))
        scale = selection.scale[:, 0]
        global_value = torch.einsum("nl,lbd->bdn", selection.layer, torch.stack(projected_globals))
        value = (1 - scale) * local_value + scale * global_value
        return (value * self.weight.T).mean(dim=1) + self.bias


def regulariser(selection: Selection, log_floor: float = 0.0) -> Tensor:
    """The negative entropy of the layer choice in units of its maximum, plus the squared distance of scale to 1/2.

    With one layer there is nothing to choose and no entropy. `log_floor` is added to a probability before its
    logarithm is taken; the method has none, but some implementations do.
    """
    layers = selection.layer.shape[1]
    penalty = (selection.scale - 0.5).square().mean()
    if layers > 1:
        logarithm = (selection.layer + log_floor).log() if log_floor > 0 else selection.log_layer
        penalty = penalty + (selection.layer * logarithm).sum(dim=1).mean() / math.log(layers)
    return penalty


def regulariser_weight(step: int) -> float:
    """The weight of the regulariser at a step, the first of which is 0."""
    return REGULARISER_START * max(0.0, 1 - step / REGULARISER_STEPS)


def response_loss(prediction: Tensor, target: Tensor) -> Tensor:
    return functional.smooth_l1_loss(prediction, target, beta=SMOOTH_L1_BETA)


class Trainer:
    """Takes AdamW steps with clipped gradients."""

    def __init__(self, encoder: PlainEncoder, log_floor: float = 0.0):
        self.encoder = encoder
        self.log_floor = log_floor
        self.step_number = 0
        self.optimizer = torch.optim.AdamW(
            encoder.parameters(), lr=LEARNING_RATE, weight_decay=WEIGHT_DECAY, betas=BETAS, eps=EPSILON
        )

    def step(self, local_tokens: list[Tensor], global_tokens: list[Tensor], target: Tensor) -> tuple[list[float], float]:
        """Takes one step; returns loss, regulariser and their weighted sum, all before it, and the gradient's norm."""
        self.optimizer.zero_grad()
        selection = self.encoder.select()
        loss = response_loss(self.encoder(local_tokens, global_tokens, selection), target)
        penalty = regulariser(selection, self.log_floor)
        total = loss + regulariser_weight(self.step_number) * penalty
        total.backward()
        norm = nn.utils.clip_grad_norm_(self.encoder.parameters(), GRADIENT_CLIP)
        self.optimizer.step()
        self.step_number += 1
        return [loss.item(), penalty.item(), total.item()], norm.item()
