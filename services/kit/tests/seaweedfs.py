"""SeaweedFS, a real object storage with the interface of S3, on free ports of this machine."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import socket

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

KEY, SECRET = "key", "secret"
PATIENCE = 90.0
"""Seconds until it is ready; it elects a leader and makes its first volumes meanwhile."""

SERVERS = ("master", "volume", "filer", "s3")
_MAY = ["Admin", "Read", "Write", "List", "Tagging"]


def program() -> str | None:
    """Where it is installed, with the tests or on this machine; None if it is not."""
    return shutil.which("weed", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


@contextmanager
def running(folder: Path, bucket: str) -> Iterator[str]:
    """The address of a server with a bucket, whose data is in a folder; it ends with the context."""
    ports = _ports()
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            _command(folder, ports), cwd=folder, stdout=log, stderr=log, env={"HOME": str(folder)}
        )
    try:
        address = f"http://127.0.0.1:{ports['s3.port']}"
        _until_ready(server, address, bucket, folder / "log")
        yield address
    finally:
        server.kill()
        server.wait(30)


def _command(folder: Path, ports: dict[str, int]) -> list[str]:
    known = {"name": "courant", "credentials": [{"accessKey": KEY, "secretKey": SECRET}], "actions": _MAY}
    (folder / "s3.json").write_text(json.dumps({"identities": [known]}))
    return [
        program() or "weed", "server", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-s3",
        f"-s3.config={folder / 's3.json'}", "-s3.iam=false", "-s3.autoCreateBucket=false",
        "-s3.port.iceberg=0", "-s3.port.lance=0",
        "-master.telemetry=false", "-master.volumeSizeLimitMB=64", "-volume.max=8",
        *(f"-{name}={port}" for name, port in ports.items()),
    ]  # fmt: skip


def _ports() -> dict[str, int]:
    """Free ports, all of them different: those for people, and those on which its parts speak with each other."""
    with ExitStack() as held:
        found = {}
        for name in (f"{server}.{port}" for server in SERVERS for port in ("port", "port.grpc")):
            one = held.enter_context(socket())
            one.bind(("127.0.0.1", 0))
            found[name] = one.getsockname()[1]
        return found


def _until_ready(server: "subprocess.Popen[bytes]", address: str, bucket: str, log: Path) -> None:
    """Wait until an object can be written: its parts find each other one after the other."""
    once = Config(retries={"total_max_attempts": 1}, connect_timeout=5, read_timeout=10)
    objects = boto3.client(
        "s3", endpoint_url=address, region_name="us-east-1", aws_access_key_id=KEY, aws_secret_access_key=SECRET,
        config=once,
    )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while True:
        try:
            objects.create_bucket(Bucket=bucket)
            objects.put_object(Bucket=bucket, Key="ready", Body=b"")
            return
        except (ClientError, BotoCoreError):
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"SeaweedFS is not ready:\n{log.read_text()}") from None
        time.sleep(0.1)
