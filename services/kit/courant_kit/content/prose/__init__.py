"""The steps between Markdown and the HTML of a page: each is pure, and linear in the length of the text."""
