"""The tags of a post, and of all public posts."""

from courant_kit.content.alphabet import place

from courant_blog.models import Post, Tag
from courant_blog.reading.lists import tag_list, totals


def tags_of(post: Post) -> list[Tag]:
    """The tags of a post by name: those that were read with it, or else of the database."""
    found = post.tags.all() if post.read_tags is None else post.read_tags
    return sorted(found, key=lambda tag: place(tag.name))


def tag_names(post: Post) -> list[str]:
    """The names of a post's tags, in order."""
    return [tag.name for tag in tags_of(post)]


def public_tags() -> list[tuple[Tag, int]]:
    """The tags of public posts by name, each with the number of its posts."""
    counts = totals("tag-")
    found = Tag.objects.filter(pk__in=[int(name.removeprefix("tag-")) for name in counts])
    return [(tag, counts[tag_list(tag.pk)]) for tag in sorted(found, key=lambda tag: place(tag.name))]
