"""The page of a post with its comments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from channels_blog.models import Post


def post(request: HttpRequest, number: int) -> HttpResponse:
    """Render the page; its script opens the socket."""
    return render(request, "channels_blog/post.html", {"post": get_object_or_404(Post, pk=number)})
