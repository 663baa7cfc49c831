"""The limit of open files; this file imports nothing of ours, so that the router can use it too."""

import resource


def raise_file_limit() -> None:
    """Raise this process's limit of open files as far as the machine allows: each client's socket is one."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
