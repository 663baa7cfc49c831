from django import forms
from django.template.loader import render_to_string
from liveview import send

from liveview_guestbook.models import Entry


class Signature(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ("text",)


def sign(form: Signature) -> None:
    entry = form.save(commit=False)
    entry.name = "A visitor"
    entry.save()
    html = render_to_string("entries.html", {"entries": Entry.objects.order_by("-pk")[:100]})
    send(None, {"target": "#entries", "html": html}, broadcast=True)
