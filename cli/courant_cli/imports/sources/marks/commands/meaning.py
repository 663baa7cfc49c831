"""What the commands of generators mean in Markdown (no I/O); those of the themes that many sites have, too."""

import re
from collections.abc import Callable

from courant_cli.imports.sources.marks.admonitions import KINDS, alert
from courant_cli.imports.sources.marks.commands.parsing import Command

Single = Callable[[Command], str]
"""Makes Markdown of a command; "" if it means nothing here."""

Paired = Callable[[Command, str], str]
"""Makes Markdown of a command and the text between it and its end."""

#: The text between them was never shown, or makes no sense without what the generator would have put in.
UNSEEN = {"for", "capture", "set", "macro", "script", "style", "javascript", "stylesheet", "css", "js", "schema",
          "tablerow", "swagger"}  # fmt: skip

#: Names that mean a command in any text; others stay, since people write about them.
KNOWN = {
    "include", "include_relative", "include_cached", "render", "assign", "if", "unless", "elsif", "else", "elif",
    "case", "when", "break", "continue", "increment", "decrement", "cycle", "layout", "block", "extends", "import",
    "from", "call", "toc", "seo", "feed_meta", "link_preview", "more", "liquid", "paginate", "with", "raw", "cq", "pq",
    "pullquote", "asset_path", "asset_link", "iframe", "audio", "video", "mp3", "aplayer", "meting", "bilibili",
}  # fmt: skip

_BOXES = {"hint", "notice", "callout", "alert", "admonition", "box", "notification", "message", "aside", "admon",
          "panel", "noticebox", "alertbox", "blockquote-alert"} | set(KINDS) - {"quote", "details", "example",
          "summary"}  # fmt: skip
_ALERTS = {"primary": "note", "secondary": "note", "default": "note", "light": "note", "dark": "note"}
_PICTURE = ("src", "path", "url", "image", "image_path", "image_url", "imageurl", "img", "filename", "file", "link")
_INCLUDED = re.compile(r"(?:^|[/_-])(?:figure|image|img|picture|photo|fig)s?(?:[._-]|$)", re.IGNORECASE)
_SAFE = re.compile(r"[\w-]+")


def box(command: Command, text: str) -> str:
    """An alert, whose kind is the command's name, a value of it or its first word."""
    words = [command.first("style", "type", "level", "kind", "class", "color", "theme", "variant"), *command.plain]
    known = [word for word in words if word.lower() in KINDS or word.lower() in _ALERTS]
    kind = known[0].lower() if known else command.name
    titles = [word for word in command.plain if word not in known and command.name != "alert"]
    title = command.first("title", "header", "heading") or (" ".join(titles) if known or command.hugo else "")
    return alert(_ALERTS.get(kind, kind), title or (titles[0] if titles and not known else ""), text)


def quote(command: Command, text: str) -> str:
    """A quote with who said it."""
    said = command.first("author", "source", "by", "caption") or ("" if command.named else command.words.strip("()\"'"))
    lines = [*text.strip("\n").split("\n"), *(["", f"— {said}"] if said else [])]
    return "\n".join(f"> {line}".rstrip() for line in lines)


def folded(command: Command, text: str) -> str:
    """A part that readers open."""
    title = command.first("title", "summary", "label") or " ".join(command.plain) or "Details"
    return f"<details><summary>{_text(title)}</summary>\n\n{text.strip()}\n\n</details>"


def tab(command: Command, text: str) -> str:
    """A tab, with its title above its text."""
    title = command.first("title", "name", "label", "header", "tabname") or " ".join(command.plain)
    return f"**{title}**\n\n{text.strip()}\n" if title else text


def code(command: Command, text: str) -> str:
    """A block of code, unless a fence is in it."""
    if re.match(r"\s*(?:```|~~~)", text):
        return text.strip("\n")
    plain = [] if "lang" in command.named else [one for one in command.plain if _SAFE.fullmatch(one)]
    language = {"mermaid": "mermaid", "plantuml": "plantuml"}.get(command.name) or next(
        iter([command.first("lang", "language", "type"), *plain]), ""
    )
    language = language or (plain[0] if plain and command.name == "highlight" else "")
    fence = "`" * max(3, 1 + max((len(one) for one in re.findall(r"`+", text)), default=0))
    return f"{fence}{language}\n{text.strip(chr(10))}\n{fence}"


