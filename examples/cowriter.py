"""Writes a wiki page together with everybody who has it open: types each line of its input, letter by letter.

Prints "saved" when a line is stored, and the whole text at the end of the input. The rules are in the documents, under
"Writing together".
"""

import os
import sys
from zlib import crc32, decompress

from autobahn.twisted.component import Component, run
from autobahn.twisted.util import sleep
from autobahn.wamp.exception import ApplicationError, TransportLost
from pycrdt import Decoder, Doc, Encoder, Text, merge_updates
from twisted.internet.defer import Deferred
from twisted.internet.threads import deferToThread

PLAIN, DEFLATED = b"\x01", b"\x02"
AWAY = {
    "wamp.error.no_such_procedure", "wamp.error.canceled", "courant.error.unavailable", "courant.error.rate_limited",
}  # fmt: skip
NAME = os.environ["COURANT_NAME"]

site = Component(
    transports=os.environ.get("COURANT_ROUTER", "ws://localhost:8080/ws"), realm="courant",
    authentication={"ticket": {"authid": NAME, "ticket": os.environ["COURANT_SECRET"]}},
)  # fmt: skip


class Shared:
    """One text: a copy of its document, and what was typed here and is not stored yet."""

    def __init__(self):
        self.doc = Doc()
        self.text = self.doc.get("text", type=Text)
        self.epoch = self.number = 0
        self.unsent, self.foreign = [], False
        self.doc.observe(lambda event: None if self.foreign else self.unsent.append(event.update))

    def take(self, data):
        """Add what others wrote."""
        update = decompress(data[1:]) if data[:1] == DEFLATED else data[1:]
        self.foreign = True
        self.doc.apply_update(update)
        self.foreign = False

    def clock(self):
        """How much was written here."""
        return clocks(self.doc.get_state()).get(self.doc.client_id, 0)

    def own(self, state):
        """What was written here, and is not in a document with this state."""
        own = {self.doc.client_id: clocks(state).get(self.doc.client_id, 0)}
        return self.doc.get_update(encoded({**clocks(self.doc.get_state()), **own}))


def clocks(state):
    """How much each client has written, as a state vector says it."""
    read = Decoder(state)
    pairs = [(read.read_var_uint(), read.read_var_uint()) for _ in range(read.read_var_uint())]
    return dict(pairs)


def encoded(clocks):
    """The state vector."""
    state = Encoder()
    state.write_var_uint(len(clocks))
    for client, clock in clocks.items():
        state.write_var_uint(client)
        state.write_var_uint(clock)
    return state.to_bytes()


def joined(updates):
    """Several updates as one."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


class Writer:
    """Somebody who writes a text over a session; the session may be replaced by a new one."""

    def __init__(self, path):
        self.path, self.shared, self.session, self.document = path, Shared(), None, ""

    async def call(self, verb, **fields):
        """The answer of the service; waits while the router or the service is away."""
        while True:
            try:
                return await self.session.call(f"courant.wiki.{verb}", **fields)
            except (TransportLost, AttributeError):
                await sleep(0.1)
            except ApplicationError as error:
                if error.error not in AWAY:
                    raise
                await sleep(0.1)

    async def join(self):
        """Subscribe first, and then fetch what is new; send what the service lacks."""
        if not self.document:
            self.document = (await self.call("page.get", path=self.path))["document"]
        answer = await self.ask()
        if self.shared.epoch not in (0, answer["epoch"]):
            await self.begin_anew()
            answer = await self.ask()
        shared = self.shared
        if answer["update"]:
            shared.take(answer["update"])
        restored = answer["number"] < shared.number
        shared.epoch, shared.number = answer["epoch"], answer["number"]
        if restored:
            await self.give_back(answer["state"])
        shared.unsent = [shared.own(answer["state"])] if shared.unsent else []
        return answer["topic"]

    async def ask(self):
        """What the service has that this copy lacks."""
        shared = self.shared
        return await self.call(
            "text.join", document=self.document, epoch=shared.epoch, state=shared.doc.get_state(),
            hash=f"{crc32(str(shared.text).encode()):08x}",
        )  # fmt: skip

    async def begin_anew(self):
        """The document was begun anew: send with the old epoch what was not sent, and have a new copy."""
        if self.shared.unsent:
            await self.update(self.shared, joined(self.shared.unsent))
        self.shared = Shared()

    async def give_back(self, state):
        """A backup was restored: send what the service lacks, whoever wrote it, unless they are there themselves."""
        try:
            await self.update(self.shared, self.shared.doc.get_update(state), restoring=True)
        except ApplicationError as error:
            if error.error != "courant.error.conflict":
                raise

    async def send(self):
        """Send until everything is stored, one update at a time; after a conflict, join again."""
        while (shared := self.shared).unsent:
            update, shared.unsent = joined(shared.unsent), []
            try:
                await self.update(shared, update)
            except ApplicationError as error:
                if error.error != "courant.error.conflict":
                    raise
                shared.unsent = [update, *shared.unsent]
                await self.join()

    async def update(self, shared, update, restoring=False):
        """Store an update."""
        await self.call(
            "text.update", document=self.document, epoch=shared.epoch, client=shared.doc.client_id,
            clock=shared.clock(), update=PLAIN + update, restoring=restoring,
        )  # fmt: skip

    async def heard(self, epoch, number, updates, after, **_):
        """Apply an event; if one before it is missing, or the document was begun anew, catch up."""
        if epoch != self.shared.epoch:
            await self.join()
            return
        for update in updates:
            self.shared.take(update)
        if after > self.shared.number or not updates:
            await self.join()
        self.shared.number = max(self.shared.number, number)


writer = Writer(sys.argv[1])
begun = Deferred()


@site.on_join
async def begin(session, details):
    writer.session = session
    topic = await writer.join()
    await session.subscribe(writer.heard, topic)
    await writer.join()
    await writer.send()
    if not begun.called:
        begun.callback(None)
        await write()
        await session.leave()


async def write():
    """Type the lines of the input at the top of the text, each after the author's name in a line of its own."""
    while line := await deferToThread(sys.stdin.readline):
        typed = f"{NAME}: "
        writer.shared.text.insert(0, f"{typed}\n")
        for letter in line.strip():
            text = writer.shared.text  # another one, if the document was begun anew
            before, found, _ = str(text).partition(typed)
            text.insert(len((before + found).encode()), letter)
            typed += letter
            await writer.send()
        print("saved", flush=True)
    await writer.join()
    print(writer.shared.text)


run([site], log_level=None)
