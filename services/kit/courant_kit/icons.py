"""Icons: inline SVG by name, from the kit's sprite folder."""

from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "icons"


@cache
def icon(name: str) -> str:
    """The SVG markup of the icon `name`; raises FileNotFoundError for one that is not in the set."""
    return (FOLDER / f"{name}.svg").read_text().strip()
