"""Code highlighted by Pygments; each piece is highlighted once."""

from functools import lru_cache
from html import escape

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name
from pygments.util import ClassNotFound

LONGEST = 50_000
_FORMATTER = HtmlFormatter(nowrap=True)


@lru_cache(maxsize=2000)
def highlighted(code: str, language: str) -> str:
    """`code` as a `<pre>` with Pygments' classes; plain if the language is unknown or the code exceeds LONGEST.

    `language` is the info string of the fence, of which the part before a comma or space counts (`rust,ignore`).
    """
    name = language.replace(",", " ").split(" ")[0].lower()
    body = _tokens(code, name) if len(code) <= LONGEST else escape(code)
    label = f' data-language="{escape(name)}"' if name else ""
    return f'<pre class="code" tabindex="0"{label}><code>{body}</code></pre>'


def _tokens(code: str, name: str) -> str:
    try:
        lexer = get_lexer_by_name(name, stripnl=False)
    except ClassNotFound:
        return escape(code)
    return str(highlight(code, lexer, _FORMATTER))
