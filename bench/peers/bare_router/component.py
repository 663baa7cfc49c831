"""The least that a shared text needs of a service: `python component.py SOCKET FOLDER` joins the router at a socket.

It stores each update in SQLite with the guarantees of the other sides (WAL, synchronous=FULL), and then publishes it
and answers, all on its reactor's thread. It looks at nothing: no rights, no numbers, no document.
"""

import sqlite3
import sys
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from autobahn.twisted.component import Component, run
from autobahn.wamp.types import CallDetails, PublishOptions, RegisterOptions

socket, folder = sys.argv[1:]
endpoint = {"type": "unix", "path": socket}
transport = {"type": "rawsocket", "url": "rs://localhost", "endpoint": endpoint, "serializer": "cbor"}
component = Component(transports=[transport], realm="bare")

database = sqlite3.connect(Path(folder) / "updates.sqlite", isolation_level=None)
database.execute("PRAGMA journal_mode = WAL")
database.execute("PRAGMA synchronous = FULL")
database.execute("CREATE TABLE updates (id INTEGER PRIMARY KEY, name TEXT NOT NULL, data BLOB NOT NULL)")
database.execute("CREATE INDEX updates_name ON updates (name)")
# As if it had run for a while: as long as the log of a new database grows, each commit waits longer for the disk.
database.execute("CREATE TABLE filling AS SELECT randomblob(6000000) AS data")
database.execute("DROP TABLE filling")
database.execute("PRAGMA wal_checkpoint(RESTART)")


@component.on_join
async def joined(session: Any, _details: Any) -> None:
    """Answer calls."""

    def join(name: str) -> list[str]:
        rows = database.execute("SELECT data FROM updates WHERE name = ? ORDER BY id", [name])
        return [b64encode(data).decode() for (data,) in rows]

    def write(name: str, updates: list[str], caret: str, details: CallDetails) -> None:
        for one in updates:
            database.execute("INSERT INTO updates (name, data) VALUES (?, ?)", [name, b64decode(one)])
        options = PublishOptions(exclude=[details.caller])
        session.publish(f"bare.text.{name}", updates=updates, caret=caret, options=options)

    await session.register(write, "bare.write", options=RegisterOptions(details_arg="details"))
    await session.register(join, "bare.join")


if __name__ == "__main__":
    run([component])
