"""HTML as Markdown, by markdownify, with what Markdown has no mark for left as HTML (no I/O).

The options are those with which prose stays prose: see `findings/markdownify-writes-prose-as-markup.sh`.
"""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bs4 import Tag

Address = Callable[[str], str]
"""Returns the new address for one in a link or an image."""

_LANGUAGE = re.compile(r"(?:^|\s)(?:lang(?:uage)?|brush|highlight-source)[-:]\s?(?P<name>[\w+#-]+)")
_GONE = ("script", "style", "template", "noscript")
_KEPT = ("kbd", "mark", "u", "ins", "abbr", "details", "summary", "small", "dl")
_SHOWN_ELSEWHERE = ("iframe", "video", "audio", "embed", "object")
_BLOCKS = ("p", "ul", "ol", "pre", "table", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "div", "figure")
_BARE = re.compile(r"https?://[^\s<>\"'\])]*[^\s<>\"'\]).,;:!?]")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


class TooDeep(ValueError):
    """HTML in which elements are nested more deeply than any editor nests them."""


def markdown_of(html: str, address: Address = str, level: int = 0) -> str:
    """The HTML as Markdown; `address` is asked for every address. Headings move down by `level`. Raises TooDeep."""
    from bs4 import BeautifulSoup, Comment

    soup = BeautifulSoup(html, "html.parser")
    for remark in soup.find_all(string=lambda words: isinstance(words, Comment)):
        remark.extract()
    for tag in soup.find_all(_GONE):
        tag.decompose()
    _linked(soup)
    _addressed(soup, address)
    _embedded(soup)
    for tag in soup.find_all(_HEADINGS) if level else ():
        tag.name = f"h{min(6, int(tag.name[1]) + level)}"
    try:
        text = str(_converter().convert_soup(soup))
    except RecursionError as error:
        raise TooDeep("its elements are nested too deeply") from error
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def words_of(html: str) -> str:
    """The words of a piece of HTML, on one line."""
    from bs4 import BeautifulSoup

    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split()) if html else ""


def _addressed(soup: Any, address: Address) -> None:
    for name in ("href", "src", "poster"):
        for tag in soup.find_all(attrs={name: True}):
            found = address(str(tag[name]).strip())
            tag[name] = re.sub(r"[\s<>()]", lambda sign: f"%{ord(sign[0]):02X}", found)


def _linked(soup: Any) -> None:
    """Bare addresses become links, or their signs would be escaped like those of prose."""
    for words in list(soup.find_all(string=_BARE)):
        if words.find_parent(("a", "pre", "code", "kbd")):
            continue
        row, end = [], 0
        for found in _BARE.finditer(words):
            link = soup.new_tag("a", href=found[0])
            link.string = found[0]
            row += [soup.new_string(words[end : found.start()]), link]
            end = found.end()
        words.replace_with(*row, soup.new_string(words[end:]))


def _embedded(soup: Any) -> None:
    """Films and frames become links to what they show."""
    for tag in soup.find_all(_SHOWN_ELSEWHERE):
        inner = tag.find(attrs={"src": True})
        shown = tag.get("src") or tag.get("data") or (inner.get("src") if inner else "")
        if not shown or tag.parent is None:
            tag.decompose()
            continue
        link = soup.new_tag("a", href=shown)
        link.string = tag.get("title") or shown
        around = soup.new_tag("p")
        around.append(link)
        tag.replace_with(around)


def _language(tag: "Tag") -> str:
    inner = tag.find("code")
    for one in (tag, inner):
        names = " ".join(one.get("class") or []) if one else ""
        if found := _LANGUAGE.search(names):
            return found["name"].lower()
    return ""


def _converter() -> Any:  # noqa: C901 - a class that exists only once its library is imported
    from markdownify import MarkdownConverter

    base: Any = MarkdownConverter

    class Converter(base):  # type: ignore[misc]  # its methods are found by name, which types do not show
        """Leaves HTML where Markdown has no mark, and complete tables where a cell holds more than a line."""

        def convert_table(self, el: Any, text: str, parent_tags: Any) -> str:
            cells = el.find_all(("td", "th"))
            spans = any(cell.get("colspan", "1") != "1" or cell.get("rowspan", "1") != "1" for cell in cells)
            if spans or any(cell.find(_BLOCKS) for cell in cells) or "_inline" in parent_tags:
                return f"\n\n{_on_its_own(el)}\n\n"
            return str(super().convert_table(el, text, parent_tags))

        def convert_figure(self, el: Any, text: str, parent_tags: Any) -> str:
            return f"\n\n{text.strip()}\n\n"

        def convert_figcaption(self, el: Any, text: str, parent_tags: Any) -> str:
            words = text.strip()
            return f"\n\n*{words}*\n\n" if words and "*" not in words else f"\n\n{words}\n\n"

        def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:
            if el.get("href") and el.get_text(strip=True) == el["href"] and el["href"].startswith("http"):
                return f"<{el['href']}>"
            if el.get("href") or not (el.get("id") or el.get("name")):
                return str(super().convert_a(el, text, parent_tags))
            return f'<a id="{_quoted(el.get("id") or el.get("name"))}"></a>{text}'

        def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:
            el["alt"] = re.sub(r"([\\\[\]])", r"\\\1", " ".join((el.get("alt") or "").split()))
            return f"![{el['alt']}]({el['src']})" if el.get("src") else ""

        def convert_hN(self, n: int, el: Any, text: str, parent_tags: Any) -> str:
            marked = f'<a id="{_quoted(el["id"])}"></a>{text}' if el.get("id") and text.strip() else text
            return str(super().convert_hN(n, el, marked, parent_tags))

        def escape(self, text: str, parent_tags: Any) -> str:
            return _signs(str(super().escape(text, parent_tags)), parent_tags)

    for name in _KEPT:
        setattr(Converter, f"convert_{name}", _as_html)
    return Converter(
        escape_misc=True, sup_symbol="<sup>", sub_symbol="<sub>", heading_style="ATX", bullets="-",
        code_language_callback=_language, table_infer_header=True, autolinks=False, strip_pre=None,
    )  # fmt: skip


def _as_html(self: Any, el: Any, text: str, parent_tags: Any) -> str:
    """An element that Markdown has no mark for: an inline one around its words, a block as it is."""
    if el.name in {"details", "dl"}:
        return f"\n\n{_on_its_own(el)}\n\n"
    return f"<{el.name}>{text}</{el.name}>" if text.strip() else text


def _on_its_own(el: Any) -> str:
    """A block of HTML without empty lines, at which Markdown would take over."""
    return re.sub(r"\n\s*\n", "\n", str(el)).strip()


def _signs(text: str, parent_tags: Any) -> str:
    return text if "pre" in parent_tags or "code" in parent_tags else text.replace("$", "\\$")


def _quoted(words: Any) -> str:
    return str(words).replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
