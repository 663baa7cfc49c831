"""What devices report, and what the desk does with screens and messages."""

from datetime import timedelta
from functools import partial
from typing import Any

from courant_kit import Answer, Caller, Conflict, NotFound, Undo, touch
from django.db.models import F, Model
from django.utils.text import slugify

from courant_screens import clock, contract, devices, programs
from courant_screens.models import Message, Playlist, Screen
from courant_screens.module import module

MOST_SCREENS = 200
NIGHT = range(3, 5)
"""The hours in which a device may load itself anew."""


def found(model: type[Model], number: int, **more: Any) -> Any:
    """The row with this key; raises NotFound."""
    row = model._default_manager.filter(pk=number, **more).first()  # noqa: SLF001 - Django documents it
    if row is None:
        raise NotFound(f"There is no such {model.__name__.lower()}.", field="id")
    return row


screen_of = partial(found, Screen)


@module.handles(contract.BEAT)
def beat(caller: Caller, request: contract.Beat) -> contract.Heard:
    """Store what a device reports; one that is not the screen gets a code to show. Raises NotFound."""
    screen = Screen.objects.filter(slug=request.screen).first()
    if screen is None:
        raise NotFound("There is no such screen.", field="screen")
    device = devices.hashed(request.secret)
    paired = device == screen.device
    if paired:
        devices.heard(screen, request.playing, request.title)
    return contract.Heard(
        paired=paired,
        code="" if paired else devices.asking(screen, device, caller.source),
        time=clock.milliseconds(clock.now()),
        script=module.assets.address("screen.js"),
        night=clock.local().hour in NIGHT,
    )


@module.handles(contract.PAIR)
def pair(caller: Caller, request: contract.Pair) -> Answer:
    """Make the device that shows a code the screen that it asks to be; raises NotFound, Conflict."""
    screen = devices.pair(request.code, caller.name)
    return Answer(notice=f"The device is “{screen.name}” now.")


@module.handles(contract.WITHDRAW_DEVICE)
def withdraw_device(caller: Caller, request: contract.Named) -> Answer:
    """Take a screen from its device; raises NotFound."""
    screen = screen_of(request.id)
    devices.withdraw(screen)
    return Answer(notice=f"“{screen.name}” has no device now.")


@module.handles(contract.ADD_SCREEN)
def add_screen(caller: Caller, request: contract.Add) -> Answer:
    """Add a screen; raises Conflict if there is one of that name, or there are too many."""
    slug = slugify(request.name)[:80] or f"screen-{Screen.objects.count() + 1}"
    if Screen.objects.filter(slug=slug).exists():
        raise Conflict("There is a screen of this name.", field="name")
    if Screen.objects.count() >= MOST_SCREENS:
        raise Conflict(f"There are {MOST_SCREENS} screens already.", field="name")
    Screen.objects.create(name=request.name, slug=slug)
    touch(contract.SCREENS(), contract.CHOICE())
    return Answer(notice=f"Open /screens/show/{slug}/ on a device, and type the code that it shows.")


@module.handles(contract.REMOVE_SCREEN)
def remove_screen(caller: Caller, request: contract.Named) -> Answer:
    """Remove a screen; raises NotFound. What was for it alone is for no screen then, so it is removed as well."""
    screen = screen_of(request.id)
    for model, flag in ((Playlist, "removed"), (Message, "withdrawn")):
        alone = [one for one in model.objects.filter(screens=screen) if one.screens.count() == 1]
        model.objects.filter(pk__in=[one.pk for one in alone]).update(**{flag: True})
    number = screen.pk
    screen.delete()
    gone = (declared(number) for declared in (contract.PROGRAM, contract.CONTROL, contract.URGENT))
    touch(*gone, contract.SCREENS(), contract.CHOICE(), contract.PLAYLISTS(), contract.MESSAGES())
    return Answer(notice=f"“{screen.name}” is removed.")


@module.handles(contract.STEER)
def steer(caller: Caller, request: contract.Steer) -> Answer:
    """Send a screen on, let it stay, or back to its playlist; raises NotFound."""
    screen = screen_of(request.id)
    if request.to == "next":
        screen.now, screen.paused, screen.step = "", False, F("step") + 1
    elif request.to == "back":
        screen.now, screen.paused = "", False
    else:
        screen.paused = request.to == "pause"
    screen.save()
    touch(contract.CONTROL(screen.pk), contract.SCREENS())
    return Answer()


@module.handles(contract.SHOW_NOW)
def show_now(caller: Caller, request: contract.ShowNow) -> Answer:
    """Show an address on a screen until it is sent back; raises NotFound."""
    screen = screen_of(request.id)
    screen.now, screen.paused = request.path, False
    screen.save()
    touch(contract.CONTROL(screen.pk), contract.SCREENS())
    return Answer(notice=f"“{screen.name}” shows {request.path}.")


@module.handles(contract.SEND)
def send(caller: Caller, request: contract.Send) -> Answer:
    """Show an urgent message; raises NotFound if one of the screens is gone."""
    now = clock.now()
    chosen = [screen_of(number) for number in request.screens]
    until = now + timedelta(minutes=request.minutes)
    message = Message.objects.create(text=request.text, sent=now, until=until, by=caller.name)
    message.screens.set(chosen)
    publish(message)
    return Answer(notice="The message is shown.", undo=Undo(contract.WITHDRAW.uri, {"id": message.pk}, "Withdraw"))


@module.handles(contract.WITHDRAW)
def withdraw(caller: Caller, request: contract.Named) -> Answer:
    """Withdraw a message; raises NotFound."""
    message = found(Message, request.id)
    message.withdrawn = True
    message.save()
    publish(message)
    return Answer(notice="The message is withdrawn.", undo=Undo(contract.RESTORE.uri, {"id": message.pk}))


@module.handles(contract.RESTORE)
def restore(caller: Caller, request: contract.Named) -> Answer:
    """Show a message again until its end; raises NotFound."""
    message = found(Message, request.id)
    message.withdrawn = False
    message.save()
    publish(message)
    return Answer(notice="The message is shown again.")


def publish(message: Message) -> None:
    """Publish that a message is shown now, or is not any more."""
    chosen = list(message.screens.all()) or Screen.objects.all()
    touch(*programs.of(contract.URGENT, chosen), contract.MESSAGES())
