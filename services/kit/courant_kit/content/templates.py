"""The one function with which services render templates."""

from typing import Any

from django.template.loader import render_to_string


def draw(template: str, /, **context: Any) -> str:
    """The HTML of a template, such as `blog/post.html`, as a plain string without white space at its ends.

    Without the white space, a child of a list fragment is a single element. Another template inserts the string with
    `|safe`.
    """
    return render_to_string(template, context).strip()
