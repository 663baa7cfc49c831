"""Runs the module: `python examples/webhooks/run.py`, with the secret that `courant module add webhooks` printed."""

from courant_kit import follow_within
from courier import Courier
from webhooks import TOPICS, app, position, queue

if __name__ == "__main__":
    follow_within(app.module, queue, TOPICS, position, from_now=True)
    Courier().start(app.module)
    app.run()
