"""Writes a fixture folder for other shapes than the shared fixture has, in float64.

The parameters are drawn so that every path matters: selectors that differ between voxels (a new encoder's are all
alike), space inside and beyond the centres of the outer grid cells, saturated choices, both branches of the loss, and
gradients that are clipped in some step. A draw that leaves one of them out is refused.

Saturated selectors have large weights, and ten steps through them multiply every rounding. `--gentle` draws selectors
as they are early in training, through which ten steps in float32 stay close to those in float64; what float32 can
reach is printed.
"""

import argparse
import sys
from pathlib import Path

import numpy
import torch
from torch import Tensor

import fixture_folder
import plain_factortopy as plain

AXES = "xyz"
OUTER_CELL_CENTRE = 7 / 8
SATURATED = 0.99
# Below this many voxels some saturate and some not is too much to ask; all are kept within reach of a gradient.
MANY_VOXELS = 40


def draw(
    voxels: int, widths: list[int], bottleneck: int, batch: int, seed: int, flat_axis: str | None, gentle: bool = False
) -> fixture_folder.Problem:
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(seed)
    coordinates = torch.randn(voxels, 3) * torch.tensor([60.0, 45.0, 30.0])
    if flat_axis is not None:
        coordinates[:, AXES.index(flat_axis)] = 7.5
    encoder = plain.PlainEncoder(coordinates, widths, bottleneck)
    with torch.no_grad():
        if gentle:
            for mlp in (encoder.space_selector_mlp, encoder.layer_selector_mlp, encoder.scale_selector_mlp):
                mlp[-1].weight.normal_(std=0.5)
        else:
            spread_selectors(encoder)
        # Larger than a new encoder's, since the mean over D makes the response to the features small.
        encoder.weight.normal_()
        encoder.bias.normal_(std=0.2)
    local_tokens = [torch.randn(batch, width, 8, 8) for width in widths]
    global_tokens = [torch.randn(batch, width) for width in widths]
    target = draw_target(encoder, local_tokens, global_tokens)
    parameters = {name: value.detach().clone() for name, value in encoder.named_parameters()}
    return fixture_folder.Problem(coordinates, local_tokens, global_tokens, target, parameters)


def spread_selectors(encoder: plain.PlainEncoder) -> None:
    """Draws the last layers so that what they put out goes from one extreme to the other over the voxels."""
    voxels = len(encoder.encoding)
    few = voxels < MANY_VOXELS
    for mlp, reach in (
        (encoder.space_selector_mlp, 1.6 if few else 4.0),
        (encoder.layer_selector_mlp, 1.6 if few else 8.0),
        (encoder.scale_selector_mlp, 1.6 if few else 4.0),
    ):
        hidden = mlp[:-1](encoder.encoding)
        rows = torch.randn_like(mlp[-1].weight)
        if voxels > 1:
            # There is no bias, so that rows at right angles to the mean are what centres the output.
            mean = hidden.mean(dim=0)
            rows -= torch.outer(rows @ mean, mean) / mean.dot(mean)
        furthest = (hidden @ rows.T).abs().max(dim=0).values
        wanted = reach * torch.empty(len(rows)).uniform_(0.9, 1.1)
        mlp[-1].weight.copy_(rows * (wanted / furthest)[:, None])


def draw_target(encoder: plain.PlainEncoder, local_tokens: list[Tensor], global_tokens: list[Tensor]) -> Tensor:
    """Draws a target [B, N], a third of it so close to the prediction that the loss is quadratic there."""
    with torch.no_grad():
        prediction = encoder(local_tokens, global_tokens, encoder.select())
    close = torch.rand_like(prediction) < 1 / 3
    return prediction + torch.randn_like(prediction) * torch.where(close, 0.05, 1.0)


def what_is_missing(problem: fixture_folder.Problem, solution: fixture_folder.Solution) -> list[str]:
    """Names the paths that this fixture would leave untested."""
    arrays = solution.arrays
    missing = []

    def expect(condition: bool, what: str) -> None:
        if not condition:
            missing.append(what)

    distance = numpy.abs(arrays["output.space"])
    expect((distance > OUTER_CELL_CENTRE).any(axis=0).all(), "space beyond the outer grid points on both axes")
    if len(distance) >= MANY_VOXELS:
        expect((distance < OUTER_CELL_CENTRE).any(axis=0).all(), "space between grid points on both axes")
        expect((distance > SATURATED).any(axis=0).all(), "voxels with a saturated space")
        scale = arrays["output.scale"]
        expect(scale.min() < 0.05 and scale.max() > 0.95, "voxels that read only local or only global tokens")
        if len(problem.widths) > 1:
            layer = arrays["output.layer"]
            expect(layer.max() > SATURATED, "a voxel that reads one layer only")
            expect(len(set(layer.argmax(axis=1))) == len(problem.widths), "for every layer a voxel that prefers it")
        error = numpy.abs(arrays["output.prediction"] - problem.target.numpy())
        expect(error.min() < plain.SMOOTH_L1_BETA < error.max(), "both branches of the loss")
    for name in problem.parameters:
        one_layer = len(problem.widths) == 1 and name.startswith("layer_selector")
        one_place = name.endswith("mlp.1.weight") and not numpy.any(arrays["output.encoding"])
        expect(one_layer or one_place or numpy.any(arrays[f"grad.{name}"]), f"a gradient of {name}")
    expect(max(solution.gradient_norms) > plain.GRADIENT_CLIP, "a step with a clipped gradient")
    return missing


def make(
    folder: Path,
    voxels: int,
    widths: list[int],
    bottleneck: int,
    batch: int,
    seed: int,
    flat_axis: str | None = None,
    gentle: bool = False,
) -> fixture_folder.Solution:
    problem = draw(voxels, widths, bottleneck, batch, seed, flat_axis, gentle)
    solution = fixture_folder.solve(problem)
    missing = [] if gentle else what_is_missing(problem, solution)
    if missing:
        raise SystemExit(f"seed {seed} gives a fixture without {'; '.join(missing)}: try another seed or more voxels")
    fixture_folder.write(folder, problem, solution)
    return solution


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="a new or empty folder")
    parser.add_argument("--voxels", type=int, default=60)
    parser.add_argument("--widths", type=int, nargs="+", default=[12, 12, 20], help="one for each layer")
    parser.add_argument("--bottleneck", type=int, default=16)
    parser.add_argument("--batch", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--flat-axis", choices=AXES, help="an axis without extent")
    parser.add_argument("--gentle", action="store_true", help="selectors as they are early in training")
    given = parser.parse_args()
    solution = make(
        given.folder,
        given.voxels,
        given.widths,
        given.bottleneck,
        given.batch,
        given.seed,
        given.flat_axis,
        given.gentle,
    )
    problem = fixture_folder.read_problem(given.folder)
    for prefix in ("output.", "grad.", "after10."):
        error, name = fixture_folder.single_precision_error(problem, solution, prefix)
        print(f"float32 PyTorch is {error:.1e} away in {name}", file=sys.stderr)
    clipped = sum(norm > plain.GRADIENT_CLIP for norm in solution.gradient_norms)
    print(
        f"wrote {given.folder}: loss {solution.meta['loss']:.6f}, regulariser {solution.meta['reg']:.6f}, "
        f"gradient norms {min(solution.gradient_norms):.3f} to {max(solution.gradient_norms):.3f}, "
        f"{clipped} of {fixture_folder.STEPS} steps clipped",
        file=sys.stderr,
    )


if __name__ == "__main__":
    main()
