"""Where content goes: one folder for each module that accepts it."""
