"""Following a site's events without a gap and without a double.

`from courant_kit.following import follow` is all that a backend needs (docs/how-to/connect-a-backend.md). Each name is
resolved on first use: who wants positions alone loads neither Twisted nor autobahn.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "events": ["Choice", "Event"],
        "follower": ["Follower", "Surroundings"],
        "keeping": ["AtModules", "Keeper", "PositionFile", "WithTheWork"],
        "position": ["Position", "parse"],
        "program": ["follow"],
    },
)
