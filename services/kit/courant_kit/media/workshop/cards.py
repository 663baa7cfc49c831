"""The picture of a page that has none, for previews of links to it: its title, the site's name, and who wrote it."""

from io import BytesIO
from math import sin, tau
from typing import Any

from PIL import Image, ImageColor, ImageDraw

from courant_kit.media.workshop.lettering import BOLD, PLAIN, Lettering

WIDTH, HEIGHT = 1200, 630
"""Pixels: what Facebook, LinkedIn, Mastodon and Slack show without cutting anything off."""

EDGE = 88
SIZES = (84, 72, 62, 54, 46)
"""The sizes of the title in pixels; the largest counts in which it fits into three lines, the smallest into four."""

SMALL, LEADING = 34, 1.16
LONGEST = 300
"""Letters of a title that are looked at; the last size has some 180."""

FINE = 2
"""Shapes are drawn so many times as large, and made smaller, since Pillow draws their edges without half tones."""

PAPER, INK, SOFT, ACCENT = "#fcfcfb", "#1c2225", "#51595d", "#0b6074"
"""The colours of the site's light look, as web's `tokens.css` and `favicon.svg` have them."""

CURRENTS = ((0.5, 0.05), (0.58, 0.08), (0.66, 0.12), (0.75, 0.18))
"""How far down each layer of the current begins, and how much of the accent it has."""

WAVE = ((7.2, 12), (8.9, 9.7), (10.8, 9.7), (12.5, 12), (14.2, 14.3), (16.1, 14.3), (17.8, 12), (19.5, 9.7), (20.8, 10),
        (22.5, 11.4))  # fmt: skip
"""The wave in the mark: three Bézier curves in its units, of which the mark has 32."""


def card(title: str, site: str, byline: str) -> tuple[dict[str, Any], bytes]:
    """The picture as a PNG. Letters that no font of the machine has are left out; a site's name replaces no title."""
    image = _ground()
    draw, small = ImageDraw.Draw(image), Lettering(PLAIN, SMALL)
    _write(draw, small, small.lines(site[:LONGEST], WIDTH - 2 * EDGE - 76)[:1], EDGE + 76, EDGE + 40, INK)
    lettering, lines, size = _fitting(title[:LONGEST]) if small.runs(title) else _fitting(site[:LONGEST])
    step = int(size * LEADING)
    _write(draw, lettering, lines, EDGE, max(224, 364 - len(lines) * step // 2), INK, step)
    _write(draw, small, small.lines(byline[:LONGEST], WIDTH - 2 * EDGE)[:1], EDGE, HEIGHT - EDGE, SOFT)
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return {"width": WIDTH, "height": HEIGHT}, out.getvalue()


def _fitting(title: str) -> tuple[Lettering, list[str], int]:
    """The largest letters in which a title fits; with the smallest, three dots are for what does not."""
    for size in SIZES:
        lettering = Lettering(BOLD, size)
        lines = lettering.lines(title, WIDTH - 2 * EDGE)
        most = 3 if size > SIZES[-2] else 4
        if len(lines) <= most:
            return lettering, lines, size
    return lettering, [*lines[: most - 1], _shortened(lettering, lines[most - 1])], size


def _shortened(lettering: Lettering, line: str) -> str:
    while lettering.width(f"{line}…") > WIDTH - 2 * EDGE:
        line = (line.rpartition(" ")[0] or line[:-1]).rstrip(" ,;:.")
    return f"{line}…"


def _write(
    draw: ImageDraw.ImageDraw,
    lettering: Lettering,
    lines: list[str],
    left: float,
    base: int,
    colour: str,
    step: int = 0,
) -> None:
    for number, line in enumerate(lines):
        at = left
        for run in lettering.runs(line):
            draw.text((at, base + number * step), run.text, font=run.font, fill=colour, anchor="ls")
            at += run.font.getlength(run.text)


def _ground() -> Image.Image:
    """Paper with the mark and a current below the words."""
    image = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), PAPER)
    draw = ImageDraw.Draw(image)
    for number, (down, share) in enumerate(CURRENTS):
        top = [(x * FINE, HEIGHT * FINE * (down + _rise(x / WIDTH, number))) for x in range(0, WIDTH + 4, 4)]
        draw.polygon([*top, (WIDTH * FINE, HEIGHT * FINE), (0, HEIGHT * FINE)], fill=_tint(share))
    _mark(draw, EDGE * FINE, 56 * FINE / 32)
    return image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)


def _rise(across: float, number: int) -> float:
    return 0.045 * sin(tau * (across * 1.3 + number * 0.07)) - 0.3 * (across - 0.5)


def _tint(share: float) -> tuple[int, ...]:
    both = zip(ImageColor.getrgb(PAPER), ImageColor.getrgb(ACCENT), strict=True)
    return tuple(round(paper + (accent - paper) * share) for paper, accent in both)


def _mark(draw: ImageDraw.ImageDraw, edge: float, unit: float) -> None:
    """The site's mark, as `favicon.svg` has it: an open ring with a wave that leaves it."""
    draw.rounded_rectangle((edge, edge, edge + 32 * unit, edge + 32 * unit), radius=8 * unit, fill=ACCENT)
    ring = [(16.2 - 9.2, 16 - 9.2), (16.2 + 9.2, 16 + 9.2)]
    thick = 2.75
    box = [
        (edge + (x + side) * unit, edge + (y + side) * unit)
        for (x, y), side in zip(ring, (-thick / 2, thick / 2), strict=True)
    ]
    draw.arc(box, 47.7, 312.3, fill="white", width=round(thick * unit))
    for x, y in [(18.4, 5.2), (18.4, 18.8), *_wave()]:
        at, around = (edge + (x + 4) * unit, edge + (y + 4) * unit), thick * unit / 2
        draw.ellipse((at[0] - around, at[1] - around, at[0] + around, at[1] + around), fill="white")


def _wave() -> list[tuple[float, float]]:
    steps = [step / 24 for step in range(25)]
    curves = [WAVE[start : start + 4] for start in (0, 3, 6)]
    return [
        (_between(t, *(p[0] for p in curve)), _between(t, *(p[1] for p in curve))) for curve in curves for t in steps
    ]


def _between(t: float, a: float, b: float, c: float, d: float) -> float:
    """A coordinate of the point at `t` (0 to 1) on a cubic Bézier curve."""
    u = 1 - t
    return u**3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t**3 * d
