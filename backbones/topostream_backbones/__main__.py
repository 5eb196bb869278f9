"""Command line: `python -m topostream_backbones scattering --out FOLDER`."""

import argparse
from pathlib import Path

from topostream_backbones import scattering


def main() -> None:
    parser = argparse.ArgumentParser(prog="topostream_backbones", description=__doc__)
    commands = parser.add_subparsers(dest="backbone", required=True)
    command = commands.add_parser("scattering", help="the bundled wavelet-scattering network")
    command.add_argument("--out", type=Path, required=True, help="folder for model.onnx and backbone.json")
    arguments = parser.parse_args()
    print(scattering.write(arguments.out))


if __name__ == "__main__":
    main()
