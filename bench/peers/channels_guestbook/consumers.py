from typing import Any

from asgiref.sync import async_to_sync
from channels.generic.websocket import JsonWebsocketConsumer
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from channels_guestbook.models import Entry


class Guestbook(JsonWebsocketConsumer):
    groups = ["guestbook"]

    def receive_json(self, content: Any, **_: Any) -> None:
        entry = Entry(name="A visitor", text=str(content.get("text", "")))
        try:
            entry.full_clean()
        except ValidationError as error:
            self.send_json({"error": " ".join(error.messages)})
            return
        entry.save()
        html = render_to_string("entry.html", {"entry": entry})
        async_to_sync(self.channel_layer.group_send)("guestbook", {"type": "signed", "html": html})
        self.send_json({"done": True})

    def signed(self, event: dict[str, Any]) -> None:
        self.send_json({"html": event["html"]})
