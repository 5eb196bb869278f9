"""The bundled backbone: a wavelet-scattering network (Bruna and Mallat, 2013) with analytic weights.

An image is split into opponent colours and a pyramid of five scales, each half the size of the one before.

- order 0: mean colour on a grid twice as fine as the output's, and the spread of colour in each cell;
- order 1: the modulus of Morlet wavelets of eight orientations, and the four half-wave phases of
  their real and imaginary parts, which tell a bright bar or edge from a dark one;
- order 2: the modulus of wavelets at a larger scale over each order-1 modulus map.

Every map is averaged over the 8x8 cells of the grid, compressed by log(1 + x / half its mean), and standardised.
The constants of the last two steps come from synthetic images, see `synthetic`.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

from topostream_backbones import synthetic
from topostream_backbones.filters import LOW_PASS, OPPONENT_COLOURS, morlet_bank
from topostream_backbones.graph import FLOAT, UINT8, Graph, tensor_info

SIZE = 128
GRID = 8
SCALES = 5
ORIENTATIONS = 8
WAVELETS = morlet_bank(ORIENTATIONS, size=8, wavelength=4.0, sigma=1.6, slant=0.6)
COARSE_WAVELETS = morlet_bank(ORIENTATIONS, size=9, wavelength=4.0, sigma=1.6, slant=0.6)
OPSET = 17

CALIBRATION_SEED = 1
CALIBRATION_IMAGES = 256


@dataclass(frozen=True)
class Layer:
    """A layer's name and the pooled maps that make it up, see `pooled_maps`."""

    name: str
    maps: tuple[str, ...]


LAYERS = (
    Layer("order0-colour", ("mean", "spread")),
    Layer("order1-fine", ("modulus0", "modulus1")),
    Layer("order1-middle", ("modulus2", "phases2")),
    Layer("order1-coarse", ("modulus3", "modulus4", "phases3")),
    Layer("order2-adjacent", ("modulus0-1", "modulus1-2")),
    Layer("order2-middle", ("modulus0-2", "modulus1-3")),
    Layer("order2-wide", ("modulus0-3", "modulus2-3")),
    Layer("order2-coarse", ("modulus1-4", "modulus2-4")),
)
USED_MAPS = frozenset(name for layer in LAYERS for name in layer.maps)

#: Name of a kind of map -> (tensor `[B, C, 8, 8]`, C).
Maps = dict[str, tuple[str, int]]


@dataclass(frozen=True)
class Standardisation:
    """Per-channel constants of one layer; a `gain` of 0 leaves the channel uncompressed (it is signed)."""

    gain: np.ndarray
    local_mean: np.ndarray
    local_deviation: np.ndarray
    global_mean: np.ndarray
    global_deviation: np.ndarray


def compress(values: np.ndarray, gain: np.ndarray) -> np.ndarray:
    """log(1 + gain x) of `[B, C, 8, 8]`, or x itself where the gain is 0."""
    gain = gain[:, None, None]
    return np.where(gain > 0, np.log1p(gain * np.maximum(values, 0)), values)


def write(folder: Path) -> Path:
    """Writes `model.onnx` and `backbone.json`; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    model = build(calibrate())
    data = model.SerializeToString(deterministic=True)
    (folder / "model.onnx").write_bytes(data)
    description = {
        "name": "scattering",
        "model": "model.onnx",
        "format": "onnx",
        "input": {"width": SIZE, "height": SIZE, "resize": "squash", "layout": "NCHW", "dtype": "uint8"},
        "layers": [{"name": layer.name, "channels": channels} for layer, channels in zip(LAYERS, channel_counts(model))],
        "grid": GRID,
        "globalToken": "mean",
        "source": "python -m topostream_backbones scattering",
        "licence": "Apache-2.0",
        # Its convolutions are so small that a second thread wins nothing for one image, while two batches of one thread
        # each win a third over one batch of two; and results do not depend on how a batch was divided.
        "cpuThreads": 1,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    (folder / "backbone.json").write_text(json.dumps(description, indent=2) + "\n")
    return folder


def channel_counts(model: onnx.ModelProto) -> list[int]:
    return [output.type.tensor_type.shape.dim[1].dim_value for output in model.graph.output if output.name.endswith(".local")]


def calibrate() -> list[Standardisation]:
    """Measures every layer's constants on synthetic images, rounded so that the last bit of a sum does not matter."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(build(None).SerializeToString(), options, providers=["CPUExecutionProvider"])
    images = synthetic.images(CALIBRATION_SEED, CALIBRATION_IMAGES, SIZE)
    batches = [session.run(None, {"image": images[start : start + 16]}) for start in range(0, len(images), 16)]
    return [standardisation(np.concatenate(maps).astype(np.float64)) for maps in zip(*batches)]


