from typing import Any

from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from liveview import liveview_handler, send

from liveview_guestbook.models import Entry


@liveview_handler("sign")
def sign(consumer: Any, content: dict[str, Any]) -> None:
    entry = Entry(name="A visitor", text=str(content["form"].get("text", "")))
    try:
        entry.full_clean()
    except ValidationError as error:
        send(consumer, {"target": "#error", "html": " ".join(error.messages)})
        return
    entry.save()
    html = render_to_string("entries.html", {"entries": Entry.objects.order_by("-pk")[:100]})
    send(consumer, {"target": "#entries", "html": html}, broadcast=True)
    send(consumer, {"target": "#form", "html": render_to_string("form.html")})
