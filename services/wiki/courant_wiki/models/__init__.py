"""The wiki's tables: pages with their revisions, links and redirects; threads on passages; the branch in git."""

from courant_wiki.models.pages import Happening, Link, Original, PageTag, Redirect, Revision, WikiPage, new_entry_id
from courant_wiki.models.sync import Sync, SyncConflict, SyncRevision
from courant_wiki.models.threads import Comment, Ground, Thread, ThreadQuerySet

__all__ = [
    "Comment", "Ground", "Happening", "Link", "Original", "PageTag", "Redirect", "Revision", "Sync", "SyncConflict",
    "SyncRevision", "Thread", "ThreadQuerySet", "WikiPage", "new_entry_id",
]  # fmt: skip
