"""Where content goes: a folder for each module that takes it in."""
