"""Files are uploaded in pieces, stored once, guarded by where they stand, and kept in a library."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from courant_blog import contract
from courant_kit.calls.errors import Conflict, Forbidden, Gone, Invalid, NotFound, RateLimited, TooLarge, Unavailable
from courant_kit.coediting.testing import Writer
from courant_kit.content import media
from courant_kit.media import library, receiving, serving, uploads
from courant_kit.media.storage import blobs
from courant_kit.store.models import Media, MediaUse, Upload
from courant_kit.wire.uploads import PIECE
from django.db.models import F
from django.utils import timezone
from PIL import Image

from .staged_blog import Blog

pytestmark = pytest.mark.django_db


def picture(colour: str = "red", size: tuple[int, int] = (600, 400)) -> bytes:
    """A picture."""
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def call(blog: Blog, uri: str, role: str = "editor", name: str = "eve", /, **fields: Any) -> Any:
    """Call a procedure of uploads."""
    return blog.call(blog.stage.module.contract.procedures[f"courant.blog.{uri}"], role, name, **fields)


def upload(blog: Blog, data: bytes, title: str = "a.png", role: str = "editor", name: str = "eve") -> dict[str, Any]:
    """Upload a file, piece by piece."""
    state = call(blog, "upload.begin", role, name, name=title, size=len(data))
    while (at := state["offset"]) < len(data):
        state = call(blog, "upload.put", role, name, upload=state["upload"], offset=at, data=data[at : at + PIECE])
    done: dict[str, Any] = call(blog, "upload.finish", role, name, upload=state["upload"])
    return done


def got(blog: Blog, path: str, role: str = "visitor", name: str = "") -> dict[str, Any]:
    """The file at a path, as somebody gets it."""
    found: dict[str, Any] = call(blog, "media.get", role, name, name=path.rpartition("/")[2])
    return found


def test_an_upload_goes_on_where_it_was_and_is_stored_once(blog: Blog) -> None:
    data = bytes(PIECE) + b"end"
    state = call(blog, "upload.begin", name="C:\\notes.bin", size=len(data))
    put = {"upload": state["upload"], "offset": 0, "data": data[:PIECE]}
    assert call(blog, "upload.put", **put)["offset"] == PIECE
    assert call(blog, "upload.put", **put)["offset"] == PIECE  # the answer was lost, so it was sent again
    with pytest.raises(Conflict, match="524,288 of 524,291 bytes"):
        call(blog, "upload.finish", upload=state["upload"])
    assert call(blog, "upload.get", upload=state["upload"])["offset"] == PIECE
    call(blog, "upload.put", upload=state["upload"], offset=PIECE, data=b"end")
    done = call(blog, "upload.finish", upload=state["upload"])
    assert call(blog, "upload.finish", upload=state["upload"]) == done
    assert done["markdown"] == f"[notes.bin]({done['path']})"
    assert upload(blog, data)["path"] == done["path"]
    assert got(blog, done["path"], "editor")["data"] == data
    assert blobs().get(f"blog/incoming/{state['upload']}/0") is None


def test_a_picture_says_what_it_shows(blog: Blog) -> None:
    done = upload(blog, picture(size=(1200, 300)))
    assert done["path"].endswith("-1200x300.png")
    assert done["markdown"] == f"![]({done['path']})"
    small = got(blog, f"{done['path']}.480.avif", "editor")
    assert (small["content_type"], Image.open(BytesIO(small["data"])).size) == ("image/avif", (480, 120))
    assert got(blog, f"{done['path']}.480.avif", "editor")["data"] == small["data"]
    with pytest.raises(NotFound):
        got(blog, f"{done['path']}.481.avif", "editor")


def test_whoever_may_comment_uploads_pictures_within_limits(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Forbidden):
        upload(blog, picture(), "a.png", "visitor", "")
    with pytest.raises(Invalid, match=r"“a\.png” is not a picture: PNG, JPEG"):
        upload(blog, b"<script>1</script>", "a.png", "member", "mia")
    with pytest.raises(TooLarge, match=r"“a\.png” has 12 MB; at most 12 MB"):
        call(blog, "upload.begin", "member", "mia", name="a.png", size=uploads.PEOPLE.largest + 1)
    monkeypatch.setattr(uploads, "PEOPLE", uploads.Allowance(1_000_000, 2, others=False))
    upload(blog, picture(), "a.png", "member", "mia")
    with pytest.raises(RateLimited, match="2 files within an hour"):
        upload(blog, picture(), "a.png", "member", "mia")
    upload(blog, picture(), "a.png", "member", "max")


def test_what_is_no_picture_is_looked_at_once(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = call(blog, "upload.begin", "member", "mia", name="a.png", size=3)["upload"]
    call(blog, "upload.put", "member", "mia", upload=begun, offset=0, data=b"abc")
    with monkeypatch.context() as patched:
        patched.setattr(receiving, "_decoding", {begun})
        with pytest.raises(Unavailable, match="is being checked"):
            call(blog, "upload.finish", "member", "mia", upload=begun)
    for error in (Invalid, NotFound, NotFound):
        with pytest.raises(error):
            call(blog, "upload.finish", "member", "mia", upload=begun)
    assert call(blog, "upload.put", "member", "mia", upload=begun, offset=0, data=b"abc")["offset"] == 3
    assert not receiving._decoding


def test_an_upload_is_its_owners(blog: Blog) -> None:
    state = call(blog, "upload.begin", "member", "mia", name="a.png", size=3)
    for uri, fields in (("get", {}), ("put", {"offset": 0, "data": b"abc"}), ("finish", {})):
        with pytest.raises(NotFound):
            call(blog, f"upload.{uri}", "member", "max", upload=state["upload"], **fields)
    with pytest.raises(Invalid, match="the next piece has 3 bytes"):
        call(blog, "upload.put", "member", "mia", upload=state["upload"], offset=0, data=b"abcd")


def test_a_file_is_for_those_for_whom_its_text_is(blog: Blog) -> None:
    path = upload(blog, picture(), "a.png", "member", "mia")["path"]
    upload(blog, picture(), "b.png", "member", "max")
    assert not got(blog, path, "member", "mia")["shared"]
    got(blog, path, "member", "max")
    for role, name in (("visitor", ""), ("member", "ada"), ("backend", "mia")):
        with pytest.raises(Forbidden):
            got(blog, path, role, name)
    draft = blog.draft(text=f"![]({path})")
    with pytest.raises(Forbidden):
        got(blog, path)
    blog.call(contract.PUBLISH_POST, id=draft["id"])
    seen = got(blog, f"{path}.480.avif")
    assert seen["shared"]
    assert list(seen["fragments"]) == [f"blog.post-{draft['id']}"]
    version = seen["fragments"][f"blog.post-{draft['id']}"]
    blog.stage.session.events.clear()
    blog.call(contract.UNPUBLISH_POST, id=draft["id"])
    assert any(one.id == f"blog.post-{draft['id']}" and one.version > version for one in blog.stage.deliveries())
    with pytest.raises(Forbidden):
        got(blog, path)


def test_a_picture_goes_with_its_comment(blog: Blog) -> None:
    post = blog.save()
    path = upload(blog, picture(), "a.png", "member", "ada")["path"]
    comment = blog.comment(post["id"], f"See ![]({path})")
    assert got(blog, path)["shared"]
    blog.call(contract.REMOVE_COMMENT, "member", "ada", id=comment)
    with pytest.raises(Forbidden):
        got(blog, path)
    blog.call(contract.RESTORE_COMMENT, "member", "ada", id=comment)
    blog.call(contract.EDIT_COMMENT, "member", "ada", id=comment, text="Nothing to see")
    with pytest.raises(Forbidden):
        got(blog, path)


def test_nobody_shows_a_picture_that_they_may_not_see(blog: Blog) -> None:
    post, path = blog.save(), upload(blog, picture(), "a.png")["path"]
    secret = blog.save("Withdrawn", text=f"![]({path})")
    blog.call(contract.UNPUBLISH_POST, id=secret["id"])
    comment = blog.comment(post["id"], f"![]({path})", "mia")
    blog.call(contract.EDIT_COMMENT, "member", "mia", id=comment, text=f"Again ![]({path})")
    for role, name in (("visitor", ""), ("member", "mia")):
        with pytest.raises(Forbidden):
            got(blog, path, role, name)
    blog.call(contract.PUBLISH_POST, id=secret["id"])
    blog.call(contract.EDIT_COMMENT, "member", "mia", id=comment, text=f"Now ![]({path})")
    blog.call(contract.DELETE_POST, id=secret["id"])
    assert got(blog, path)["shared"], "it was public when she wrote"


def test_a_large_file_travels_in_parts(blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "PIECE", 4)
    path = upload(blog, b"0123456789", "a.bin")["path"].rpartition("/")[2]
    parts = [call(blog, "media.get", name=path, start=start) for start in (0, 4, 8, 12)]
    assert [part["data"] for part in parts] == [b"0123", b"4567", b"89", b""]
    assert {part["size"] for part in parts} == {10}


def test_the_library_finds_describes_and_removes(blog: Blog) -> None:
    first, second = upload(blog, picture("red"), "red.png"), upload(blog, picture("blue"), "blue.png")
    mine = upload(blog, picture("green"), "green.png", "member", "mia")
    call(blog, "media.describe", name=first["name"], alt="A red  square", folder=" shapes/ squares")
    call(blog, "media.describe", name=second["name"], alt="*blue*")
    assert [one["title"] for one in call(blog, "media.list")["files"]] == ["green.png", "blue.png", "red.png"]
    assert [one["title"] for one in call(blog, "media.list", folder="shapes")["files"]] == ["red.png"]
    found = call(blog, "media.list", query="RED squa")
    assert ([one["markdown"] for one in found["files"]], found["folders"]) == (
        [f"![A red square]({first['path']})"], ["shapes", "shapes / squares"],
    )  # fmt: skip
    assert call(blog, "media.list", query="blue")["files"][0]["markdown"] == f"![\\*blue\\*]({second['path']})"
    assert [one["name"] for one in call(blog, "media.list", "member", "mia")["files"]] == [mine["name"]]
    with pytest.raises(Forbidden):
        call(blog, "media.describe", "member", "mia", name=mine["name"], alt="x")
    answer = call(blog, "media.remove", names=[first["name"]])
    with pytest.raises(Gone):
        got(blog, first["path"], "editor")
    assert [one.name for one in library.listed(show="bin")] == [first["name"]]
    call(blog, answer["undo"]["call"].removeprefix("courant.blog."), **answer["undo"]["fields"])
    got(blog, first["path"], "editor")
    with pytest.raises(NotFound):
        call(blog, "media.restore", names=[first["name"]])


def test_several_files_are_moved_at_once_and_back(blog: Blog) -> None:
    first, second, third = (upload(blog, picture(one), f"{one}.png")["name"] for one in ("red", "blue", "green"))
    call(blog, "media.describe", name=first, folder="old")
    answer = call(blog, "media.move", names=[first, second], folders=["new/deep"])
    assert answer["notice"] == "2 files have been moved into “new / deep”."
    assert {one.name for one in library.listed(folder="new")} == {first, second}
    call(blog, answer["undo"]["call"].removeprefix("courant.blog."), **answer["undo"]["fields"])
    assert dict(Media.objects.values_list("name", "folder")) == {first: "old", second: "", third: ""}
    with pytest.raises(Invalid, match="one for each"):
        call(blog, "media.move", names=[first, second, third], folders=["a", "b"])
    with pytest.raises(NotFound):
        call(blog, "media.move", names=["x"], folders=["a"])
    with pytest.raises(Forbidden):
        call(blog, "media.move", "member", "mia", names=[first], folders=["a"])


def test_open_libraries_receive_every_change(blog: Blog) -> None:
    def received() -> bool:
        events = [one.id for one in blog.stage.deliveries()]
        blog.stage.session.events.clear()
        return "blog.library" in events

    name = upload(blog, picture(), "a.png", "member", "mia")["name"]
    assert received()
    for uri, fields in (("describe", {"name": name, "alt": "A"}), ("move", {"names": [name], "folders": ["a"]})):
        call(blog, f"media.{uri}", **fields)
        assert received()
    for uri in ("remove", "restore"):
        call(blog, f"media.{uri}", names=[name])
        assert received()


@pytest.fixture
def tidied(blog: Blog, django_capture_on_commit_callbacks: Any) -> Any:
    """Lets days pass, and does what is done daily; returns the names of the files that are left."""

    def tidy(days: int = 31) -> set[str]:
        Media.objects.update(created=F("created") - timedelta(days=days), left=F("left") - timedelta(days=days))
        with django_capture_on_commit_callbacks(execute=True):
            blog.stage.module.timed["blog.tidy_uploads"].work()
        return set(Media.objects.values_list("name", flat=True))

    return tidy


def mias(blog: Blog, colour: str) -> str:
    """The name of a picture that a member uploads."""
    return str(upload(blog, picture(colour), "a.png", "member", "mia")["name"])


def test_what_members_uploaded_and_nobody_uses_goes_after_a_while(blog: Blog, tidied: Any) -> None:
    unused, used, described, again = (mias(blog, one) for one in ("red", "blue", "green", "white"))
    kept = upload(blog, picture("black"))["name"]
    upload(blog, picture("white"))
    comment = blog.comment(blog.save()["id"], f"See ![](/media/blog/{used})", "mia")
    call(blog, "media.describe", name=described, alt="Green")
    assert tidied(29) == {unused, used, described, kept, again}
    assert tidied(2) == {used, described, kept, again}
    assert blobs().get(f"blog/{unused[:2]}/{unused}") is None
    blog.call(contract.REMOVE_COMMENT, "member", "mia", id=comment)
    assert used in tidied()
    blog.call(contract.RESTORE_COMMENT, "member", "mia", id=comment)
    blog.call(contract.EDIT_COMMENT, "member", "mia", id=comment, text="Nothing to see")
    assert used in tidied(29)
    assert used not in tidied(2)


def test_what_stands_in_an_older_revision_or_in_an_open_text_stays(blog: Blog, tidied: Any) -> None:
    older, typed, again = (mias(blog, one) for one in ("red", "blue", "green"))
    post = blog.save(text=f"![](/media/blog/{older})")
    blog.save(id=post["id"], text="Nothing to see")
    Writer(blog.stage, f"post-{post['id']}", "ada").type(f"![](/media/blog/{typed})")
    tidied(20)
    assert mias(blog, "green") == again  # uploaded again, it is as new
    assert tidied(20) == {older, typed, again}
    assert tidied() == {older, typed}


def test_no_upload_goes_if_the_site_keeps_all(blog: Blog, tidied: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library, "IDLE", timedelta(0))
    name = mias(blog, "red")
    assert tidied(9999) == {name}


def test_unused_files_are_found_and_the_bin_is_emptied(blog: Blog, django_capture_on_commit_callbacks: Any) -> None:
    used, unused = upload(blog, picture("red")), upload(blog, picture("blue"))
    post = blog.save(text=f"![]({used['path']}.480.avif)")
    Media.objects.update(created=timezone.now() - 2 * library.JUST_NOW)
    assert [one.name for one in library.listed(show="unused")] == [unused["name"]]
    page = blog.page(blog.stage.module.contract.procedures["courant.blog.page.file"], "editor", name=used["name"])
    assert post["path"] in page.html
    call(blog, "media.remove", names=[unused["name"]])
    Media.objects.filter(name=unused["name"]).update(removed=timezone.now() - library.IN_BIN - timedelta(days=1))
    left = call(blog, "upload.begin", name="a", size=9)["upload"]
    call(blog, "upload.put", upload=left, offset=0, data=b"123456789")
    Upload.objects.filter(pk=left).update(created=timezone.now() - 2 * uploads.ABANDONED)
    with django_capture_on_commit_callbacks(execute=True):
        blog.stage.module.timed["blog.tidy_uploads"].work()
    assert not Media.objects.filter(name=unused["name"]).exists()
    assert not Upload.objects.filter(pk=left).exists()
    assert blobs().get(f"blog/{unused['name'][:2]}/{unused['name']}") is None
    assert blobs().get(f"blog/incoming/{left}/0") is None
    assert blobs().get(f"blog/{used['name'][:2]}/{used['name']}")


def test_the_library_page_shows_files_and_what_can_be_done(blog: Blog) -> None:
    upload(blog, picture(size=(600, 300)), "<b>.png")
    library_page = blog.stage.module.contract.procedures["courant.blog.page.library"]
    html = blog.page(library_page, "editor").html
    assert "&lt;b&gt;.png" in html
    assert ".480.avif" in html
    assert "The bin is empty" in blog.page(library_page, "editor", show="bin").html
    assert "Nothing has “xyz”" in blog.page(library_page, "editor", q="xyz").html
    assert blog.page(library_page, "member").status == 403
    assert blog.page(blog.stage.module.contract.procedures["courant.blog.page.file"], "editor", name="x").status == 404


def test_what_a_text_shows_no_more_stands_in_its_history_for_editors(blog: Blog) -> None:
    first, second = upload(blog, picture("red"))["name"], upload(blog, picture("blue"))["name"]
    post = blog.save(text=f"![A square](/media/blog/{first})")
    assert Media.objects.get(name=first).alt == "A square"
    assert set(MediaUse.objects.values_list("name", "place")) == {(first, f"post-{post['id']}")}
    assert call(blog, "media.get", "visitor", name=first)["shared"]
    blog.save(id=post["id"], text=f"/media/blog/{second}")
    Media.objects.update(created=timezone.now() - 2 * library.JUST_NOW)
    stands = set(MediaUse.objects.values_list("name", "place", "past"))
    assert stands == {(second, f"post-{post['id']}", False), (first, f"history-{post['id']}", True)}
    assert list(library.listed(show="unused")) == []
    with pytest.raises(Forbidden):
        call(blog, "media.get", "visitor", name=first)
    assert call(blog, "media.get", name=first)
    blog.save(id=post["id"], text=f"/media/blog/{first}")
    stands = set(MediaUse.objects.values_list("name", "place", "past"))
    assert stands == {(first, f"post-{post['id']}", False), (second, f"history-{post['id']}", True)}


def test_a_damaged_picture_that_a_program_added_is_shown_as_it_is(blog: Blog) -> None:
    data = picture(size=(1200, 300))[:200]
    path = media.add("blog", data)
    for _ in range(2):
        assert got(blog, f"{path}.480.avif", "editor")["data"] == data
    assert Media.objects.get().moving


def test_names_that_no_upload_has_are_not_recorded(blog: Blog) -> None:
    name = upload(blog, picture())["name"]
    others = " ".join(f"{number:032x}.png" for number in range(1200))
    blog.draft(text=f"{others} {name}")
    assert list(MediaUse.objects.values_list("name", flat=True)) == [name]


def test_a_removed_file_is_not_served_from_caches(blog: Blog) -> None:
    path = upload(blog, picture())["path"]
    post = blog.save(text=f"![]({path})")
    seen = got(blog, path)["fragments"]
    blog.stage.session.events.clear()
    call(blog, "media.remove", names=[path.rpartition("/")[2]])
    fragment = f"blog.post-{post['id']}"
    assert [one.version > seen[fragment] for one in blog.stage.deliveries() if one.id == fragment] == [True]


def test_a_picture_that_a_program_adds_in_one_call_is_stored_as_an_upload_is(blog: Blog) -> None:
    out, exif = BytesIO(), Image.Exif()
    exif[0x010E] = "where Ada lives"
    exif[0x0112] = 6  # turned
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif)
    assert b"Ada" in out.getvalue()
    path = blog.call(contract.ADD_MEDIA, data=out.getvalue())["path"]
    assert path.endswith("-40x60.jpg")
    assert b"Ada" not in got(blog, path, "editor", "eve")["data"]
    assert blog.call(contract.ADD_MEDIA, data=out.getvalue())["path"] == path
