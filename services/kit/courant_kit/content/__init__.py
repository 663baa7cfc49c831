"""What people write and upload, made safe and bounded.

`courant_kit` offers `markdown` and `media` as they are: each is imported when it is first used, since one needs Django.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(__name__, submodules=["markdown", "media"])
