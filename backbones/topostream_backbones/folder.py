"""The folder a backbone is written to: whole or not at all, and never over anything else."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from topostream_backbones.errors import ExportError

FILES = frozenset({"model.onnx", "model.onnx.data", "backbone.json"})


def check(folder: Path, force: bool) -> None:
    """:raises ExportError: where the folder holds something that is no backbone."""
    if folder.exists() and not folder.is_dir():
        raise ExportError(f"--out: expected a folder, got the file {folder}")
    others = sorted(file.name for file in folder.iterdir() if file.name not in FILES) if folder.exists() else []
    if others and not force:
        raise ExportError(
            f"--out {folder}: expected a new folder, an empty one or a backbone's, "
            f"got one with {', '.join(others[:5])}; "
            "--force writes into it and leaves those files alone"
        )


@contextlib.contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A folder beside the final one, whose files replace the final one's if all goes well and vanish if not."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield staging
        folder.mkdir(exist_ok=True)
        for name in FILES:
            (folder / name).unlink(missing_ok=True)
        for file in staging.iterdir():
            file.rename(folder / file.name)
    finally:
        shutil.rmtree(staging)
