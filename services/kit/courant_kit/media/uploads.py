"""A file that is uploaded in pieces, so that it goes on after a lost connection.

The pieces are in the storage of uploads, under `incoming/`, until the file is complete.
"""

from dataclasses import dataclass
from datetime import timedelta
from secrets import token_hex

from django.conf import settings
from django.utils import timezone

from courant_kit.calls.caller import Caller, Role
from courant_kit.calls.errors import Conflict, Invalid, NotFound, RateLimited, TooLarge
from courant_kit.media import files, names
from courant_kit.media.storage import blobs
from courant_kit.store.models import Media, Upload
from courant_kit.wire.uploads import PIECE, BeginUpload, PutPiece, Uploaded, UploadState
from courant_kit.words import gettext as _

MEGABYTE = 1_000_000
HOUR = timedelta(hours=1)
REMEMBERED = timedelta(days=30)
"""How long it is remembered who uploaded what."""
ABANDONED = timedelta(days=1)
REJECTED = "rejected"
"""In place of the name of the file that an upload became; no file has it."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What somebody may upload: files of `largest` bytes, `hourly` of them; other files than pictures with `others`."""

    largest: int
    hourly: int
    others: bool


PEOPLE = Allowance(largest=12 * MEGABYTE, hourly=30, others=False)
"""Enough for the picture of a telephone's camera, and for a comment with many."""

LIBRARIANS = Allowance(largest=32 * MEGABYTE, hourly=1000, others=True)


def allowance(caller: Caller, librarians: frozenset[Role]) -> Allowance:
    """What a caller may upload."""
    return LIBRARIANS if caller.is_(librarians) else PEOPLE


def begin(caller: Caller, request: BeginUpload, allowed: Allowance) -> UploadState:
    """Begin an upload; raises TooLarge, RateLimited."""
    if request.size > allowed.largest:
        raise TooLarge(
            _("“{name}” has {size}; at most {most} are accepted.").format(
                name=files.named_by(request.name), size=megabytes(request.size), most=megabytes(allowed.largest)
            ),
            field="size",
        )
    _check_hourly(caller, allowed)
    title = files.named_by(request.name)
    upload = Upload.objects.create(id=token_hex(16), owner=owner_of(caller), title=title, size=request.size)
    return UploadState(upload=upload.pk, offset=0)


def check_may_add(caller: Caller, size: int, allowed: Allowance) -> None:
    """Raise RateLimited or TooLarge if a caller may not add a picture of this size in one call now."""
    _check_hourly(caller, allowed)
    if size > files.LARGEST:
        raise TooLarge(
            _("The image has {size:,} bytes; at most {largest:,} are accepted.").format(
                size=size, largest=files.LARGEST
            ),
            field="data",
        )


def add(caller: Caller, made: files.Made, size: int, allowed: Allowance) -> Media:
    """Add a picture that came in one call, which counts as an upload; raises RateLimited."""
    _check_hourly(caller, allowed)
    stored = files.record(made)
    Upload.objects.create(id=token_hex(16), owner=owner_of(caller), size=size, received=size, name=stored.name)
    return stored


def _check_hourly(caller: Caller, allowed: Allowance) -> None:
    lately = Upload.objects.filter(owner=owner_of(caller), created__gt=timezone.now() - HOUR).count()
    if lately >= allowed.hourly and not caller.exempt:
        raise RateLimited(
            _(
                "You have uploaded {count} files within an hour, which is as many as you may. Please wait a while."
            ).format(count=lately),
            retry_after=HOUR.total_seconds() / 4,
        )


def state(caller: Caller, number: str) -> UploadState:
    """How far the caller's upload is; raises NotFound."""
    upload = _theirs(caller, number)
    return UploadState(upload=upload.pk, offset=upload.received)


