from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from channels_guestbook.models import Entry


def guestbook(request: HttpRequest) -> HttpResponse:
    return render(request, "guestbook.html", {"entries": Entry.objects.order_by("-pk")[:100]})