def standardisation(maps: np.ndarray) -> Standardisation:
    signed = maps.min(axis=(0, 2, 3)) < 0
    gain = np.where(signed, 0, round_to_float(2 / np.abs(maps).mean(axis=(0, 2, 3))))
    values = compress(maps, gain)
    means = values.mean(axis=(2, 3))
    return Standardisation(
        gain,
        round_to_float(values.mean(axis=(0, 2, 3))),
        round_to_float(values.std(axis=(0, 2, 3))),
        round_to_float(means.mean(axis=0)),
        round_to_float(means.std(axis=0)),
    )


def round_to_float(values: np.ndarray) -> np.ndarray:
    return np.array([float(f"{value:.4g}") for value in values])


def build(standardisations: list[Standardisation] | None) -> onnx.ModelProto:
    """The network; without constants, one whose outputs are the pooled maps of each layer, for calibration."""
    graph = Graph()
    maps = pooled_maps(graph)
    outputs = []
    for index, layer in enumerate(LAYERS):
        channels = sum(maps[name][1] for name in layer.maps)
        local_name, global_name = f"{layer.name}.local", f"{layer.name}.global"
        inputs = [maps[name][0] for name in layer.maps]
        if standardisations is None:
            graph.add("Concat", *inputs, axis=1, name=local_name)
            outputs.append(tensor_info(local_name, FLOAT, ["batch", channels, GRID, GRID]))
            continue
        constants = standardisations[index]
        start, compressed = 0, []
        for name, tensor in zip(layer.maps, inputs):
            compressed.append(log_compressed(graph, tensor, constants.gain[start : start + maps[name][1]]))
            start += maps[name][1]
        values = graph.add("Concat", *compressed, axis=1)
        means = graph.add("ReduceMean", values, axes=[2, 3], keepdims=0)
        standardised(graph, values, constants.local_mean, constants.local_deviation, (-1, 1, 1), local_name)
        standardised(graph, means, constants.global_mean, constants.global_deviation, (-1,), global_name)
        outputs.append(tensor_info(local_name, FLOAT, ["batch", channels, GRID, GRID]))
        outputs.append(tensor_info(global_name, FLOAT, ["batch", channels]))
    return graph.model([tensor_info("image", UINT8, ["batch", 3, SIZE, SIZE])], outputs, OPSET)


def log_compressed(graph: Graph, tensor: str, gain: np.ndarray) -> str:
    if not gain.any():
        return tensor
    scaled = graph.add("Mul", tensor, graph.floats(gain.reshape(-1, 1, 1)))
    return graph.add("Log", graph.add("Add", scaled, graph.floats(1)))


def standardised(graph: Graph, tensor: str, mean: np.ndarray, deviation: np.ndarray, shape: tuple, name: str) -> None:
    centred = graph.add("Sub", tensor, graph.floats(mean.reshape(shape)))
    graph.add("Mul", centred, graph.floats((1 / deviation).reshape(shape)), name=name)


def pooled_maps(graph: Graph) -> Maps:
    """The maps of every kind, averaged over the cells of the grid, before compression.

    `modulus2` is order 1 at scale 2, `modulus0-2` order 2 over it from scale 0, `phases2` the half-waves at scale 2.
    """
    opponent = graph.add(
        "Conv",
        graph.add("Cast", "image", to=FLOAT),
        graph.floats(OPPONENT_COLOURS[:, :, None, None] / 127.5),
        graph.floats([-1, 0, 0]),
    )
    pyramid = [opponent]
    for scale in range(1, SCALES):
        pyramid.append(halved(graph, pyramid[-1], 3, SIZE >> (scale - 1)))

    maps = {"mean": (fine_colour(graph, opponent), 12), "spread": (colour_spread(graph, opponent), 3)}
    luminance = channels_from_start(graph, opponent, 1)
    for scale in range(SCALES):
        # Chroma carries little at the finest scale, and would cost twice as much there as all of the luminance.
        source, colours = (luminance, 1) if scale == 0 else (pyramid[scale], 3)
        first_order(graph, maps, scale, source, colours)
    return maps


def first_order(graph: Graph, maps: Maps, scale: int, source: str, colours: int) -> None:
    """Adds the order-1 maps of one scale, and the order-2 maps over them."""
    waves = Waves(graph, source, colours, SIZE >> scale)
    moduli = waves.moduli()
    count = colours * ORIENTATIONS
    maps[f"modulus{scale}"] = (pooled(graph, moduli, waves.side), count)
    if f"phases{scale}" in USED_MAPS:
        maps[f"phases{scale}"] = (pooled(graph, waves.phases(), waves.side), 4 * ORIENTATIONS)
    if any(name.startswith(f"modulus{scale}-") for name in USED_MAPS):
        second_order(graph, maps, scale, channels_from_start(graph, moduli, ORIENTATIONS))


