"""The ids that the page of a post has around the post's text, beside those of the shell."""

from courant_kit.content import markdown

PAGE_IDS = markdown.Reserved(
    "comments", "comments-title", "comment-text", "comment-help", r"comment-\d+(?:-.*)?", "earlier-comments"
)
"""What a heading in a post must not be called; a test compares it with the page."""
