"""The secrets of an installation: generated once, one file each, readable only by their owner."""

import secrets
from pathlib import Path


def ensured(directory: Path, names: tuple[str, ...]) -> dict[str, str]:
    """Return every named secret and generate those that are missing; files get mode 0600, the directory 0700."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    directory.chmod(0o700)
    return {name: _ensured(directory / name) for name in names}


def password() -> str:
    """Generate a password to read and type: 20 letters and digits in groups, without ones that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(5)) for _ in range(4))


def _ensured(path: Path) -> str:
    if path.exists() and path.read_text().strip():
        path.chmod(0o600)
        return path.read_text().strip()
    made = secrets.token_urlsafe(32)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(made + "\n")
    return made
