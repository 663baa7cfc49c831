#!/usr/bin/env bash
# Library: imagesize 2.0.1 (CPython 3.11).
# Source: its README ("getting image size from png/jpeg/… file headers", SVG among the formats). SVG 2, "Intrinsic sizing
#   properties": the size is that of the outermost element, and without `width` and `height` it comes from `viewBox`.
# Guess: the size of a drawing is that of its root, in pixels; without one, from the view box, or unknown.
# Seen:
#   root 300 x 200: 300 x 200
#   no size on the root, a rect of 10 x 20 in it: 10 x 20
#   root in millimetres, 10mm x 20mm: 38 x 76
#   root in per cent: unknown
# Instead: read the root's own attributes (the first `<svg …>` tag), take plain numbers and px, and otherwise give no size:
#   a wrong width and height on a page are worse than none.
. "$(dirname "$0")/lab.sh"
python_packages "imagesize==${IMAGESIZE:-2.0.1}"

py - <<'PYTHON' >"$LAB/output"
from io import BytesIO

import imagesize

DRAWINGS = {
    "root 300 x 200": '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"></svg>',
    "no size on the root, a rect of 10 x 20 in it": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200"><rect width="10" height="20"/></svg>'
    ),
    "root in millimetres, 10mm x 20mm": '<svg xmlns="http://www.w3.org/2000/svg" width="10mm" height="20mm"></svg>',
    "root in per cent": '<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="100%" viewBox="0 0 3 2"></svg>',
}
for name, drawing in DRAWINGS.items():
    width, height = imagesize.get(BytesIO(drawing.encode()))
    print(f"{name}: {width:.0f} x {height:.0f}" if width > 0 else f"{name}: unknown")
PYTHON
as_seen <"$LAB/output"
