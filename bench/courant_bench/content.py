"""The same text for both sides: a blog post of about 8 KB and comments of about 100 characters."""

from courant_bench.crowd import mark

SENTENCES = (
    "A page that stays open should not grow old while somebody reads it.",
    "What one person saves, the others see, and nobody presses a button for it.",
    "The broker carries a rendering that was made once to every window that shows it.",
    "A version tells which of two renderings is newer, whatever way they came.",
    "After a broken connection the window asks for what it has missed, and gets only that.",
)
PARAGRAPHS = 22


def post_title(number: int) -> str:
    """Return the title of a post."""
    return f"On pages that stay current, part {number}"


def post_markdown(number: int = 0) -> str:
    """Return the text of a post as Markdown."""
    return "\n\n".join(_paragraph(number + index) for index in range(PARAGRAPHS))


def post_html(number: int = 0) -> str:
    """Return the text of a post as the HTML of its Markdown."""
    return "\n".join(f"<p>{_paragraph(number + index)}</p>" for index in range(PARAGRAPHS))


def comment_body(number: int) -> str:
    """Return the text of a comment, which contains its mark."""
    return f"{mark(number)} I have read this twice now, and the second time it was my neighbour who had changed it."


def _paragraph(turn: int) -> str:
    return " ".join(SENTENCES[(turn + index) % len(SENTENCES)] for index in range(len(SENTENCES)))
