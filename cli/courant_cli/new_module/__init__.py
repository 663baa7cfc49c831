"""`courant new module`: the files of a module that works, for somebody to change."""
