from typing import Any

from channels.generic.websocket import JsonWebsocketConsumer

from channels_guestbook.signing import Signature, sign


class Guestbook(JsonWebsocketConsumer):
    groups = ["guestbook"]

    def receive_json(self, content: Any, **_: Any) -> None:
        form = Signature(content)
        if form.is_valid():
            sign(form)
            self.send_json({"done": True})
        else:
            self.send_json({"error": form.errors.as_text()})

    def signed(self, event: dict[str, Any]) -> None:
        self.send_json({"html": event["html"]})
