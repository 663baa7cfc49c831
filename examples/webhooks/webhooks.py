"""Webhooks: a message to an address elsewhere for each event that it wants, signed, and sent until it arrives."""

import json
import os
from datetime import timedelta
from typing import Annotated

import signing
from addresses import NotAllowed, checked
from courant_kit import (
    ADMINISTRATORS_ONLY,
    ADMINS,
    PERSONAL,
    Answer,
    App,
    Caller,
    Event,
    Forbidden,
    FragmentId,
    Invalid,
    Item,
    NotFound,
    Nothing,
    Page,
    Payload,
    Topic,
    models,
)
from django.utils import timezone
from msgspec import Meta

app = App(__name__, "Webhooks")

TOPICS = os.environ.get(
    "WEBHOOKS_TOPICS",
    "courant.blog.post.published,courant.blog.post.changed,courant.blog.post.unpublished,courant.blog.post.deleted,"
    "courant.blog.comment.added,courant.blog.comment.changed,courant.blog.comment.removed,"
    "courant.wiki.page.created,courant.wiki.page.changed,courant.wiki.page.moved,courant.wiki.page.deleted",
).split(",")
"""The events that can be sent."""

OVERLAP = timedelta(days=1)
"""For so long after a rotation, messages are signed with the old secret too."""

SHOWN = timedelta(hours=1)
"""A secret that nobody has put away is shown for so long."""

LISTED = 50
MOST = 50
"""Endpoints of a site."""

WAITING, DELIVERED, FAILED = "waiting", "delivered", "failed"


class Endpoint(models.Model):
    url = models.CharField(max_length=500)
    topics = models.JSONField(default=list)
    secret = models.CharField(max_length=120)
    shown_until = models.DateTimeField(null=True)
    before = models.CharField(max_length=120, blank=True, default="")
    before_until = models.DateTimeField(null=True)
    enabled = models.BooleanField(default=True)
    why = models.CharField(max_length=300, blank=True, default="")
    failing = models.DateTimeField(null=True)

    def keys(self) -> list[str]:
        """The secrets with which a message is signed now."""
        overlaps = self.before_until is not None and self.before_until > timezone.now()
        return [self.secret, *([self.before] if overlaps else [])]


class Delivery(models.Model):
    endpoint = models.ForeignKey(Endpoint, models.CASCADE)
    message = models.CharField(max_length=120)
    topic = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=10, default=WAITING, db_index=True)
    tries = models.IntegerField(default=0)
    due = models.DateTimeField(default=timezone.now)
    status = models.IntegerField(default=0)
    words = models.TextField(blank=True, default="")
    took = models.IntegerField(default=0)
    tried = models.DateTimeField(null=True)


class Position(models.Model):
    text = models.TextField()


class NewEndpoint(Payload):
    """An address, and the topics it wants: all of them if none is chosen."""

    url: Annotated[str, Meta(min_length=1, max_length=500)]
    topics: Annotated[list[str], Meta(max_length=200)] | str = []


class Named(Payload):
    """Names an endpoint or a delivery."""

    id: Annotated[int, Meta(ge=1, le=2**53)]


class Disabled(Payload):
    """An endpoint was disabled, because it failed for long or said that it is gone."""

    url: str
    why: str
    event: int = 0


DISABLED = Topic("courant.webhooks.endpoint.disabled", Disabled, doc="An endpoint was disabled.")
app.module.contract.add(DISABLED)


@app.page("webhooks/")
def index(caller: Caller, request: Nothing) -> Page:
    _only_admins(caller)
    lists = {"endpoints": app.embed(endpoints(), tag="ul", attributes='class="rows"'), "topics": TOPICS}
    log = app.embed(deliveries(), tag="ol", attributes='class="rows"')
    html = app.render("index.html", deliveries=log, **lists)
    return Page(title="Webhooks", html=html, canonical="/webhooks/", audience=ADMINISTRATORS_ONLY, noindex=True)


@app.page("webhooks/<int:id>/secret/")
def secret(caller: Caller, request: Named) -> Page:
    _only_admins(caller)
    endpoint = _endpoint(request.id)
    shown = endpoint.shown_until is not None and endpoint.shown_until > timezone.now()
    html = app.render("secret.html", endpoint=endpoint, shown=shown)
    return Page(title="Secret of a webhook", html=html, audience=PERSONAL, noindex=True)


@app.fragment(audience=ADMINISTRATORS_ONLY)
def endpoints(fragment: FragmentId[None]) -> list[Item]:
    return app.items("endpoint.html", Endpoint.objects.order_by("-pk"))


@app.fragment(audience=ADMINISTRATORS_ONLY)
def deliveries(fragment: FragmentId[None]) -> list[Item]:
    newest = Delivery.objects.select_related("endpoint").order_by("-pk")[:LISTED]
    return app.items("delivery.html", newest)


