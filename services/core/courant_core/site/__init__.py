"""The site itself: its name, looks, menu, front page and footer, as administrators set them while it runs."""
