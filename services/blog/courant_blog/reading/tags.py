"""The tags of a post, and of all public posts."""

from courant_kit.content.alphabet import place

from courant_blog.models import Post, Tag
from courant_blog.reading.lists import tag_list, totals


def tag_names(post: Post) -> list[str]:
    """The names of a post's tags, in order."""
    return sorted((tag.name for tag in post.tags.all()), key=place)


def public_tags() -> list[tuple[Tag, int]]:
    """The tags of public posts by name, each with the number of its posts."""
    counts = totals("tag-")
    found = Tag.objects.filter(pk__in=[int(name.removeprefix("tag-")) for name in counts])
    return [(tag, counts[tag_list(tag.pk)]) for tag in sorted(found, key=lambda tag: place(tag.name))]