@app.call("endpoint.add", who=ADMINS)
def add(caller: Caller, request: NewEndpoint) -> Answer:
    """Add an endpoint. The answer leads to the page that shows its secret."""
    topics = [request.topics] if isinstance(request.topics, str) else request.topics
    if unknown := set(topics) - set(TOPICS):
        raise Invalid(f"{min(unknown)} cannot be sent.", field="topics")
    if Endpoint.objects.count() >= MOST:
        raise Invalid(f"A site has at most {MOST} endpoints.", field="url")
    try:
        url = checked(request.url)
    except NotAllowed as error:
        raise Invalid(str(error), field="url") from None
    endpoint = Endpoint(url=url, topics=topics)
    _renew(endpoint)
    return Answer(location=f"/webhooks/{endpoint.pk}/secret/")


@app.call("secret.rotate", who=ADMINS)
def rotate(caller: Caller, request: Named) -> Answer:
    """Give an endpoint a new secret; for a day, messages are signed with the old one too."""
    endpoint = _endpoint(request.id)
    endpoint.before, endpoint.before_until = endpoint.secret, timezone.now() + OVERLAP
    _renew(endpoint)
    return Answer(location=f"/webhooks/{endpoint.pk}/secret/")


@app.call("secret.hide", who=ADMINS)
def hide(caller: Caller, request: Named) -> Answer:
    """Show a secret no more, to nobody."""
    Endpoint.objects.filter(pk=request.id).update(shown_until=None)
    return Answer(location="/webhooks/", notice="The secret is not shown any more.")


@app.call("endpoint.enable", who=ADMINS)
def enable(caller: Caller, request: Named) -> Answer:
    """Send to an endpoint again; what waits for it is due now."""
    _switch(_endpoint(request.id), why="", enabled=True)
    Delivery.objects.filter(endpoint=request.id, state=WAITING).update(due=timezone.now())
    return Answer(notice="Messages are sent there again.")


@app.call("endpoint.disable", who=ADMINS)
def disable(caller: Caller, request: Named) -> Answer:
    """Send nothing to an endpoint until it is enabled; its messages wait."""
    _switch(_endpoint(request.id), why=f"Disabled by {caller.name}.", enabled=False)
    return Answer(notice="Nothing is sent there. Its messages wait.")


@app.call("endpoint.remove", who=ADMINS)
def remove(caller: Caller, request: Named) -> Answer:
    """Remove an endpoint with its log."""
    _endpoint(request.id).delete()
    app.touch(endpoints(), deliveries())
    return Answer(notice="The endpoint is removed, with its log.")


@app.call("delivery.repeat", who=ADMINS)
def repeat(caller: Caller, request: Named) -> Answer:
    """Send a message once more, now; it keeps its id, by which the receiver knows it."""
    if not Delivery.objects.filter(pk=request.id).update(state=WAITING, tries=0, due=timezone.now()):
        raise NotFound("There is no such delivery.")
    app.touch(deliveries())
    return Answer(notice="The message is sent again.")


def queue(event: Event) -> None:
    """Queue an event for everybody who wants it, and store the position in the same transaction."""
    stored = Position.objects.select_for_update().filter(pk=1).first()
    if stored and not event.is_after(stored.text):
        return
    wanting = [one for one in Endpoint.objects.all() if not one.topics or event.topic in one.topics]
    Delivery.objects.bulk_create(_delivery(one, event) for one in wanting)
    Position.objects.update_or_create(pk=1, defaults={"text": str(event.position)})
    if wanting:
        app.touch(deliveries())


def position() -> str:
    """How far the module has followed."""
    return next(iter(Position.objects.filter(pk=1).values_list("text", flat=True)), "")


@app.every(3600.0)
def forget() -> None:
    """Delete deliveries that are over, after two weeks."""
    Delivery.objects.exclude(state=WAITING).filter(tried__lt=timezone.now() - timedelta(days=14)).delete()


def give_up(endpoint: Endpoint, why: str) -> None:
    """Disable an endpoint, and publish that."""
    from courant_kit import record  # it needs Django, which the app has set up

    _switch(endpoint, why=why, enabled=False)
    record(DISABLED, Disabled(endpoint.url, why))


def _delivery(endpoint: Endpoint, event: Event) -> Delivery:
    body = {"type": event.topic, "timestamp": timezone.now().isoformat(), "data": event.fields}
    message = f"msg_{event.module}_{event.number}"
    return Delivery(endpoint=endpoint, message=message, topic=event.topic, body=json.dumps(body))


def _renew(endpoint: Endpoint) -> None:
    endpoint.secret, endpoint.shown_until = signing.new_secret(), timezone.now() + SHOWN
    endpoint.save()
    app.touch(endpoints())


def _switch(endpoint: Endpoint, *, why: str, enabled: bool) -> None:
    endpoint.enabled, endpoint.why, endpoint.failing = enabled, why, None
    endpoint.save(update_fields=["enabled", "why", "failing"])
    app.touch(endpoints())


def _endpoint(number: int) -> Endpoint:
    found = Endpoint.objects.filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such endpoint.")
    return found


def _only_admins(caller: Caller) -> None:
    if not caller.is_(ADMINS):
        raise Forbidden("This is for administrators only.")
