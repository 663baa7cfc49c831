"""A post and its comments."""

from django.db import models


class Post(models.Model):
    """A blog post; `html` is its rendered text."""

    title = models.CharField(max_length=200)
    html = models.TextField()


class Comment(models.Model):
    """A reader's comment on a post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="comments")
    author = models.CharField(max_length=80)
    body = models.TextField()
    created = models.DateTimeField(auto_now_add=True)
