"""Files in forms without JavaScript: web uploads them as the client would, and puts them into the form's text."""

from typing import Any

import msgspec
from courant_kit.calls.errors import Invalid, TooLarge
from courant_kit.wire.uploads import Uploaded, UploadState
from courant_kit.words import gettext as _
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.http.multipartparser import MultiPartParserError

from courant_web.accounts.person import Person
from courant_web.upstream.gateway import call_for

FIELD = "upload"
"""The name of a form's field for files; TEXT is that of the text they become a part of, and ALT describes them."""
TEXT = "text"
ALT = "upload_alt"

MOST = 20


async def put_into_text(request: HttpRequest, person: Person, procedure: str, fields: dict[str, Any]) -> None:
    """Upload the files of a form to the module that it is for, and add them to its text. Raises CourantError."""
    words = str(fields.pop(ALT, ""))
    if fields.pop(FIELD, None) is None:
        return
    stored = await stored_of(request, person, procedure.split(".")[1])
    shown = [_described(one, words) for one in stored]
    fields[TEXT] = "\n\n".join(filter(None, [str(fields.get(TEXT, "")).rstrip(), *shown]))


async def stored(request: HttpRequest, person: Person, module: str) -> list[Uploaded]:
    """Upload the files of a form that has nothing else. Raises CourantError."""
    try:
        request.FILES.getlist(FIELD)
    except (RequestDataTooBig, TooManyFilesSent) as error:
        raise TooLarge(_("These files are too large for one form. Please choose fewer at a time.")) from error
    except (MultiPartParserError, UnicodeDecodeError) as error:
        raise Invalid(_("The form could not be read. Please try again.")) from error
    return await stored_of(request, person, module)


async def stored_of(request: HttpRequest, person: Person, module: str) -> list[Uploaded]:
    """Upload the files of a form whose body has been read. Raises CourantError."""
    files = [one for one in request.FILES.getlist(FIELD) if isinstance(one, UploadedFile) and one.size]
    if len(files) > MOST:
        raise TooLarge(
            _("These are {count} files; please choose at most {most} at a time.").format(count=len(files), most=MOST),
            field=FIELD,
        )
    return [await _stored(request, person, f"courant.{module}.upload", file) for file in files]


async def _stored(request: HttpRequest, person: Person, calls: str, file: "UploadedFile[bytes]") -> Uploaded:
    file.seek(0)
    data = file.read()
    fields = {"name": str(file.name or "file")[:200], "size": len(data)}
    state = _state(await call_for(person, request, f"{calls}.begin", fields))
    while state.offset < len(data):
        piece = data[state.offset : state.offset + state.piece]
        sent = {"upload": state.upload, "offset": state.offset, "data": piece}
        after = _state(await call_for(person, request, f"{calls}.put", sent))
        if after.offset <= state.offset:
            raise Invalid(_("The file could not be uploaded. Please try again."), field=FIELD)
        state = after
    answer = await call_for(person, request, f"{calls}.finish", {"upload": state.upload})
    return msgspec.convert(answer, Uploaded, strict=False)


def _state(answer: Any) -> UploadState:
    return msgspec.convert(answer, UploadState, strict=False)


def _described(file: Uploaded, words: str) -> str:
    """The Markdown that shows a file, with these words as the description of a picture."""
    if not file.content_type.startswith("image/") or not words.strip():
        return file.markdown
    plain = "".join(f"\\{one}" if one in "\\[]*_`<>&!" else one for one in " ".join(words.split()))
    return f"![{plain[:500]}]({file.path})"
