"""A guestbook that everybody may sign: a complete module of a Courant site."""

from courant_kit import App, Caller, FragmentId, Item, Line, Page, models

app = App(__name__, "Guestbook")


class Entry(models.Model):
    name = models.CharField(max_length=80)
    text = models.CharField(max_length=200)
    signed = models.DateTimeField(auto_now_add=True)


@app.page("guestbook/", icon="message-square")
def guestbook(caller: Caller) -> Page:
    signed = app.embed(entries(), tag="ol", attributes='class="rows"')
    return Page(title="Guestbook", html=app.render("guestbook.html", entries=signed), canonical="/guestbook/")


@app.fragment()
def entries(fragment: FragmentId[None]) -> list[Item]:
    return app.items("entry.html", Entry.objects.order_by("-pk")[:100])


@app.call("entry.sign")
def sign(caller: Caller, text: Line) -> None:
    Entry.objects.create(name=caller.name or "A visitor", text=text)
    app.touch(entries())


if __name__ == "__main__":
    app.run()
