"""Sends what is due, several endpoints at once and each in a thread of its own, and stores what became of it."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import patience
import signing
import structlog
import webhooks
from django.db import close_old_connections
from django.utils import timezone
from sending import GONE, Outcome, send
from webhooks import DELIVERED, FAILED, WAITING, Delivery, Endpoint

SENDERS = 8
BATCH = 20
"""Messages for one endpoint that are sent one after the other, before others get their turn."""

REST = 0.5
"""Seconds between two looks at what is due."""

log = structlog.get_logger()


class Courier:
    """Looks for what is due, and sends it; an endpoint that is slow delays only its own messages."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(SENDERS, "courier")
        self._busy: set[int] = set()
        self._stopped = threading.Event()

    def start(self, module: Any) -> None:
        """Begin once the module has joined, and end with the process."""

        async def joined() -> None:
            if not any(one.name == "courier" for one in threading.enumerate()):
                threading.Thread(target=self._run, name="courier", daemon=True).start()

        module.on_join.append(joined)

    def _run(self) -> None:
        while not self._stopped.wait(REST):
            try:
                self._look()
            except Exception:
                log.exception("what is due could not be read")
            close_old_connections()

    def _look(self) -> None:
        for number in due():
            if number not in self._busy:
                self._busy.add(number)
                self._pool.submit(self._serve, number)

    def _serve(self, number: int) -> None:
        try:
            serve(number)
        except Exception:
            log.exception("a delivery failed")
        finally:
            close_old_connections()
            self._busy.discard(number)


def due() -> list[int]:
    """The endpoints for which something is due."""
    waiting = Delivery.objects.filter(state=WAITING, due__lte=timezone.now(), endpoint__enabled=True)
    return sorted(set(waiting.values_list("endpoint_id", flat=True)))


def serve(number: int) -> None:
    """Send what is due for an endpoint, the oldest first, until one fails: then other endpoints get their turn."""
    from courant_kit import writing  # it needs Django, which the app has set up

    for _ in range(BATCH):
        waiting = Delivery.objects.filter(endpoint=number, state=WAITING, due__lte=timezone.now())
        delivery = waiting.select_related("endpoint").order_by("due", "pk").first()
        if delivery is None or not delivery.endpoint.enabled:
            return
        outcome = attempt(delivery)
        with writing():
            settle(delivery.pk, outcome)
        if not outcome.delivered:
            return


def attempt(delivery: Delivery) -> Outcome:
    """Send a message once; no transaction is open meanwhile."""
    headers = signing.signed(delivery.message, int(time.time()), delivery.body, delivery.endpoint.keys())
    return send(delivery.endpoint.url, delivery.body, headers)


def settle(number: int, outcome: Outcome) -> None:
    """Store what became of a try: delivered, to be tried again, or failed for good."""
    delivery = Delivery.objects.select_related("endpoint").filter(pk=number).first()
    if delivery is None:
        return  # the endpoint was removed meanwhile
    delivery.tries, delivery.tried = delivery.tries + 1, timezone.now()
    delivery.status, delivery.words, delivery.took = outcome.status, outcome.words, outcome.took
    pause = patience.next_pause(delivery.tries, random.random())  # noqa: S311 - jitter need not be secret
    if outcome.delivered:
        delivery.state = DELIVERED
    elif pause is None:
        delivery.state = FAILED
    else:
        delivery.due = timezone.now() + timedelta(seconds=max(pause, outcome.after))
    delivery.save()
    _judge(delivery.endpoint, outcome)
    webhooks.app.touch(webhooks.deliveries())


def _judge(endpoint: Endpoint, outcome: Outcome) -> None:
    """Note since when an endpoint fails, and disable one that has failed for long or is gone."""
    if outcome.delivered:
        if endpoint.failing:
            Endpoint.objects.filter(pk=endpoint.pk).update(failing=None)
            webhooks.app.touch(webhooks.endpoints())
        return
    since = endpoint.failing or timezone.now()
    if endpoint.failing is None:
        Endpoint.objects.filter(pk=endpoint.pk).update(failing=since)
        webhooks.app.touch(webhooks.endpoints())
    if outcome.status == GONE:
        webhooks.give_up(endpoint, "It answered that it is gone (410).")
    elif timezone.now() - since > patience.GIVEN_UP:
        webhooks.give_up(endpoint, f"It failed for {patience.GIVEN_UP.days} days without one success.")
