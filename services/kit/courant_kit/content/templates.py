"""Templates: the one way in which services make HTML of them."""

from typing import Any

from django.template.loader import render_to_string


def draw(template: str, /, **context: Any) -> str:
    """The HTML of a template, such as `blog/post.html`, as a plain string without white space at its ends.

    So a child of a list fragment is one element and nothing else. Another template shows the string with `|safe`.
    """
    return render_to_string(template, context).strip()
