"""The entries of core's contract for imports in the browser."""

from courant_kit.calls.caller import ADMINS
from courant_kit.live.audience import ADMINISTRATORS_ONLY
from courant_kit.live.fragment import Fragment
from courant_kit.wire.answers import Answer
from courant_kit.wire.contract import Procedure, page
from courant_kit.wire.payload import Nothing

from courant_core.importing.payloads import BeginFile, FilePiece, FileState, NamedFile, ReportPage, StartImport

NEXT = "0.2"
"""The release that has these entries first."""

BEGIN_IMPORT_FILE = Procedure(
    "courant.core.import.begin", BeginFile, FileState, ADMINS, alters=True, since=NEXT,
    doc="Begins to upload an export, piece by piece, or goes on with one.",
)  # fmt: skip
PUT_IMPORT_FILE = Procedure(
    "courant.core.import.put", FilePiece, FileState, ADMINS, alters=True, since=NEXT,
    doc="Stores a piece of an export; one that is not the next changes nothing, and the answer says which is.",
)  # fmt: skip
GET_IMPORT_FILE = Procedure(
    "courant.core.import.get", NamedFile, FileState, ADMINS, since=NEXT, doc="How far the upload of an export is."
)
START_IMPORT = Procedure(
    "courant.core.import.start", StartImport, Answer, ADMINS, writes=True, since=NEXT,
    doc="Imports an uploaded export, in a process of its own; one at a time.",
)  # fmt: skip
STOP_IMPORT = Procedure(
    "courant.core.import.stop", Nothing, Answer, ADMINS, writes=True, since=NEXT,
    doc="Stops the import that is running; what it has imported stays.",
)  # fmt: skip
CLEAR_IMPORT = Procedure(
    "courant.core.import.clear", Nothing, Answer, ADMINS, writes=True, since=NEXT,
    doc="Deletes the uploaded export and the report on it.",
)  # fmt: skip
PAGE_IMPORT = page(
    "courant.core.page.import", who=ADMINS, since=NEXT, doc="Imports an export of another site, with its progress."
)
PAGE_IMPORT_REPORT = page(
    "courant.core.page.import_report",
    ReportPage,
    ADMINS,
    since=NEXT,
    doc="What became of each file of the last import.",
)
IMPORT = Fragment(
    "core.import", audience=ADMINISTRATORS_ONLY, memory=True, since=NEXT,
    doc="The import that is running, or what became of the last one.",
)  # fmt: skip
