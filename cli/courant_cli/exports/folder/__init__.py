"""A site as a folder of Markdown, pictures and comments."""
