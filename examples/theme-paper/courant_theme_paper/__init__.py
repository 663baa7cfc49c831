"""A theme: its styles are in `static/`, its templates in `templates/`, and `theme.toml` describes it."""
