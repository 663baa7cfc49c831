"""A backend with wampproto over `websockets`: prints the newest posts, then each one that is published."""

import asyncio
import os
from contextlib import suppress

from wampproto import auth, joiner, messages, serializers, session
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


async def follow(socket):
    speaking = serializers.JSONSerializer()
    joining = joiner.Joiner("courant", speaking, auth.TicketAuthenticator("follower", os.environ["COURANT_SECRET"], {}))
    await socket.send(joining.send_hello())
    await socket.send(joining.receive(await socket.recv()))  # the ticket, for the challenge
    joining.receive(await socket.recv())
    joined = session.WAMPSession(speaking)
    topic = messages.SubscribeFields(1, "courant.blog.post.published")
    await socket.send(joined.send_message(messages.Subscribe(topic)))
    newest = messages.CallFields(2, "courant.blog.post.list", [], {"limit": 3})
    await socket.send(joined.send_message(messages.Call(newest)))
    async for data in socket:
        message = joined.receive(data)
        if isinstance(message, messages.Result):
            print("newest:", *(post["title"] for post in message.args[0]["posts"]), flush=True)
        elif isinstance(message, messages.Event):
            print("published:", message.kwargs["title"], flush=True)


async def main():
    async for socket in connect(os.environ["COURANT_ROUTER"], subprotocols=["wamp.2.json"]):  # joins again by itself
        with suppress(ConnectionClosed):
            await follow(socket)


asyncio.run(main())
