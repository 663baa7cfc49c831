"""Fills the peer's database: `python -m channels_blog.seed POSTS COMMENTS HTML_FILE`."""

import os
import sys
from pathlib import Path

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels_blog.settings")
django.setup()

from channels_blog.models import Comment, Post  # noqa: E402 - models need the settings that were just set up


def fill(posts: int, comments: int, html: str) -> None:
    """Create the tables, and posts that each have `html` and some comments."""
    call_command("migrate", verbosity=0)
    for number in range(1, posts + 1):
        post = Post.objects.create(pk=number, title=f"Post {number}", html=html)
        Comment.objects.bulk_create(
            Comment(post=post, author="A reader", body=f"Comment {index}. " + "What a good read this is. " * 3)
            for index in range(comments)
        )


if __name__ == "__main__":
    fill(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]).read_text())