def linked(command: Command, text: str) -> str:
    """A link with the text in it."""
    address = command.first("href", "link", "url", "relref", "ref") or next(iter(command.plain), "")
    return f"[{text.strip()}]({_address(address)})" if address and "\n" not in text.strip() else text


def picture(command: Command) -> str:
    """A picture with its caption."""
    if command.name.startswith("include") and not _INCLUDED.search(command.plain[0] if command.plain else ""):
        return ""
    plain = [one for one in command.plain if command.name not in {"include", "include_cached"}]
    address = command.first(*_PICTURE) or next((one for one in plain if re.search(r"[/.]\w", one)), "")
    if not address:
        return ""
    others = [one for one in plain[plain.index(address) + 1 :] if not one.isdigit()] if address in plain else []
    described = command.first("alt", "description") or " ".join(others)
    caption = command.first("caption", "title", "attr").replace('"', "&quot;")
    words = re.sub(r"([\\\[\]])", r"\\\1", described or command.first("caption", "title"))
    titled = f' "{caption}"' if caption else ""
    return f"![{words}]({_address(address)}{titled})"


def embedded(form: str) -> Single:
    """A link to what a command embeds from elsewhere; the form has places for what it was given."""

    def link(command: Command) -> str:
        given = [command.first("user", "username"), command.first("id", "code", "v", "video", "key")]
        given = [*filter(None, given)] or command.plain[:2]
        if given and "://" in given[-1]:
            return f"<{given[-1]}>"
        wanted = form.count("%s")
        address = form % tuple(given[-wanted:]) if len(given) >= wanted else ""
        return f"<{address}>" if address and all(re.fullmatch(r"[\w.-]+", one) for one in given) else ""

    return link


def tweet(command: Command) -> str:
    """A link to a post on Twitter, with or without its author's name."""
    number = command.first("id") or (command.plain[-1] if command.plain else "")
    user = command.first("user") or (command.plain[0] if len(command.plain) > 1 else "i")
    if "://" in number:
        return f"<{number}>"
    return f"<https://twitter.com/{user}/status/{number}>" if number.isdigit() else ""


def address(command: Command) -> str:
    """The address of what is embedded."""
    found = command.first("url", "src", "href", "link") or next(iter(command.plain), "")
    if "://" in found:
        return f"<{found}>"
    return f"[{found.rpartition('/')[2]}]({_address(found)})" if found else ""


def captioned(command: Command, text: str) -> str:
    """The address of what is embedded, and the words below it."""
    return "\n\n".join(filter(None, (address(command), text.strip())))


SINGLE: dict[str, Single] = {
    **dict.fromkeys(("figure", "image", "img", "picture", "figurine", "responsive_image", "include", "include_cached",
                     "asset_img", "thumbnail", "fancybox", "imgcap", "lightbox"), picture),
    **dict.fromkeys(("youtube", "youtubelite"), embedded("https://www.youtube.com/watch?v=%s")),
    "vimeo": embedded("https://vimeo.com/%s"),
    "gist": embedded("https://gist.github.com/%s"), "instagram": embedded("https://www.instagram.com/p/%s/"),
    "codepen": embedded("https://codepen.io/%s/pen/%s"), "asciinema": embedded("https://asciinema.org/a/%s"),
    "github": embedded("https://github.com/%s"), "tweet": tweet, "twitter": tweet, "x": tweet, "twitter_simple": tweet,
    **dict.fromkeys(("embed", "file", "iframe", "audio", "video"), address),
}  # fmt: skip

PAIRED: dict[str, Paired] = {
    **dict.fromkeys(_BOXES, box),
    **dict.fromkeys(("blockquote", "quote", "pullquote", "epigraph", "cite"), quote),
    **dict.fromkeys(("details", "spoiler", "expand", "collapse", "toggle", "accordion", "expandable", "fold", "folding",
                     "collapsible", "accordion-item"), folded),
    **dict.fromkeys(("tab", "tabitem"), tab),
    **dict.fromkeys(("embed", "file"), captioned),
    **dict.fromkeys(("highlight", "codeblock", "code", "mermaid", "plantuml"), code),
    **dict.fromkeys(("button", "btn", "link", "a"), linked),
}  # fmt: skip

CODE = {"highlight", "codeblock", "code", "mermaid", "plantuml"}


def _address(words: str) -> str:
    words = words.strip()
    return f"<{words}>" if re.search(r"[\s()<>]", words) and not set("<>") & set(words) else words


def _text(words: str) -> str:
    return words.replace("<", "&lt;")
