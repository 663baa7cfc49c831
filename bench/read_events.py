"""Reads the event log of a blog directly: `python bench/read_events.py DATABASE`; prints what it took, as JSON."""

import json
import sqlite3
import sys
import time

READ = "SELECT number, topic, payload FROM courant_event WHERE fragment = '' AND topic = ? ORDER BY number"


def main() -> None:
    """Read every comment and decode it, as a program beside the database would."""
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
    started, count, letters = time.perf_counter(), 0, 0
    for _, _, payload in database.execute(READ, ("courant.blog.comment.added",)):
        letters += len(json.loads(payload)["text"])
        count += 1
    print(json.dumps({"events": count, "letters": letters, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
