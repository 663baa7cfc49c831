"""The images of compose.yaml: `python -m tests.containers.images` builds them, with `engine` it starts the engine only.

The runner does both long before the stack is started, since processors are free then.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping

from tests.router import ROOT

TARGETS = ("router", "service", "web", "command")


def engine() -> dict[str, str] | None:
    """The environment in which a container engine answers, or None.

    COURANT_CONTAINERS may name a script that starts one and prints its DOCKER_HOST.
    """
    environment = dict(os.environ)
    if script := os.environ.get("COURANT_CONTAINERS"):
        told = subprocess.run([ROOT / script, "up"], capture_output=True, text=True, check=True, timeout=900)
        environment["DOCKER_HOST"] = told.stdout.strip().rpartition("DOCKER_HOST=")[2]
    try:
        subprocess.run(["docker", "info"], env=environment, capture_output=True, check=True, timeout=30)
        subprocess.run(["docker-compose", "version"], env=environment, capture_output=True, check=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return None
    return environment


def build(environment: Mapping[str, str]) -> None:
    """Build the images; on the host's network, where the package registries are. Raises CalledProcessError."""
    for target in TARGETS:
        command = ["docker", "build", "-q", "--network", "host", "--target", target, "-f", "deploy/Dockerfile"]
        subprocess.run([*command, "-t", image(target), "."], cwd=ROOT, env=environment, check=True, timeout=1500)


def image(target: str) -> str:
    """The name and version under which compose.yaml looks for an image."""
    found = re.search(rf"image: (courant-{target}:\S+)", (ROOT / "compose.yaml").read_text())
    assert found, f"compose.yaml names no image courant-{target}"
    return found[1]


if __name__ == "__main__":
    running = engine()
    if running and "engine" not in sys.argv:
        build(running)
