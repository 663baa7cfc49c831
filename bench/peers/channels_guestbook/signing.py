from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django import forms
from django.template.loader import render_to_string

from channels_guestbook.models import Entry


class Signature(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ("text",)


def sign(form: Signature) -> None:
    entry = form.save(commit=False)
    entry.name = "A visitor"
    entry.save()
    html = render_to_string("entry.html", {"entry": entry})
    async_to_sync(get_channel_layer().group_send)("guestbook", {"type": "signed", "html": html})
