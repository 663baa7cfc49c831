"""What the links on pages mean before a change of pages or addresses, and the texts that keep it afterwards."""

from collections.abc import Iterable
from dataclasses import dataclass

from courant_wiki import bounds
from courant_wiki.addresses import links
from courant_wiki.addresses.respelling import Change, View
from courant_wiki.models import Link, Redirect, WikiPage
from courant_wiki.reading import linking


@dataclass(frozen=True, slots=True)
class Meaning:
    """A page with its text, and where its links lead."""

    page: WikiPage
    text: str
    view: View

    def kept(self) -> str:
        """The text whose links lead where they led, now that pages or addresses have changed."""
        after = View(self.page.path, linking.led(links.read(self.page.path, self.text).targets))
        pages = WikiPage.objects.filter(pk__in=set(self.view.leads.values()))
        text = Change(self.view, after, dict(pages.values_list("pk", "path"))).respell(self.text)
        return text if len(text) <= bounds.TEXT else self.text


def of(pages: Iterable[WikiPage]) -> list[Meaning]:
    """What the links on these pages mean now."""
    return [_meaning(page) for page in pages]


def linking_to(paths: Iterable[str], *, but: Iterable[WikiPage] = ()) -> list[WikiPage]:
    """The live pages with a link that may mean one of the paths and another page, locked until the transaction ends."""
    wanted = list(paths)
    found = Link.objects.filter(target__in=wanted)
    if not Redirect.objects.filter(path__in=wanted).exists():
        found = found.ambiguous(wanted)
    others = WikiPage.objects.live().filter(pk__in=found.values("page")).exclude(pk__in=[page.pk for page in but])
    return list(others.select_for_update().order_by("pk"))


def _meaning(page: WikiPage) -> Meaning:
    text = page.revision.text
    return Meaning(page, text, View(page.path, linking.led(links.read(page.path, text).targets)))
