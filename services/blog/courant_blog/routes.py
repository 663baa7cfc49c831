"""The URL patterns of the blog; the first match wins."""

from courant_kit.wire.routes import serves
from django.urls import path, re_path, register_converter

from courant_blog import contract


class Slug:
    """The slug of a post or tag, which may have letters of any script; an old address with a dot is none."""

    regex = "[^/.]+"

    def to_python(self, value: str) -> str:
        """Return it unchanged."""
        return value

    def to_url(self, value: str) -> str:
        """Return it unchanged."""
        return value


register_converter(Slug, "words")

DAY = "blog/<int:year>/<int:month>/<int:day>/<words:slug>/"

HISTORIES = [
    ("history/", contract.PAGE_HISTORY),
    ("history/before/<int:before>/", contract.PAGE_HISTORY),
    ("history/<int:number>/", contract.PAGE_REVISION),
    ("diff/<int:old>/<int:new>/", contract.PAGE_DIFF),
    ("written/", contract.PAGE_WRITTEN),
]
"""The pages about the history of a post, below its address."""

urlpatterns = [
    path("blog/", serves(contract.PAGE_INDEX), name="index"),
    path("blog/page/<int:page>/", serves(contract.PAGE_INDEX), name="index-page"),
    path("blog/tags/", serves(contract.PAGE_TAGS), name="tags"),
    path("blog/tag/<words:slug>/", serves(contract.PAGE_TAG), name="tag"),
    path("blog/tag/<words:slug>/page/<int:page>/", serves(contract.PAGE_TAG), name="tag-page"),
    path("blog/section/<slug:slug>/", serves(contract.PAGE_SECTION), name="section"),
    path("blog/section/<slug:slug>/page/<int:page>/", serves(contract.PAGE_SECTION), name="section-page"),
    path("blog/authors/<words:slug>/", serves(contract.PAGE_AUTHOR), name="author"),
    path("blog/authors/<words:slug>/page/<int:page>/", serves(contract.PAGE_AUTHOR), name="author-page"),
    path("blog/series/<words:slug>/", serves(contract.PAGE_SERIES), name="series"),
    path("blog/archive/", serves(contract.PAGE_ARCHIVE), name="archive"),
    path("blog/writing/", serves(contract.PAGE_WRITING), name="writing"),
    path("blog/preview/<slug:token>/", serves(contract.PAGE_PREVIEW), name="preview"),
    path("blog/new/", serves(contract.PAGE_NEW), name="new"),
    path("blog/drafts/", serves(contract.PAGE_DRAFTS), name="drafts"),
    path("blog/drafts/<int:id>/", serves(contract.PAGE_DRAFT), name="draft"),
    path("blog/drafts/<int:id>/edit/", serves(contract.PAGE_EDIT_DRAFT), name="edit-draft"),
    path("blog/comment/<int:id>/", serves(contract.PAGE_COMMENT), name="comment"),
    path("blog/bin/", serves(contract.PAGE_BIN), name="bin"),
    path("blog/bin/before/<int:before>/", serves(contract.PAGE_BIN), name="bin-older"),
    path("blog/bin/comments/", serves(contract.PAGE_REMOVED), name="removed"),
    path("blog/bin/comments/before/<int:before>/", serves(contract.PAGE_REMOVED), name="removed-older"),
    path("blog/comment/<int:id>/answer/", serves(contract.PAGE_ANSWER), name="answer"),
    path("blog/comment/on/<int:post>/", serves(contract.PAGE_WRITE), name="write-comment"),
    path("blog/comment/yours/", serves(contract.PAGE_YOURS), name="yours"),
    path("blog/moderation/", serves(contract.PAGE_MODERATION), name="moderation"),
    path("blog/moderation/rules/", serves(contract.PAGE_RULES), name="comment-rules"),
    path("blog/moderation/<slug:state>/", serves(contract.PAGE_MODERATION), name="moderation-state"),
    path(
        "blog/moderation/<slug:state>/before/<int:before>/", serves(contract.PAGE_MODERATION), name="moderation-older"
    ),
    path("blog/comment/<int:id>/edit/", serves(contract.PAGE_EDIT_COMMENT), name="edit-comment"),
    *(
        path(f"{period}{end}", serves(contract.PAGE_PERIOD), name=f"{name}{'-page' if end else ''}")
        for period, name in (("blog/<int:year>/", "year"), ("blog/<int:year>/<int:month>/", "month"))
        for end in ("", "page/<int:page>/")
    ),
    path("blog/comment/<int:id>/own/", serves(contract.PAGE_GUEST), name="guest-comment"),
    path(DAY, serves(contract.PAGE_POST), name="post"),
    path(f"{DAY}edit/", serves(contract.PAGE_EDIT), name="edit"),
    *(
        path(f"{place}{end}", serves(procedure), name=f"{name}-{end.split('/')[0]}{'-older' * ('before' in end)}")
        for place, name in ((DAY, "post"), ("blog/drafts/<int:id>/", "draft"))
        for end, procedure in HISTORIES
    ),
    path(f"{DAY}comments/<int:before>/", serves(contract.PAGE_COMMENTS), name="comments"),
    # Old addresses; a feed has no page.
    re_path(r"^blog/(?!(?:.+/)?feed/(?:rss/|json/)?$|feed$)(?P<path>.+)$", serves(contract.PAGE_MOVED), name="moved"),
]

feed_urlpatterns = [
    path("blog/tag/<words:slug>/feed/", serves(contract.FEED_TAG), name="tag-feed"),
    path("blog/section/<slug:slug>/feed/", serves(contract.FEED_SECTION), name="section-feed"),
    path("blog/authors/<words:slug>/feed/", serves(contract.FEED_AUTHOR), name="author-feed"),
    path("blog/comments/feed/", serves(contract.FEED_COMMENTS), name="comments-feed"),
    path(f"{DAY}feed/", serves(contract.FEED_DISCUSSION), name="post-feed"),
]
