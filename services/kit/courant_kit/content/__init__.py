"""Text and images from people, made safe and bounded.

`courant_kit` exports the modules `markdown` and `media`. Each is imported on first use, because `media` needs Django.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submodules=["markdown", "media"])
