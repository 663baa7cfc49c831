"""Old addresses outside of the wiki, at which its pages stood before they were imported.

They are stored among the redirects, with the slash before them that no path of the wiki has.
"""

from collections.abc import Iterable, Mapping

from courant_kit.store.rows import insert
from courant_kit.wire.old_addresses import bare, spellings

from courant_wiki.models import Redirect, WikiPage
from courant_wiki.reading import finding


def lead(addresses: Iterable[str], page: WikiPage) -> None:
    """Make old addresses redirect to a page, unless they lead to another already."""
    for path in filter(None, map(bare, addresses)):
        Redirect.objects.get_or_create(path=f"/{path}", defaults={"page": page})


def lead_all(addresses: Mapping[WikiPage, Iterable[str]]) -> None:
    """Do for many pages what `lead` does for one; of two pages with the same address, the first has it."""
    wanted: dict[str, WikiPage] = {}
    for page, old in addresses.items():
        for path in filter(None, map(bare, old)):
            wanted.setdefault(f"/{path}", page)
    known = set(Redirect.objects.filter(path__in=wanted).values_list("path", flat=True))
    insert(Redirect, ("path", "page_id"), ((path, page.pk) for path, page in wanted.items() if path not in known))


def led(address: str) -> WikiPage:
    """The page that stood at an old address; raises NotFound, or Gone if it has been deleted."""
    names = [f"/{name}" for name in spellings(bare(address))]
    known = {one.path: one.page for one in Redirect.objects.filter(path__in=names).select_related("page")}
    return finding.live(next((known[name] for name in names if name in known), None))
