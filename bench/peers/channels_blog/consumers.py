"""One consumer per window: saves and renders each comment once, and sends the rendering to the group."""

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.template.loader import render_to_string

from channels_blog.models import Comment


def saved(post: int, body: str) -> str:
    """Commit a comment and return its HTML."""
    comment = Comment.objects.create(post_id=post, author="A reader", body=body)
    return render_to_string("channels_blog/comment.html", {"comment": comment})


class PostConsumer(AsyncWebsocketConsumer):
    """A window that shows one post."""

    async def connect(self) -> None:
        """Join the group of the post's windows."""
        self.post = self.scope["url_route"]["kwargs"]["post"]
        self.group = f"post-{self.post}"
        await self.channel_layer.group_add(self.group, self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        """Leave the group."""
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def receive(self, text_data: str | None = None, bytes_data: bytes | None = None) -> None:
        """Save a comment and send its rendering to every window."""
        html = await database_sync_to_async(saved)(self.post, text_data or "")
        await self.channel_layer.group_send(self.group, {"type": "comment.added", "html": html})

    async def comment_added(self, event: dict[str, str]) -> None:
        """Pass a rendering on to the window."""
        await self.send(text_data=event["html"])
