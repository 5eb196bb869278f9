"""Command line: writes backbone folders for topostream."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from topostream_backbones import export_command, networks, scattering
from topostream_backbones.errors import ExportError


def main(words: Sequence[str] | None = None) -> None:
    """:param words: the command line without the program's name; the process's own where None."""
    parser = argparse.ArgumentParser(prog="topostream_backbones", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    export_command.add(commands)
    command = commands.add_parser("scattering", help="the bundled wavelet-scattering network")
    command.add_argument("--out", type=Path, required=True, help="folder for model.onnx and backbone.json")
    command.set_defaults(run=lambda arguments: print(scattering.write(arguments.out)))
    command = commands.add_parser("list", help="well-known networks and the commands that export them")
    command.set_defaults(run=lambda arguments: print(networks.listing()))
    command = commands.add_parser("table", help="measures them with random weights, for the README")
    command.add_argument("names", nargs="*", metavar="NAME", help="of those in the list (default: all)")
    command.set_defaults(run=print_table)
    arguments = parser.parse_args(words)
    try:
        arguments.run(arguments)
    except ExportError as error:
        sys.exit(f"topostream_backbones: {error}")


def print_table(arguments: argparse.Namespace) -> None:
    from topostream_backbones import table  # needs PyTorch, as the scattering network does not

    print(table.HEADER)
    for known in networks.NETWORKS:
        if not arguments.names or known.name in arguments.names:
            print(table.row(known, lambda line: print(line, file=sys.stderr, flush=True)), flush=True)


if __name__ == "__main__":
    main()
