"""Command line: writes backbone folders for topostream."""

import argparse
import sys
from pathlib import Path

from topostream_backbones import export_command, scattering
from topostream_backbones.errors import ExportError


def main() -> None:
    parser = argparse.ArgumentParser(prog="topostream_backbones", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    export_command.add(commands)
    command = commands.add_parser("scattering", help="the bundled wavelet-scattering network")
    command.add_argument("--out", type=Path, required=True, help="folder for model.onnx and backbone.json")
    command.set_defaults(run=lambda arguments: print(scattering.write(arguments.out)))
    arguments = parser.parse_args()
    try:
        arguments.run(arguments)
    except ExportError as error:
        sys.exit(f"topostream_backbones: {error}")


if __name__ == "__main__":
    main()
