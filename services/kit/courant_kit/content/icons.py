"""Icons: references into the shell's sprite."""

from django.utils.html import format_html
from django.utils.safestring import SafeString


def icon(name: str) -> SafeString:
    """The icon `name` of the shell's sprite as SVG, hidden from screen readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="#icon-{}"></use></svg>', name)
