"""FactorTopy's forward pass in NumPy alone, with bilinear sampling written out as tents.

A second derivation that shares no code with the plain form: the tests compare the two, and take its finite
differences as a check on the gradients of a fixture.
"""

import math

import numpy
from numpy import ndarray

CELLS = 8

error_function = numpy.vectorize(math.erf)


def encode(coordinates: ndarray) -> ndarray:
    extent = numpy.ptp(coordinates, axis=0).max()
    encoded = []
    for axis in range(3):
        for k in range(32):
            offset = coordinates[:, axis] - coordinates[:, axis].min()
            angle = 1000 ** (-k / 32) * (offset * 100 / extent if extent > 0 else offset)
            known = numpy.ptp(coordinates[:, axis]) > 0
            encoded += [known * numpy.sin(angle), known * numpy.cos(angle)]
    return numpy.stack(encoded, axis=1)


def run_mlp(arrays: dict[str, ndarray], name: str, values: ndarray) -> ndarray:
    for index in (1, 3):
        values = values @ arrays[f"param.{name}.{index}.weight"].T + arrays[f"param.{name}.{index}.bias"]
        values = values * (1 + error_function(values / math.sqrt(2))) / 2
    return values @ arrays[f"param.{name}.5.weight"].T


def tents(positions: ndarray) -> ndarray:
    """Weights [N, 8] of the cells along one axis for positions [N] in -1..1; outside is zero, not the border."""
    in_cells = (positions + 1) * CELLS / 2 - 0.5
    return numpy.maximum(0, 1 - numpy.abs(in_cells[:, None] - numpy.arange(CELLS)))


def run(arrays: dict[str, ndarray]) -> tuple[dict[str, ndarray], float]:
    """Computes the outputs of a fixture from its inputs and parameters, and loss + 0.075 * regulariser."""
    encoding = encode(arrays["input.coords"])
    space = numpy.tanh(run_mlp(arrays, "space_selector_mlp", encoding))
    odds = numpy.exp(run_mlp(arrays, "layer_selector_mlp", encoding))
    layer = odds / odds.sum(axis=1, keepdims=True)
    scale = 1 / (1 + numpy.exp(-run_mlp(arrays, "scale_selector_mlp", encoding)))
    corners = (tents(space[:, 1])[:, :, None] * tents(space[:, 0])[:, None, :]).reshape(len(space), CELLS * CELLS)
    prediction = arrays["param.bias"]
    for index in range(layer.shape[1]):
        local_weight = arrays[f"param.local_token_bottleneck.{index}.weight"][:, :, 0, 0]
        global_weight = arrays[f"param.global_token_bottleneck.{index}.weight"]
        local_token = arrays[f"input.local.{index}"]
        cells = local_token.reshape(*local_token.shape[:2], CELLS * CELLS)
        local_value = corners @ (local_weight @ cells).transpose(0, 2, 1)
        global_value = (arrays[f"input.global.{index}"] @ global_weight.T)[:, None, :]
        value = (1 - scale) * local_value + scale * global_value
        prediction = prediction + layer[:, index] * (value * arrays["param.weight"]).mean(axis=2)
    outputs = {"encoding": encoding, "space": space, "layer": layer, "scale": scale, "prediction": prediction}

    error = numpy.abs(prediction - arrays["input.target"])
    loss = numpy.where(error < 0.1, error**2 / 0.2, error - 0.05).mean()
    penalty = ((scale - 0.5) ** 2).mean()
    if layer.shape[1] > 1:
        penalty += (layer * numpy.log(layer)).sum(axis=1).mean() / numpy.log(layer.shape[1])
    return {f"output.{name}": value for name, value in outputs.items()}, loss + 0.075 * penalty
