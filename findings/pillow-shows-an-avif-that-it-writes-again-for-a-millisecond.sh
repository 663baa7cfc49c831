#!/usr/bin/env bash
# Library: Pillow 13.0.0 (CPython 3.11).
# Source: its handbook, "Image file formats": `duration` of a frame in milliseconds is read from GIF, WebP and AVIF into
#   `info`, and "save_all" writes all frames.
# Guess: a picture that moves, opened and saved again with `save_all`, moves as before.
# Seen:
#   GIF: 100, 100, 100
#   WEBP: 100, 100, 100
#   AVIF: 1, 1, 1
# Instead: read the duration of each frame (`seek`, `load`, `info["duration"]`) and give `save` the list of them.
. "$(dirname "$0")/lab.sh"
python_packages "pillow==${PILLOW:-13.0.0}"

py - <<'PYTHON' >"$LAB/output"
from io import BytesIO

from PIL import Image


def durations(data):
    image = Image.open(BytesIO(data))
    found = []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        found.append(round(image.info["duration"]))
    return ", ".join(map(str, found))


frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
for kind in ("GIF", "WEBP", "AVIF"):
    first, again = BytesIO(), BytesIO()
    frames[0].save(first, kind, save_all=True, append_images=frames[1:], duration=100)
    Image.open(BytesIO(first.getvalue())).save(again, kind, save_all=True)
    print(f"{kind}: {durations(again.getvalue())}")
PYTHON
as_seen <"$LAB/output"
