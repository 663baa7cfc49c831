"""The part of the wiki's contract about a git repository that has the same pages."""

from courant_kit.calls.caller import ADMINS
from courant_kit.live.audience import EDITORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, page

from courant_wiki.rules import CURATORS
from courant_wiki.sync_payloads import (
    Applied,
    ApplyCommit,
    BeginSync,
    ConflictPage,
    NamedConflict,
    NoteSync,
    Pages,
    ReportSync,
    Steps,
    SyncPages,
    SyncPosition,
    SyncSteps,
)

NEW = "0.2"
"""The release that has the entries of this file."""

BEGIN_SYNC = Procedure(
    "courant.wiki.sync.begin", BeginSync, SyncPosition, ADMINS, writes=True, since=NEW,
    doc="Says how far the wiki and a branch of a git repository are the same.",
)  # fmt: skip
LIST_STEPS = Procedure(
    "courant.wiki.sync.since", SyncSteps, Steps, ADMINS, since=NEW,
    doc="What happened to pages after an event, with the texts of their revisions.",
)  # fmt: skip
LIST_SYNC_PAGES = Procedure(
    "courant.wiki.sync.get", SyncPages, Pages, ADMINS, since=NEW, doc="Pages with all they have, by their ids."
)
APPLY_COMMIT = Procedure(
    "courant.wiki.sync.apply", ApplyCommit, Applied, ADMINS, writes=True, since=NEW,
    doc="Makes revisions of what a commit changed; what people changed here meanwhile stays.",
)  # fmt: skip
NOTE_SYNC = Procedure(
    "courant.wiki.sync.note", NoteSync, SyncPosition, ADMINS, writes=True, since=NEW,
    doc="Stores which commit has everything up to an event.",
)  # fmt: skip
REPORT_SYNC = Procedure(
    "courant.wiki.sync.report", ReportSync, Answer, ADMINS, writes=True, since=NEW,
    doc="Shows editors how the synchronization with a git repository is doing.",
)  # fmt: skip
SETTLE_CONFLICT = Procedure(
    "courant.wiki.sync.settle", NamedConflict, Answer, CURATORS, writes=True, since=NEW,
    doc="Decides for what the wiki has, where a commit says otherwise.",
)  # fmt: skip

PAGE_SYNC = page(
    "courant.wiki.page.sync", who=CURATORS, since=NEW, doc="How the synchronization with a git repository is doing."
)
PAGE_CONFLICT = page(
    "courant.wiki.page.conflict", ConflictPage, CURATORS, since=NEW,
    doc="The form that decides between a commit and the wiki.",
)  # fmt: skip

SYNC = Fragment(
    "wiki.sync", audience=EDITORS_ONLY, since=NEW,
    doc="How the synchronization with a git repository is doing, and what is left to decide.",
)  # fmt: skip
