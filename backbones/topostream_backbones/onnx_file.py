"""Writes the exported network as ONNX."""

import contextlib
import logging
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import onnx_ir
import torch
from torch import Tensor, nn

from topostream_backbones.errors import ExportError

MODEL, DATA = "model.onnx", "model.onnx.data"

#: ONNX Runtime 1.21, which topostream uses on the Java side, reads opset 22 and IR version 10 and older.
OPSET = 18

#: Bytes of weights above which they go into a file of their own: a protobuf message cannot exceed 2 GiB.
LARGEST_WITHIN = 1_900_000_000


def write(network: nn.Module, images: Tensor, outputs: list[str], folder: Path) -> None:
    """Writes `model.onnx`, and `model.onnx.data` for large weights, with a free batch axis and no other.

    :param images: example images, of a batch that is neither 1 nor a number the network knows.
    """
    with four_dimensional_attention(), quiet():
        try:
            program = torch.onnx.export(
                network,
                (images,),
                dynamo=True,
                opset_version=OPSET,
                input_names=["image"],
                output_names=outputs,
                dynamic_shapes={"image": {0: torch.export.Dim("batch")}},
                verbose=False,
            )
        except Exception as error:
            raise ExportError(
                f"torch.onnx: expected a network it can export with a free batch axis, got: {error}"
            ) from error
    model = program.model
    check_batch_axis(model)
    forget_origin(model)
    size = sum(value.const_value.nbytes for value in model.graph.initializers.values())
    onnx_ir.save(model, folder / MODEL, external_data=DATA if size > LARGEST_WITHIN else None)


def check_batch_axis(model: onnx_ir.Model) -> None:
    """An exporter that met a fixed batch somewhere bakes it into everything behind."""
    for value in (*model.graph.inputs, *model.graph.outputs):
        free = [axis for axis, size in enumerate(value.shape) if not isinstance(size, int)]
        if free != [0]:
            raise ExportError(
                f"{value.name}: expected a free batch axis and no other, got the shape {value.shape}; does the network "
                "make a Python number of the batch, as len(tensor) does where tensor.shape[0] does not?"
            )


def forget_origin(model: onnx_ir.Model) -> None:
    """Drops the Python stack of every node: it is large, and holds paths of this machine."""
    model.metadata_props.clear()
    model.graph.metadata_props.clear()
    values: list[Any] = [*model.graph.inputs, *model.graph.initializers.values()]
    for node in model.graph.all_nodes():
        node.metadata_props.clear()
        node.doc_string = None
        values.extend(node.outputs)
    for value in values:
        value.metadata_props.clear()
        value.doc_string = None
    model.producer_name = "topostream-backbones"


@contextlib.contextmanager
def four_dimensional_attention() -> Iterator[None]:
    """Gives attention a leading axis where it has none (SAM): the exporter translates only the form with four.

    The fast path of `nn.MultiheadAttention` is one operator that the exporter does not know.
    """
    functional, attention = nn.functional, nn.functional.scaled_dot_product_attention
    fast_path = torch.backends.mha.get_fastpath_enabled()

    def with_four(
        query: Tensor, key: Tensor, value: Tensor, attn_mask: Tensor | None = None, *rest: Any, **named: Any
    ) -> Tensor:
        if query.dim() != 3:
            return attention(query, key, value, attn_mask, *rest, **named)
        mask = None if attn_mask is None else attn_mask[None]
        return attention(query[None], key[None], value[None], mask, *rest, **named)[0]

    functional.scaled_dot_product_attention = with_four
    torch.backends.mha.set_fastpath_enabled(False)
    try:
        yield
    finally:
        functional.scaled_dot_product_attention = attention
        torch.backends.mha.set_fastpath_enabled(fast_path)


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keeps the exporter's own warnings, which are about its inside, from the user's screen."""
    previous = logging.root.manager.disable
    logging.disable(logging.WARNING)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        finally:
            logging.disable(previous)
