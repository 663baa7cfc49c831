"""Pages, forms and error pages for people, all in the shell."""
