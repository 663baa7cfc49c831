"""The public names of the kit. Import them from here: the files that define them may move.

Each name is resolved on first use, because some need Django, which a service sets up first. `__init__.pyi` lists the
file of each.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
