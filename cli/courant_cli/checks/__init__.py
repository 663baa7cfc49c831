"""What `courant check` looks at."""
