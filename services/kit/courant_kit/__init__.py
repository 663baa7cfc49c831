"""What a service is built from. Import from here: the files behind these names may move.

The names resolve when they are first used, since some of them need Django, which a service sets up first.
`__init__.pyi` says where each is.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
