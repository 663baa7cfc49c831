"""How a difference is shown (no I/O), as an address says it; empty is the first of each."""

from typing import Literal

View = Literal["", "inline", "side"]
Of = Literal["", "source", "rendering"]
