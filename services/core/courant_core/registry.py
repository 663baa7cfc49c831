"""Which modules there are and which are present, pure: a module is there while one of its sessions is."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from courant_kit.wire.manifest import Manifest
from msgspec.structs import replace


@dataclass(slots=True)
class Known:
    """A module: its manifest, whether it is published as present, and its sessions on the router.

    `suspended` says whether an administrator has suspended it; then it counts as away, whether it is there or not.
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

    After `begin` the modules that were there count as present, until `end_grace` says that they have had their time to
    announce themselves: so a restart of core shows nowhere.
    """

    def __init__(self) -> None:
        self.known: dict[str, Known] = {}
        self._modules: dict[int, str] = {}

    def begin(self, known: Iterable[Known]) -> None:
        """Start again from what is remembered; nobody has announced itself yet."""
        self.known = {module.manifest.module: module for module in known}
        self._modules = {}

    def announce(self, manifest: Manifest, session: int) -> bool:
        """Take up a module's announcement; whether it is news for the site."""
        module = self.known.setdefault(manifest.module, Known(manifest))
        news = not module.present or _shown(module.manifest) != _shown(manifest)
        module.manifest, module.present = manifest, True
        module.sessions.add(session)
        self._modules[session] = manifest.module
        return news

    def has(self, session: int) -> bool:
        """Whether the session is that of a module that has announced itself."""
        return session in self._modules

    def left(self, session: int) -> str | None:
        """Remove a session that ended; the name of its module when that was the last one."""
        name = self._modules.pop(session, None)
        if name is None:
            return None
        self.known[name].sessions.discard(session)
        return name if self._gone(name) else None

    def end_grace(self) -> list[str]:
        """End the time of grace; the modules that turn out to be away."""
        return [name for name in self.known if self.known[name].present and self._gone(name)]

    def forget(self, name: str) -> None:
        """Forget a module; raises KeyError when it is not known."""
        for session in self.known.pop(name).sessions:
            del self._modules[session]

    def others(self, name: str) -> list[Manifest]:
        """The manifests of all modules but one."""
        return [module.manifest for module in list(self.known.values()) if module.manifest.module != name]

    def listed(self) -> list[Known]:
        """Every module, in the order of the menu."""
        # A copy first: menus are rendered in threads while modules come and go.
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
