"""The page of a draft for those who have its secret link: live, not cached, and not found by search engines."""

from courant_kit.calls.caller import Caller
from courant_kit.calls.errors import NotFound
from courant_kit.live.audience import PERSONAL
from courant_kit.live.fragment import wrap
from courant_kit.wire.page import Page, redirect
from courant_kit.words import gettext as _

from courant_blog import contract, publishing_payloads, render
from courant_blog.models import Preview
from courant_blog.module import module
from courant_blog.pages.around import personal


@module.handles(contract.PAGE_PREVIEW)
def preview_page(caller: Caller, request: publishing_payloads.PreviewPage) -> Page:
    """The draft of a secret link; once it is public, a redirect to its address. Raises NotFound."""
    found = Preview.objects.filter(token=request.token).select_related("post").first()
    if found is None or found.post.deleted_at:
        raise NotFound(_("This link does not work, or no longer."))
    if found.post.is_public:
        return personal(redirect(found.post.address))
    sign = contract.PREVIEWED(found.sign)
    follows = wrap(sign, module.renderings.version(sign), "", tag="span", attributes="hidden")
    html = f'<div class="reading"><article class="page">{render.preview(found.post)}</article>{follows}</div>'
    return Page(title=found.post.title, html=html, noindex=True, audience=PERSONAL)