def second_order(graph: Graph, maps: Maps, scale: int, moduli: str) -> None:
    """Adds the order-2 maps over the luminance moduli `[B, 8, side, side]` of one scale."""
    for larger in range(scale + 1, SCALES):
        side = SIZE >> larger
        if f"modulus{scale}-{larger}" in USED_MAPS:
            waves = Waves(graph, moduli, ORIENTATIONS, side)
            maps[f"modulus{scale}-{larger}"] = (pooled(graph, waves.moduli(), waves.side), ORIENTATIONS**2)
        if any(f"modulus{scale}-{further}" in USED_MAPS for further in range(larger + 1, SCALES)):
            moduli = halved(graph, moduli, ORIENTATIONS, side)


class Waves:
    """The wavelet transform of maps `[B, channels, side, side]`, sampled at every second pixel where the grid allows."""

    def __init__(self, graph: Graph, source: str, channels: int, side: int) -> None:
        self.graph, self.channels = graph, channels
        stride = 2 if side > GRID else 1
        self.side = side // stride
        single = graph.add("Reshape", source, graph.integers(-1, 1, side, side))
        # An even filter at an even stride, and an odd one at stride 1, keep the samples centred on the image.
        wavelets = COARSE_WAVELETS if stride == 1 else WAVELETS
        margin = (wavelets.shape[1] - stride) // 2
        padded = graph.padded(single, margin)
        self.real = graph.add("Conv", padded, graph.floats(wavelets.real[:, None]), strides=[stride, stride])
        self.imaginary = graph.add("Conv", padded, graph.floats(wavelets.imag[:, None]), strides=[stride, stride])

    def moduli(self) -> str:
        """`[B, channels*8, side, side]`."""
        squares = [self.graph.add("Mul", part, part) for part in (self.real, self.imaginary)]
        return self._joined(self.graph.add("Sqrt", self.graph.add("Add", *squares)))

    def phases(self) -> str:
        """Positive and negative halves of the real and imaginary parts of the first channel: `[B, 4*8, side, side]`."""
        halves = []
        for part in (self.real, self.imaginary):
            first = channels_from_start(self.graph, self._joined(part), ORIENTATIONS)
            halves += [self.graph.add("Relu", first), self.graph.add("Relu", self.graph.add("Neg", first))]
        return self.graph.add("Concat", *halves, axis=1)

    def _joined(self, tensor: str) -> str:
        return joined(self.graph, tensor, self.channels * ORIENTATIONS, self.side)


def halved(graph: Graph, tensor: str, channels: int, side: int) -> str:
    """One step down the pyramid, `[B, channels, side, side]` to half the side."""
    padded = graph.padded(graph.add("Reshape", tensor, graph.integers(-1, 1, side, side)), 2)
    smaller = graph.add("Conv", padded, graph.floats(np.outer(LOW_PASS, LOW_PASS)[None, None]), strides=[2, 2])
    return joined(graph, smaller, channels, side // 2)


def joined(graph: Graph, tensor: str, channels: int, side: int) -> str:
    return graph.add("Reshape", tensor, graph.integers(-1, channels, side, side))


def channels_from_start(graph: Graph, tensor: str, count: int) -> str:
    return graph.add("Slice", tensor, graph.integers(0), graph.integers(count), graph.integers(1))


def pooled(graph: Graph, tensor: str, side: int, grid: int = GRID) -> str:
    if side == grid:
        return tensor
    return graph.add("AveragePool", tensor, kernel_shape=[side // grid] * 2, strides=[side // grid] * 2)


def fine_colour(graph: Graph, opponent: str) -> str:
    """Mean colour of the four quarters of each cell: `[B, 4*3, 8, 8]`, quarter-major."""
    return graph.add("SpaceToDepth", pooled(graph, opponent, SIZE, 2 * GRID), blocksize=2)


def colour_spread(graph: Graph, opponent: str) -> str:
    """Standard deviation of each opponent colour within each cell, never below 0.01."""
    mean = pooled(graph, opponent, SIZE)
    mean_square = pooled(graph, graph.add("Mul", opponent, opponent), SIZE)
    variance = graph.add("Sub", mean_square, graph.add("Mul", mean, mean))
    return graph.add("Sqrt", graph.add("Max", variance, graph.floats(1e-4)))
