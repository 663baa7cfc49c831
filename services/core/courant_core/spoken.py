"""Which languages windows show (no I/O), so that nothing is rendered in one that nobody reads."""

from collections.abc import Collection


class Spoken:
    """The language of every window, and the languages in which the modules were last asked to render.

    One that comes into use is asked for at once, and one that goes out of use a while later: a window that opens
    another page, or loads it again, is gone for a moment. At first all `languages` count, since core does not know yet.
    `waits` is for whoever narrows them: whether they are to be.
    """

    def __init__(self, languages: Collection[str]) -> None:
        self._all, self._windows = tuple(languages), dict[int, str]()
        self._shown = frozenset(languages)
        self.waits = False

    @property
    def shown(self) -> list[str]:
        """The languages in which the modules render, in the site's order."""
        return [one for one in self._all if one in self._shown]

    @property
    def unused(self) -> bool:
        """Whether no window shows one of them any more."""
        return bool(self._shown - set(self._windows.values()))

    def enter(self, session: int, language: str) -> bool:
        """A window shows a page in a language; returns whether that is new to the modules."""
        self._windows.pop(session, None)
        if language not in self._all:
            return False
        self._windows[session] = language
        new = language not in self._shown
        self._shown |= {language}
        return new

    def leave(self, session: int) -> None:
        """A session has ended."""
        self._windows.pop(session, None)

    def narrow(self) -> bool:
        """Count only the languages that windows show; returns whether these are fewer than before."""
        before, self._shown = self._shown, frozenset(self._windows.values())
        return before != self._shown
