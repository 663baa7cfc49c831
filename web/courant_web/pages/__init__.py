"""Pages and forms for people, in the shell, and what is refused in words."""
