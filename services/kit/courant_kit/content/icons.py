"""Icons: references into the shell's sprite."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

_NAMES = (
    "courant arrow-left arrow-right book-open check chevron-down chevron-right circle-alert circle-check circle-x clock"
    " copy ellipsis external-link eye file-plus file-text folder git-compare git-merge history house image inbox info"
    " link list lock log-in log-out menu message-square moon newspaper pen-line pencil plus rotate-ccw rss save search"
    " send settings sun sun-moon tag trash-2 triangle-alert undo-2 user users wifi-off x"
)
NAMES = frozenset(_NAMES.split())
"""The icons of the shell's sprite."""


def icon(name: str) -> SafeString:
    """The icon `name` of the shell's sprite as SVG, hidden from screen readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"></use></svg>', name)
