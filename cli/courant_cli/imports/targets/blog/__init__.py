"""The blog as a target: imports a folder of posts as Zola, Hugo and Jekyll organise them."""

from courant_cli.imports.targets.blog.posts import BLOG, read

__all__ = ["BLOG", "read"]
