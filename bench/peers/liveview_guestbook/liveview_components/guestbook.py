from typing import Any

from django.template.loader import render_to_string
from liveview import liveview_handler, send

from liveview_guestbook.signing import Signature, sign


@liveview_handler("sign")
def signed(consumer: Any, content: dict[str, Any]) -> None:
    form = Signature(content["form"])
    if form.is_valid():
        sign(form)
        send(consumer, {"target": "#fields", "html": render_to_string("fields.html")})
    else:
        send(consumer, {"target": "#error", "html": form.errors.as_text()})
