"""The views of the app."""

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

SCRIPT = "<script>document.documentElement.dataset.harmed = ''</script>"
OWN = f"""<!doctype html><html lang="en"><head><title>Of its own</title>
<style>h1 {{ color: rgb(1, 2, 3) }}</style>{SCRIPT}</head>
<body class="wide"><main>
<h1 style="color: rgb(4, 5, 6)">R&amp;D</h1><p onclick="boom()">2 < 3</p></main></body></html>"""


def hello(request: HttpRequest) -> HttpResponse:
    """The first view of Django's tutorial: words, and no document."""
    return HttpResponse("Hello, world.")


def form(request: HttpRequest) -> HttpResponse:
    """A form that wants a name of at least three letters, and says what it did on the page that it leads to."""
    name = request.POST.get("name", "")
    if request.method == "POST" and len(name) >= 3:
        messages.success(request, f"{name} has been kept.")
        return redirect("/plain/away/")
    return render(request, "plain/form.html", {"name": name, "wrong": request.method == "POST"})


def own(request: HttpRequest) -> HttpResponse:
    """A document with a look and code of its own."""
    return HttpResponse(OWN)


def missing(request: HttpRequest) -> HttpResponse:
    """A thing that is not there."""
    raise Http404


def refused(request: HttpRequest) -> HttpResponse:
    """Something that nobody may."""
    raise PermissionDenied


def broken(request: HttpRequest) -> HttpResponse:
    """A fault."""
    raise RuntimeError("a fault of the app, which the tests want")


def table(request: HttpRequest) -> HttpResponse:
    """A file to save."""
    return HttpResponse(
        "a,b\n", content_type="text/csv", headers={"Content-Disposition": 'attachment; filename="t.csv"'}
    )


def drawing(request: HttpRequest) -> HttpResponse:
    """A drawing with a script in it, as somebody could upload one."""
    return HttpResponse(f'<svg xmlns="http://www.w3.org/2000/svg">{SCRIPT}</svg>', content_type="image/svg+xml")


def uploaded(request: HttpRequest) -> FileResponse:
    """A document that somebody uploaded, as many apps serve it."""
    return FileResponse(BytesIO(OWN.encode()), filename="uploaded.html")


def away(request: HttpRequest) -> HttpResponseBase:
    """What a form leads to."""
    return render(request, "plain/away.html")


@login_required
def for_members(request: HttpRequest) -> HttpResponse:
    """Who asks, for those who are signed in."""
    user: Any = request.user
    groups = ", ".join(user.groups.values_list("name", flat=True))
    return HttpResponse(f"{user.get_full_name()}, {groups}, {user.is_staff}, {user.is_superuser}")
