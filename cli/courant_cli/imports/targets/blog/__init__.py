"""The blog as a target: a folder of posts as Zola, Hugo and Jekyll keep them."""

from courant_cli.imports.targets.blog.posts import BLOG, read

__all__ = ["BLOG", "read"]
