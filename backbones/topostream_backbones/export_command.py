"""Command line of `export`."""

import argparse
import sys
from pathlib import Path

from topostream_backbones.errors import ExportError

SOURCES = """\
sources:
  timm:NAME                 any model of timm, with its tag         timm:vit_base_patch16_224.augreg_in1k
  torchvision:NAME          optionally with .WEIGHTS                torchvision:resnet50.IMAGENET1K_V2
  transformers:NAME         a name on Hugging Face, a folder, or    transformers:facebook/dinov2-base
                            a class of configuration                transformers:Dinov2Config
  open_clip:ARCH/WEIGHTS    the image tower                         open_clip:ViT-B-16/laion2b_s34b_b88k
  torch:FILE:FACTORY        a function without arguments that       torch:networks/mine.py:network
                            returns a torch.nn.Module

Without --weights and --random-weights the library fetches its pretrained weights, and a torch: factory sets its own.
`python -m topostream_backbones list` prints the commands for well-known networks.
"""


def add(commands: argparse._SubParsersAction) -> None:
    command = commands.add_parser(
        "export",
        help="a PyTorch network as a backbone folder",
        description="Turns a PyTorch vision network into a backbone folder: model.onnx and backbone.json.",
        epilog=SOURCES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("source", metavar="SOURCE:NAME", help="the network, see below")
    command.add_argument("--out", type=Path, required=True, help="folder to write")
    command.add_argument(
        "--layers",
        default="all",
        help="all (every block or stage; the default), every:N (every N-th, with the last), or names or module "
        "paths separated by commas",
    )
    command.add_argument(
        "--image-size",
        type=image_size,
        metavar="N|HxW",
        help="the network's input; positions are interpolated (default: its own)",
    )
    command.add_argument(
        "--dtype", choices=("fp32", "fp16"), default="fp32", help="of the weights; features are always float32"
    )
    command.add_argument("--name", help="the backbone's name: letters, digits, '-' and '_' (default: from the source)")
    command.add_argument("--licence", help="the licence of the weights (default: what the library says)")
    command.add_argument("--force", action="store_true", help="write into a folder that holds other files")
    weights = command.add_argument_group("weights")
    weights.add_argument("--weights", type=Path, metavar="FILE", help="a state dict, by torch.save or as .safetensors")
    weights.add_argument(
        "--weights-prefix", default="", metavar="PREFIX", help="use only weights whose names start with it, without it"
    )
    weights.add_argument(
        "--weights-skip",
        action="append",
        default=[],
        metavar="GLOB",
        help="leave out weights of these names, such as 'head.*'; may be repeated",
    )
    weights.add_argument(
        "--random-weights",
        type=int,
        metavar="SEED",
        help="the library's random initialisation instead of trained weights",
    )
    tokens = command.add_argument_group("what the library does not say (torch: above all)")
    tokens.add_argument(
        "--prefix-tokens",
        type=int,
        metavar="N",
        help="class and register tokens before the others (default: found from the shapes)",
    )
    tokens.add_argument(
        "--global-token", choices=("cls", "mean"), help="default: cls where every layer has a class token, else mean"
    )
    tokens.add_argument(
        "--mean", type=three_numbers, metavar="R,G,B", help="of images in 0 to 1 (torch: default ImageNet's)"
    )
    tokens.add_argument("--std", type=three_numbers, metavar="R,G,B", help="the same for the standard deviation")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    try:
        from topostream_backbones.export import Export, export
        from topostream_backbones.sources.source import Request
    except ImportError as error:
        raise ExportError(
            f"expected PyTorch and its ONNX exporter, got: {error}; install them with: pip install torch onnxscript"
        ) from error
    if arguments.weights and arguments.random_weights is not None:
        raise ExportError("expected one of --weights and --random-weights, got both")
    request = Request(
        name="",
        image_size=arguments.image_size,
        random_seed=arguments.random_weights,
        weights=arguments.weights,
        weights_prefix=arguments.weights_prefix,
        weights_skip=tuple(arguments.weights_skip),
        mean=arguments.mean,
        deviation=arguments.std,
        prefix_tokens=arguments.prefix_tokens,
        global_token=arguments.global_token,
    )
    options = Export(
        arguments.source,
        arguments.out,
        request,
        arguments.layers,
        arguments.dtype,
        arguments.name,
        arguments.licence,
        arguments.force,
    )
    print(export(options, lambda line: print(line, file=sys.stderr, flush=True)).folder)


def image_size(text: str) -> tuple[int, int]:
    """`224` or `HEIGHTxWIDTH`."""
    sides = text.split("x")
    if len(sides) > 2 or not all(side.isdigit() and int(side) > 0 for side in sides):
        raise argparse.ArgumentTypeError(f"expected a number of pixels or HEIGHTxWIDTH, got '{text}'")
    return int(sides[0]), int(sides[-1])


def three_numbers(text: str) -> tuple[float, float, float]:
    try:
        red, green, blue = (float(number) for number in text.split(","))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected three numbers separated by commas, got '{text}'") from error
    return red, green, blue
