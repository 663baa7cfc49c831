"""Which modules the site has and which are present (no I/O): a module is present while it has a session."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from courant_kit.wire.manifest import Manifest
from msgspec.structs import replace


@dataclass(slots=True)
class Known:
    """A module: its manifest, whether it is published as present, and its sessions on the router.

    `suspended` says whether an administrator has suspended it; a suspended module counts as away even if it has
    sessions.
    """

    manifest: Manifest
    present: bool = False
    suspended: bool = False
    sessions: set[int] = field(default_factory=set)

    @property
    def serving(self) -> bool:
        """Whether its pages answer."""
        return self.present and not self.suspended


class Registry:
    """The modules that core knows.

    After `begin`, modules that were present before still count as present until `end_grace`, so that they have time to
    announce themselves and nobody notices a restart of core.
    """

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self._modules: dict[int, str] = {}

    def begin(self, known: Iterable[Known]) -> None:
        """Start again from the stored modules; none has announced itself yet."""
        self.known = {module.manifest.module: module for module in known}
        self._modules = {}

    def announce(self, manifest: Manifest, session: int) -> bool:
        """Accept a module's announcement; returns whether the site needs to know."""
        news = self.is_news(manifest)
        module = self.known.setdefault(manifest.module, Known(manifest))
        module.manifest, module.present = manifest, True
        module.sessions.add(session)
        self._modules[session] = manifest.module
        return news

    def is_news(self, manifest: Manifest) -> bool:
        """Whether the module is not present, or shows another manifest."""
        module = self.known.get(manifest.module)
        return module is None or not module.present or _shown(module.manifest) != _shown(manifest)

    def is_present(self, name: str) -> bool:
        """Whether the module is known and published as present."""
        return name in self.known and self.known[name].present

    def has(self, session: int) -> bool:
        """Whether the session belongs to a module that has announced itself."""
        return session in self._modules

    def left(self, session: int) -> str | None:
        """Remove a session that has ended; returns the name of its module if it was the module's last session."""
        name = self._modules.pop(session, None)
        if name is None:
            return None
        self.known[name].sessions.discard(session)
        return name if self._gone(name) else None

    def end_grace(self) -> list[str]:
        """End the grace period; returns the modules that have not announced themselves."""
        return [name for name in self.known if self.known[name].present and self._gone(name)]

    def forget(self, name: str) -> None:
        """Remove a module; raises KeyError if it is not known."""
        for session in self.known.pop(name).sessions:
            del self._modules[session]

    def others(self, name: str) -> list[Manifest]:
        """The manifests of all other modules."""
        return [module.manifest for module in list(self.known.values()) if module.manifest.module != name]

    def listed(self) -> list[Known]:
        """Every module, in the order of the menu."""
        # A copy first: threads render menus while modules come and go.
        return sorted(list(self.known.values()), key=lambda one: (one.manifest.order, one.manifest.module))  # noqa: C414 - a copy

    def present(self) -> list[Manifest]:
        """The manifests of the modules whose pages answer, in the order of the menu."""
        return [module.manifest for module in self.listed() if module.serving]

    def suspended(self) -> list[str]:
        """The names of the suspended modules."""
        return sorted(name for name, module in self.known.items() if module.suspended)

    def _gone(self, name: str) -> bool:
        module = self.known[name]
        module.present = bool(module.sessions)
        return not module.present


def _shown(manifest: Manifest) -> Manifest:
    """What windows see of a manifest: replicas of two versions, announcing themselves by turns, are no news."""
    return replace(manifest, version="")
