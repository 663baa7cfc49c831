"""What a letter says, the same for all of its readers but for one link (no I/O)."""

import re
from dataclasses import dataclass
from html import escape
from secrets import token_hex
from urllib.parse import urljoin

from courant_kit.content.prose.places import in_tags
from courant_kit.content.sanitizer import sanitized
from courant_kit.content.templates import draw
from courant_kit.words import gettext, marked, ngettext

_BLANKS = re.compile(r"\n{3,}")
_SPARE = re.compile(r"\s(?:class|loading|id|aria-label)=\"[^\"]*\"")
_STYLE = re.compile(r'\sstyle="[^"]*"')
"""Attributes; in the text of a post, such as code that is shown, the same words stay."""
PICTURE = '<img style="max-width:100%;height:auto"'


@dataclass(frozen=True, slots=True)
class Site:
    """The site of the letters: its name, and its address without a slash at the end."""

    name: str
    address: str

    def link(self, path: str) -> str:
        """The complete address of a path."""
        return f"{self.address}{path}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter without its reader: subject, text and HTML, in which `mark` stands for the reader's link.

    `body` is the HTML without what is around it.
    """

    subject: str
    text: str
    html: str
    body: str
    mark: str

    def to(self, link: str) -> "Draft":
        """The letter with the link of one reader."""
        html, body = (one.replace(self.mark, escape(link)) for one in (self.html, self.body))
        return Draft(self.subject, self.text.replace(self.mark, link), html, body, self.mark)

    @property
    def shown(self) -> str:
        """The body for a page of the site, which allows no inline styles."""
        return _without(_STYLE, self.body)


@dataclass(frozen=True, slots=True)
class Part:
    """A post or a comment in a letter: its title, a line about it, its path, and its HTML as the blog drew it."""

    title: str
    line: str
    path: str
    html: str


def post(site: Site, part: Part) -> Draft:
    """The letter about a new post, with all of it."""
    return _drawn(site, part.title, [part], NEWS, gettext("Unsubscribe"))


def week(site: Site, parts: list[Part]) -> Draft:
    """The letter about the posts of a week."""
    title = f"{parts[0].title}" if len(parts) == 1 else _and_more(parts[0].title, len(parts) - 1)
    return _drawn(site, f"{site.name}: {title}", parts, NEWS, gettext("Unsubscribe"))


def comment(site: Site, part: Part) -> Draft:
    """The letter about a new comment."""
    return _drawn(
        site,
        gettext("Re: {title}").format(title=part.title),
        [part],
        THREAD,
        gettext("No more letters about this discussion"),
    )


def confirmation(site: Site, link: str) -> Draft:
    """The letter whose link subscribes an address; whoever did not ask for it does nothing."""
    address = site.link(link)
    asked, not_you = gettext(ASKED).format(site=site.name), gettext(NOT_YOU)
    text = f"{asked}\n\n{address}\n\n{not_you}\n"
    body = draw("mail/letter_confirm.html", address=address, asked=asked, not_you=not_you)
    return _around(gettext("{site}: please confirm your address").format(site=site.name), text, body, _mark())


NEWS = marked("You get this letter because this address is subscribed to {site}.")
THREAD = marked("You get this letter because you take part in this discussion on {site}.")
ASKED = marked(
    "Somebody, perhaps you, asked for letters from {site} to this address. To have them, open this page within a week:"
)
NOT_YOU = marked("If it was not you, do nothing. You will get no other letter.")


def absolute(html: str, site: Site, path: str) -> str:
    """The HTML of a post or comment for a letter: whole addresses, nothing that runs, nothing for the site's styles."""
    base = site.link(path)
    safe = sanitized(html, lambda one: _whole(base, one), ids=True, keep=False)
    return _without(_SPARE, safe).replace("<img", PICTURE)


def plain(html: str) -> str:
    """The text of a letter's HTML, in Markdown, which people can read."""
    from markdownify import markdownify  # it takes memory, and most of the time no letter is drafted

    text = markdownify(html, heading_style="ATX", bullets="-", escape_asterisks=False, escape_underscores=False)
    return _BLANKS.sub("\n\n", text).strip()


def _drawn(site: Site, subject: str, parts: list[Part], why: str, end: str) -> Draft:
    mark, footer = _mark(), gettext(why).format(site=site.name)
    rows = [(one, site.link(one.path), absolute(one.html, site, one.path)) for one in parts]
    text = "\n\n".join(f"# {one.title}\n\n{one.line}\n{link}\n\n{plain(html)}" for one, link, html in rows)
    body = draw("mail/letter_body.html", site=site, rows=rows, mark=mark, why=footer, end=end)
    return _around(subject, f"{text}\n\n-- \n{footer}\n{end}: {mark}\n", body, mark)


def _around(subject: str, text: str, body: str, mark: str) -> Draft:
    line = " ".join(subject.split())
    return Draft(line, text, draw("mail/letter.html", subject=line, body=body), body, mark)


def _mark() -> str:
    """Words that no post has, in the place of a reader's link."""
    return f"mark-{token_hex(12)}"


def _without(attributes: re.Pattern[str], html: str) -> str:
    """The HTML without these attributes of tags."""
    kept, done = [], 0
    for found in in_tags(attributes, html):
        kept.append(html[done : found.start()])
        done = found.end()
    return "".join([*kept, html[done:]])


def _whole(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return base


def _and_more(title: str, count: int) -> str:
    return ngettext("{title}, and {count} more", "{title}, and {count} more", count).format(title=title, count=count)
