from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from channels_guestbook.models import Entry
from channels_guestbook.signing import Signature, sign


def guestbook(request: HttpRequest) -> HttpResponse:
    form = Signature(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sign(form)
        return redirect("/")
    return render(request, "guestbook.html", {"form": form, "entries": Entry.objects.order_by("-pk")[:100]})
