"""Checks the git repository in which the wiki is kept, without changing it."""

from courant_cli.checks.result import Result
from courant_cli.installation import Installation, Trouble
from courant_cli.sync import remote

LOCATION, BRANCH = "COURANT_SYNC_GIT", "COURANT_SYNC_BRANCH"
PATIENCE = 15.0
"""Seconds that its server may be silent."""


def look(place: Installation) -> Result:
    """Whether the repository that COURANT_SYNC_GIT names lets this site in, and has the branch."""
    location, branch = place.environment.get(LOCATION, ""), place.environment.get(BRANCH) or "main"
    if not location:
        return Result(True, f"no git repository was checked, since {LOCATION} names none")
    try:
        there = remote.has_branch(remote.remote(location, branch, place.environment), PATIENCE)
    except Trouble as trouble:
        return Result(False, f"{LOCATION} names no repository that can be used", str(trouble))
    except remote.Unreachable as problem:
        return Result(False, f"the git repository {location}", f"{str(problem).rstrip('.')}. Look at {LOCATION}.")
    has = f"has the branch {branch}" if there else f"has no branch {branch} yet, which the first synchronization makes"
    return Result(True, f"the git repository {location} answers and {has}")