def store(caller: Caller, request: PutPiece) -> bool:
    """Store a piece, and return whether it is the next one; any other changes nothing. Raises NotFound, TooLarge."""
    upload = _theirs(caller, request.upload)
    if upload.name or request.offset != upload.received or not request.data:
        return False
    left = upload.size - request.offset
    if len(request.data) != min(PIECE, left):
        raise Invalid(_("Data: the next piece has {count:,} bytes.").format(count=min(PIECE, left)), field="data")
    blobs().put(_key(upload.pk, request.offset), request.data)
    return True


def advance(caller: Caller, request: PutPiece) -> UploadState:
    """The stored piece counts from now on, in a transaction."""
    upload = Upload.objects.select_for_update().get(pk=_theirs(caller, request.upload).pk)
    if upload.received == request.offset:
        upload.received += len(request.data)
        upload.save(update_fields=["received"])
    return UploadState(upload=upload.pk, offset=upload.received)


def assembled(caller: Caller, number: str) -> tuple[Upload, bytes]:
    """The caller's upload and its content, empty if it has been stored before; raises NotFound, Conflict."""
    upload = _theirs(caller, number)
    if upload.name:
        return upload, b""
    if upload.received < upload.size:
        words = _("Only {received:,} of {size:,} bytes have arrived. Please send the rest.").format(
            received=upload.received, size=upload.size
        )
        raise Conflict(words, offset=upload.received)
    pieces = [blobs().get(_key(number, offset)) for offset in range(0, upload.size, PIECE)]
    if any(piece is None for piece in pieces):
        raise NotFound(_("A piece of this file is missing. Please upload it again."), field="upload")
    return upload, b"".join(filter(None, pieces))


def finished(upload: Upload, stored: Media) -> None:
    """Remember the file that an upload became, in a transaction."""
    Upload.objects.filter(pk=upload.pk).update(name=stored.name)


def reject(upload: Upload) -> None:
    """Remember, in a transaction, that an upload became no file: it counts, and has to begin again."""
    Upload.objects.filter(pk=upload.pk).update(name=REJECTED)


def clear(upload: Upload) -> None:
    """Delete the pieces of an upload."""
    for offset in range(0, upload.size, PIECE):
        blobs().drop(_key(upload.pk, offset))


def forget() -> None:
    """Delete the uploads that were abandoned, with their pieces, and those that nobody needs to remember."""
    now = timezone.now()
    for upload in Upload.objects.filter(name="", created__lt=now - ABANDONED):
        clear(upload)
        upload.delete()
    Upload.objects.filter(created__lt=now - REMEMBERED).delete()


def uploaded(module: str, stored: Media, title: str = "") -> Uploaded:
    """A stored file as the calls answer it; `title` is how its uploader calls it."""
    path = files.path(module, stored.name)
    picture = stored.content_type.startswith("image/")
    width, height = names.size(stored.name)
    title = title or stored.title or stored.name
    words = _plain(stored.alt if picture else title)
    return Uploaded(
        path=path, name=stored.name, title=title, content_type=stored.content_type, alt=stored.alt,
        width=width, height=height, markdown=f"![{words}]({path})" if picture else f"[{words}]({path})",
    )  # fmt: skip


def keeps(caller: Caller, librarians: frozenset[Role]) -> bool:
    """Whether what the caller uploads is kept although no text has it: a librarian, or a program, knows what for."""
    return caller.is_(librarians) or not caller.person


def owner_of(caller: Caller) -> str:
    """The name under which a caller's uploads count."""
    return caller.person or caller.authid


def _theirs(caller: Caller, number: str) -> Upload:
    upload = Upload.objects.filter(pk=number, owner=owner_of(caller)).first()
    if upload is None:
        raise NotFound(_("There is no such upload. Please begin again."), field="upload")
    return upload


def _key(number: str, offset: int) -> str:
    return f"{settings.MODULE_NAME}/incoming/{number}/{offset}"


def megabytes(size: int) -> str:
    """A size in words; small files have kilobytes."""
    if size < MEGABYTE / 10:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 ", " ")


def _plain(words: str) -> str:
    """Words as Markdown that means nothing else."""
    return "".join(f"\\{one}" if one in "\\[]*_`<>&!" else one for one in " ".join(words.split()))
