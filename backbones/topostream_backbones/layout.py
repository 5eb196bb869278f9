"""How a layer lays out its output, found from the output's shape."""

from dataclasses import dataclass

from torch import Tensor

from topostream_backbones.errors import ExportError

#: The most class and register tokens that are looked for where a source does not say how many it has.
MOST_PREFIX_TOKENS = 16

TOKENS = "tokens [B, T, C]"
TOKENS_FIRST = "tokens [T, B, C]"
CHANNELS_FIRST = "map [B, C, H, W]"
CHANNELS_LAST = "map [B, H, W, C]"


@dataclass(frozen=True)
class Layout:
    """A layer's output: its kind, its own grid, how many class and register tokens come first, and its width."""

    kind: str
    rows: int
    columns: int
    prefix: int
    channels: int

    def __str__(self) -> str:
        behind = f" behind {self.prefix} others" if self.prefix else ""
        return f"{self.rows} x {self.columns} local tokens{behind}, {self.channels} channels"

    def grid(self, output: Tensor) -> Tensor:
        """The layer's local tokens `[B, C, rows, columns]`, top row first."""
        if self.kind == CHANNELS_FIRST:
            return output
        if self.kind == CHANNELS_LAST:
            return output.permute(0, 3, 1, 2)
        tokens = self.tokens(output)[:, self.prefix :]
        return tokens.transpose(1, 2).unflatten(2, (self.rows, self.columns))

    def class_token(self, output: Tensor) -> Tensor:
        """The first token `[B, C]`; register tokens come after it in every family we know."""
        return self.tokens(output)[:, 0]

    def tokens(self, output: Tensor) -> Tensor:
        return output.transpose(0, 1) if self.kind == TOKENS_FIRST else output


def find(layer: str, shape: tuple[int, ...], batch: int, height: int, width: int, prefix: int | None) -> Layout:
    """The layout of a layer's output for `batch` images of `height` x `width` pixels.

    :param prefix: how many class and register tokens the network has; None where only the shape tells.
    :raises ExportError: where the shape is none we know; the message names the layer.
    """
    if len(shape) == 3 and shape[0] == batch:
        return token_layout(layer, TOKENS, shape, shape[1], height, width, prefix)
    if len(shape) == 3 and shape[1] == batch:
        return token_layout(layer, TOKENS_FIRST, shape, shape[0], height, width, prefix)
    if len(shape) == 4 and shape[0] == batch:
        found = []
        if is_grid(shape[2], shape[3], height, width):
            found.append(Layout(CHANNELS_FIRST, shape[2], shape[3], 0, shape[1]))
        if is_grid(shape[1], shape[2], height, width):
            found.append(Layout(CHANNELS_LAST, shape[1], shape[2], 0, shape[3]))
        if len(found) == 1:
            return found[0]
        if found:
            raise misfit(layer, shape, batch, height, width, "which of its axes are rows and columns cannot be told")
    raise misfit(layer, shape, batch, height, width, "which is neither")


def token_layout(
    layer: str, kind: str, shape: tuple[int, ...], tokens: int, height: int, width: int, prefix: int | None
) -> Layout:
    if prefix is None:
        # Nothing but the shape tells how many come first, so that only whole patches will do.
        choices = [(count, True) for count in range(MOST_PREFIX_TOKENS + 1)]
    else:
        # Some networks add their class token only in the last blocks, so a layer may lack what the network has.
        choices = [(prefix, True), (0, True), (prefix, False), (0, False)]
    for count, whole in choices:
        grid = factors(tokens - count, height, width, whole)
        if grid:
            return Layout(kind, *grid, count, shape[2])
    counted = f"at most {MOST_PREFIX_TOKENS}" if prefix is None else str(prefix)
    raise ExportError(
        f"layer {layer}: expected rows x columns tokens in the proportions of an image of {height} x {width} "
        f"(height x width) after {counted} class and register tokens, got {list(shape)}, {tokens} tokens; "
        "say how many it has: --prefix-tokens N"
    )


def factors(count: int, height: int, width: int, whole: bool) -> tuple[int, int] | None:
    """Rows and columns that make `count` tokens in the image's proportions; `whole`: of square patches, no rest."""
    for rows in range(1, count + 1):
        columns = count // rows
        if rows * columns == count and is_grid(rows, columns, height, width):
            if not whole or height / rows == width / columns == height // rows:
                return rows, columns
    return None


def is_grid(rows: int, columns: int, height: int, width: int) -> bool:
    """Whether the image's axes are divided by one stride, up to what rounding does to the last row and column."""
    return 0 < rows <= height and 0 < columns <= width and abs(rows * width - columns * height) < max(height, width)


def misfit(layer: str, shape: tuple[int, ...], batch: int, height: int, width: int, why: str) -> ExportError:
    return ExportError(
        f"layer {layer}: expected {TOKENS}, {CHANNELS_FIRST} or {CHANNELS_LAST} in the proportions of "
        f"{batch} images of {height} x {width} (height x width), got {list(shape)}, {why}; choose others with --layers"
    )
