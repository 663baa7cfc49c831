"""The garbage collector does not visit what lives as long as the process."""

import gc

REPLACES: dict[str, str] = {}

YOUNG = 5_000


def tune() -> None:
    """Leave out the modules and the configuration, which are loaded by now, and look less often at the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 5, 20)
