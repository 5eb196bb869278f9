"""Fixture folders: inputs and parameters, and what the plain form makes of them, as `.npy` files and `meta.json`.

    input.coords              [N, 3]             output.encoding            [N, 192]
    input.local.<l>           [B, C_l, 8, 8]     output.space               [N, 2]
    input.global.<l>          [B, C_l]           output.layer               [N, L]
    input.target              [B, N]             output.scale               [N, 1]
    param.<name>                                 output.prediction          [B, N]
    grad.<name>               of loss + 0.075 * regulariser, not clipped
    after10.param.<name>      after ten training steps on the same batch, from step 0
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy
import torch
from torch import Tensor

import plain_factortopy as plain

GRADIENT_REGULARISER_WEIGHT = 0.075
STEPS = 10


@dataclass
class Problem:
    """The given part of a fixture; everything else follows from it."""

    coordinates: Tensor
    local_tokens: list[Tensor]
    global_tokens: list[Tensor]
    target: Tensor
    parameters: dict[str, Tensor]

    @property
    def widths(self) -> list[int]:
        return [token.shape[1] for token in self.global_tokens]

    def encoder(self) -> plain.PlainEncoder:
        bottleneck = self.parameters["weight"].shape[1]
        encoder = plain.PlainEncoder(self.coordinates, self.widths, bottleneck)
        encoder.load_state_dict(self.parameters)
        return encoder

    def arrays(self) -> dict[str, numpy.ndarray]:
        named = {"input.coords": self.coordinates, "input.target": self.target}
        for index, (local_token, global_token) in enumerate(zip(self.local_tokens, self.global_tokens, strict=True)):
            named[f"input.local.{index}"] = local_token
            named[f"input.global.{index}"] = global_token
        named |= {f"param.{name}": value for name, value in self.parameters.items()}
        return {name: to_array(value) for name, value in named.items()}


@dataclass
class Solution:
    """What follows from a problem: named arrays, the contents of `meta.json`, and the gradient's norm at each step."""

    arrays: dict[str, numpy.ndarray]
    meta: dict
    gradient_norms: list[float]


def to_array(value: Tensor) -> numpy.ndarray:
    return value.detach().cpu().numpy().copy()


def solve(problem: Problem, log_floor: float = 0.0) -> Solution:
    """Computes outputs, gradients, and ten training steps; `log_floor` is that of the regulariser."""
    encoder = problem.encoder()
    selection = encoder.select()
    prediction = encoder(problem.local_tokens, problem.global_tokens, selection)
    loss = plain.response_loss(prediction, problem.target)
    penalty = plain.regulariser(selection, log_floor)
    total = loss + GRADIENT_REGULARISER_WEIGHT * penalty
    total.backward()
    arrays = {
        "output.encoding": to_array(encoder.encoding),
        "output.space": to_array(selection.space),
        "output.layer": to_array(selection.layer),
        "output.scale": to_array(selection.scale),
        "output.prediction": to_array(prediction),
    }
    arrays |= {f"grad.{name}": to_array(value.grad) for name, value in encoder.named_parameters()}

    trainer = plain.Trainer(encoder, log_floor)
    steps = [trainer.step(problem.local_tokens, problem.global_tokens, problem.target) for _ in range(STEPS)]
    arrays |= {f"after10.param.{name}": to_array(value) for name, value in encoder.named_parameters()}
    meta = {
        "vertices": len(problem.coordinates),
        "layers": len(problem.widths),
        "widths": problem.widths,
        "bottleneck": problem.parameters["weight"].shape[1],
        "batch": len(problem.target),
        "dtype": str(problem.coordinates.dtype).removeprefix("torch."),
        "loss": loss.item(),
        "reg": penalty.item(),
        "total_with_reg_weight_0_075": total.item(),
        "smooth_l1_beta": plain.SMOOTH_L1_BETA,
        "adamw": {
            "lr": plain.LEARNING_RATE,
            "weight_decay": plain.WEIGHT_DECAY,
            "betas": list(plain.BETAS),
            "eps": plain.EPSILON,
        },
        "losses_before_each_step_loss_reg_total": [losses for losses, _ in steps],
    }
    return Solution(arrays, meta, [norm for _, norm in steps])


def single_precision_error(problem: Problem, solution: Solution, prefix: str) -> tuple[float, str]:
    """The worst error of the same program in float32, relative to each array's largest value, and that array.

    It tells what a tolerance can ask of a fixture: where float32 itself is no closer, neither is a kernel.
    """
    rounded = Problem(
        problem.coordinates.float(),
        [tokens.float() for tokens in problem.local_tokens],
        [tokens.float() for tokens in problem.global_tokens],
        problem.target.float(),
        {name: value.float() for name, value in problem.parameters.items()},
    )
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float32)
    try:
        found = solve(rounded).arrays
    finally:
        torch.set_default_dtype(before)
    return max(
        (float(numpy.abs(found[name] - array).max() / numpy.abs(array).max()), name)
        for name, array in solution.arrays.items()
        if name.startswith(prefix) and numpy.any(array)
    )


def read_arrays(folder: Path) -> dict[str, numpy.ndarray]:
    return {file.name.removesuffix(".npy"): numpy.load(file) for file in sorted(folder.glob("*.npy"))}


def read_meta(folder: Path) -> dict:
    return json.loads((folder / "meta.json").read_text())


def read_problem(folder: Path) -> Problem:
    tensors = {name: torch.from_numpy(array) for name, array in read_arrays(folder).items()}
    layers = read_meta(folder)["layers"]
    return Problem(
        coordinates=tensors["input.coords"],
        local_tokens=[tensors[f"input.local.{index}"] for index in range(layers)],
        global_tokens=[tensors[f"input.global.{index}"] for index in range(layers)],
        target=tensors["input.target"],
        parameters={
            name.removeprefix("param."): value for name, value in tensors.items() if name.startswith("param.")
        },
    )


def write(folder: Path, problem: Problem, solution: Solution) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise SystemExit(f"expected a new or empty folder for the fixture, found files in {folder}")
    for name, array in (problem.arrays() | solution.arrays).items():
        numpy.save(folder / f"{name}.npy", numpy.ascontiguousarray(array))
    (folder / "meta.json").write_text(json.dumps(solution.meta, indent=1) + "\n")
