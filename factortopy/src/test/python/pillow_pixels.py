"""What Pillow makes of images: the reference of `PillowTest` in Java.

    python pillow_pixels.py OUT SIDE FILE...        (needs Pillow)

Writes `OUT/<index>.rgb` for each file: it decoded and squashed to SIDE x SIDE, red, green and blue a byte each.
"""

import sys
from pathlib import Path

from PIL import Image

out, side = Path(sys.argv[1]), int(sys.argv[2])
for index, file in enumerate(sys.argv[3:]):
    image = Image.open(file).convert("RGB").resize((side, side), Image.BILINEAR)
    (out / f"{index}.rgb").write_bytes(image.tobytes())
