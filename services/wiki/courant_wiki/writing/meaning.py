"""What the links on pages mean before a change of pages or addresses, and the texts that keep it afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from courant_kit.content.linked import Respelled
from courant_kit.history import many
from courant_kit.history.many import Newest
from django.db.models import QuerySet

from courant_wiki import bounds
from courant_wiki.addresses import links
from courant_wiki.addresses.respelling import Change, View
from courant_wiki.models import Link, Redirect, Revision, WikiPage
from courant_wiki.reading import linking


@dataclass(frozen=True, slots=True)
class Meaning:
    """A page with its newest revision and its text, and where its links lead."""

    page: WikiPage
    last: Newest
    text: str
    view: View


@dataclass(frozen=True, slots=True)
class Kept:
    """A page whose links must be written otherwise: its newest revision and text, and the text to come."""

    page: WikiPage
    last: Newest
    before: str
    respelled: Respelled


def of(pages: Iterable[WikiPage]) -> list[Meaning]:
    """What the links on these pages mean now."""
    known = {page.pk: page for page in pages}
    leads = linking.led({target for _, target in linking.targets(known)})
    rows = many.newest(Revision.objects.newest().filter(page__in=known).order_by("page"))
    return [Meaning(known[one.owner], one, one.text, View(known[one.owner].path, leads)) for one in rows]


def kept(meanings: Sequence[Meaning], moved: Iterable[WikiPage] = ()) -> list[Kept]:
    """The pages whose links must be written otherwise to lead where they led.

    The pages or addresses have changed since the meanings were read; links follow the pages that have `moved`.
    """
    if not meanings:
        return []
    homes = linking.homes({number for one in meanings for number in one.view.leads.values()})
    gone = frozenset(page.pk for page in moved)
    leads = linking.led(_targets(meanings, homes, gone))
    texts = (Kept(one.page, one.last, one.text, _kept(one, leads, homes, gone)) for one in meanings)
    return [one for one in texts if one.respelled.text != one.before and len(one.respelled.text) <= bounds.TEXT]


def linking_to(paths: Iterable[str], *, but: Iterable[WikiPage] = ()) -> list[WikiPage]:
    """The live pages with a link that may mean one of the paths and another page, locked until the transaction ends."""
    wanted = list(paths)
    found = Link.objects.filter(target__in=wanted)
    if not Redirect.objects.filter(path__in=wanted).exists():
        found = found.ambiguous(wanted)
    return _locked(found, but)


def leading_to(pages: Sequence[WikiPage]) -> list[WikiPage]:
    """The other live pages with a link that may mean one of these, locked until the transaction ends."""
    numbers = [page.pk for page in pages]
    here = WikiPage.objects.filter(pk__in=numbers).values("path")
    old = Redirect.objects.filter(page__in=numbers).values("path")
    return _locked(Link.objects.filter(target__in=here.union(old)), pages)


def _locked(found: QuerySet[Link], but: Iterable[WikiPage]) -> list[WikiPage]:
    pages = WikiPage.objects.live().filter(pk__in=found.values("page")).exclude(pk__in=[page.pk for page in but])
    return list(pages.select_for_update().order_by("pk"))


def _targets(meanings: Sequence[Meaning], homes: Mapping[int, str], moved: frozenset[int]) -> set[str]:
    """The paths that the links may mean now: others than before on the pages that have moved, or if they follow."""
    stayed = {one.page.pk: one.view for one in meanings if one.page.path == one.view.path}
    went = (one for one in meanings if one.page.pk not in stayed)
    targets = {target for one in went for target in links.targets(one.page.path, one.text)}
    for number, target in linking.targets(stayed):
        targets.add(target)
        if (led := stayed[number].leads.get(target)) in moved:
            targets.update(links.candidates(stayed[number].path, homes[led].rpartition("/")[2]))
    return targets


def _kept(one: Meaning, leads: Mapping[str, int], homes: Mapping[int, str], moved: frozenset[int]) -> Respelled:
    return Change(one.view, View(one.page.path, leads), homes, moved).respell(one.text)
