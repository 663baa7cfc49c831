"""The arguments of every measure: its directory, its duration, and the sites to start."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from courant_bench.checkout import HERE, Checkout
from courant_bench.report import Row


@dataclass(frozen=True)
class Plan:
    """How a measure runs: `quick` is a smoke test whose figures mean nothing.

    `ours` and `peer` say which sides are measured; `against` is the checkout that takes the peer's place in the
    measures that have no other.
    """

    directory: Path
    quick: bool = False
    ours: bool = True
    peer: bool = True
    against: Checkout | None = None

    def pick(self, full: float, quick: float) -> float:
        """Return the first value, or the second in a smoke test."""
        return quick if self.quick else full

    def count(self, full: int, quick: int) -> int:
        """Return the first value, or the second in a smoke test."""
        return quick if self.quick else full

    def builds(self) -> dict[str, Checkout]:
        """Return the checkouts to compare, by side: ours, and the one that it is measured against."""
        sides = {"ours": HERE if self.ours else None, "peer": self.against if self.peer else None}
        return {side: checkout for side, checkout in sides.items() if checkout}


Measure = Callable[[Plan], Sequence[Row]]


@contextmanager
def working_directory() -> Iterator[Path]:
    """Create an empty directory, and delete it when the block ends."""
    with tempfile.TemporaryDirectory(prefix="courant-bench-", ignore_cleanup_errors=True) as name:
        yield Path(name)
