"""The README's table: the known networks with random weights, their sizes, speeds and errors on this machine."""

import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from topostream_backbones import onnx_file, parity
from topostream_backbones.export import Export, export
from topostream_backbones.features import GRID
from topostream_backbones.networks import Known
from topostream_backbones.sources.source import Request

BATCH = 8
#: Of processor time, for each network.
SECONDS = 8

#: topostream sends features as fp16.
BYTES_PER_NUMBER = 2

HEADER = (
    "| network | source | input | layers | widths | features of an image | images/s | parity error |\n"
    "|---|---|---|---|---|---|---|---|"
)


def row(known: Known, report: Callable[[str], None]) -> str:
    """One line of the table."""
    with tempfile.TemporaryDirectory() as temporary:
        size = known.table_size or option(known, "--image-size")
        request = Request("", image_size=(size, size) if size else None, random_seed=0)
        result = export(Export(known.spec, Path(temporary) / known.name, request, name=known.name), report)
        description = json.loads((result.folder / "backbone.json").read_text())
        rate = images_per_second(result.folder / onnx_file.MODEL, description["input"])
    widths = [layer["channels"] for layer in description["layers"]]
    features = sum(widths) * (GRID * GRID + 1) * BYTES_PER_NUMBER
    shown = str(widths[0]) if len(set(widths)) == 1 else ", ".join(map(str, widths))
    sides = f"{description['input']['height']} x {description['input']['width']}"
    return (
        f"| {known.title} | `{known.spec}` | {sides} | {len(widths)} | {shown} | {features:,} bytes | "
        f"{rate:.3g} | {result.error:.1e} |"
    )


def option(known: Known, name: str) -> int | None:
    return int(known.options[known.options.index(name) + 1]) if name in known.options else None


def images_per_second(model: Path, size: dict[str, int]) -> float:
    """Of ONNX Runtime with `parity.THREADS` threads that keep their cores busy, by the median run of a batch.

    From the time that processors spent, not from the clock: what else the machine runs does not show.
    """
    network = parity.session(model)
    images = np.random.default_rng(1).integers(0, 256, (BATCH, 3, size["height"], size["width"]), np.uint8)
    network.run(None, {"image": images})
    times: list[float] = []
    while sum(times) < SECONDS or len(times) < 3:
        start = time.process_time()
        network.run(None, {"image": images})
        times.append(time.process_time() - start)
    return BATCH * parity.THREADS / float(np.median(times))
