"""Pictures are turned, stripped, bounded and narrowed by the workshop."""

from io import BytesIO
from typing import Any

import pillow_heif
import pytest
from courant_kit.calls.errors import Invalid, Unavailable
from courant_kit.media import pictures
from courant_kit.media.workshop import making as workshop
from courant_kit.media.workshop.bare import bare_gif
from courant_kit.media.workshop.drawings import drawn
from PIL import Image

pillow_heif.register_heif_opener()
SECRET = "Somebody's camera"


def picture(kind: str, size: tuple[int, int] = (60, 40), orientation: int = 1, **options: Any) -> bytes:
    """A picture with metadata."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = SECRET, orientation
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, exif=exif.tobytes(), **options)
    return out.getvalue()


def opened(data: bytes) -> Any:
    """A picture, read again."""
    return Image.open(BytesIO(data))


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "avif")])
@pytest.mark.parametrize("orientation", [1, 6])
def test_a_picture_is_upright_and_says_nothing_of_its_maker(kind: str, extension: str, orientation: int) -> None:
    data = picture(kind, orientation=orientation)
    assert SECRET.encode() in data
    said, made = workshop.make(data, extension)
    size = (60, 40) if orientation == 1 else (40, 60)
    assert (said["width"], said["height"]) == opened(made).size == size
    assert SECRET.encode() not in made
    assert opened(made).getexif().get(0x0112, 1) == 1


@pytest.mark.parametrize("orientation", [1, 6])
def test_a_photograph_of_a_telephone_becomes_one_that_browsers_show(orientation: int) -> None:
    data = picture("HEIF", orientation=orientation)
    assert SECRET.encode() in data
    made = pictures.made(data, "heic")
    image = opened(made.data)
    assert (image.format, image.size) == ("JPEG", (60, 40) if orientation == 1 else (40, 60))
    assert (made.width, made.height) == image.size
    assert SECRET.encode() not in made.data


def moving(kind: str, **options: Any) -> bytes:
    """A picture that moves, with metadata."""
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100, loop=7, **options)
    return out.getvalue()


def with_secrets(kind: str) -> bytes:
    """A picture that moves, with all the metadata that its format has."""
    exif = Image.Exif()
    exif[0x010F] = SECRET
    if kind != "GIF":
        return moving(kind, exif=exif.tobytes(), **({} if kind == "PNG" else {"xmp": SECRET.encode()}))
    data = moving(kind, comment=SECRET.encode())
    first = data.index(b"!\xf9")
    application = b"!\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET.encode() + b"\0"
    return data[:first] + application + data[first:] + SECRET.encode()


@pytest.mark.parametrize(("kind", "extension"), [("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png"), ("AVIF", "avif")])
def test_a_picture_that_moves_goes_on_moving_and_says_nothing_of_its_maker(kind: str, extension: str) -> None:
    data = with_secrets(kind)
    assert SECRET.encode() in data
    said, made = workshop.make(data, extension)
    assert said["moving"]
    assert SECRET.encode() not in made
    assert opened(made).n_frames == 3
    assert opened(made).info.get("loop", 7) == 7
    for frame in range(3):
        images = [opened(one) for one in (data, made)]
        for image in images:
            image.seek(frame)
        assert len({image.convert("RGB").tobytes() for image in images}) == 1 or kind == "AVIF"
        assert len({image.info["duration"] for image in images}) == 1
    assert workshop.narrow(made, extension, 10)[0]["same"]


@pytest.mark.parametrize("data", [moving("GIF")[:-30], b"GIF89a" + bytes(20)])
def test_a_damaged_gif_has_no_bare_form(data: bytes) -> None:
    with pytest.raises(ValueError, match="GIF"):
        bare_gif(data)


def test_what_is_not_part_of_a_picture_goes() -> None:
    data = picture("JPEG", comment=SECRET)
    captions = b"Photoshop 3.0\0" + SECRET.encode()
    data = data[:2] + b"\xff\xed" + (len(captions) + 2).to_bytes(2, "big") + captions + data[2:] + SECRET.encode()
    assert data.count(SECRET.encode()) == 4
    assert SECRET.encode() not in workshop.make(data, "jpg")[1]


def test_a_drawing_says_nothing_of_its_maker_and_runs_nothing() -> None:
    data = b"""<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY colour "red">]><!-- Somebody -->
      <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:i="urn:program"
        i:file="/home/somebody" onload="run()" width="30" height="20"><metadata>Somebody</metadata>
      <script>run()</script><i:view name="Somebody"/><style>.a { fill: red }</style>
      <text>one<foreignObject>Somebody</foreignObject> two</text><image href="https://somebody.example/x.png"/>
      <a xlink:href="javascript:run()"><rect class="a" fill="&colour;"/></a><use xlink:href="#a"/></svg>"""
    made = pictures.drawn(data)
    assert b"omebody" not in made
    assert b"run()" not in made
    for kept in (
        b".a { fill: red }",
        b"one two",
        b'class="a" fill="red"',
        b'xlink:href="#a"',
        b'width="30" height="20"',
    ):
        assert kept in made
    assert made.startswith(b'<svg xmlns="http://www.w3.org/2000/svg"')


@pytest.mark.parametrize(("data", "words"), [(b"<svg", "damaged"), (b"<svg/>", "first element should be")])
def test_what_is_no_drawing_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(workshop.Refused, match=words):
        drawn(data)


def test_a_large_picture_is_made_smaller(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "LARGEST_OTHER", 50)
    monkeypatch.setattr(workshop, "LARGEST", {"PNG": 50})
    for kind, extension in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")):
        assert opened(workshop.make(picture(kind, orientation=6), extension)[1]).size == (33, 50)


def test_transparency_and_colours_stay() -> None:
    out = BytesIO()
    image = Image.new("RGBA", (60, 40), (255, 0, 0, 0))
    image.save(out, "PNG", icc_profile=b"profile")
    made = opened(workshop.make(out.getvalue(), "png")[1])
    assert (made.mode, made.info["icc_profile"]) == ("RGBA", b"profile")
    assert opened(workshop.narrow(out.getvalue(), "png", 30)[1]).getpixel((5, 5))[3] == 0


def test_too_many_pixels_are_refused_before_they_are_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    data = picture("PNG")
    monkeypatch.setattr(workshop, "OTHER_PIXELS", 60 * 40 - 1)
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("decoded"))
    with pytest.raises(workshop.Refused, match="60 × 40 pixels"):
        workshop.make(data, "png")


def test_too_many_frames_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workshop, "MOST_FRAMES", 1)
    frames = [Image.new("RGB", (2, 2), colour) for colour in ("red", "green")]
    out = BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(workshop.Refused, match="moves for too long: it has 2 frames"):
        workshop.make(out.getvalue(), "gif")


def test_a_process_of_its_own_makes_it() -> None:
    made = pictures.made(picture("JPEG", (700, 500), 6), "jpg")
    assert (made.width, made.height, made.moving) == (500, 700, False)
    narrow = pictures.narrowed(made.data, "jpg", 480)
    assert (narrow.width, narrow.height, opened(narrow.data).format) == (480, 672, "AVIF")


@pytest.mark.parametrize("data", [b"\xff\xd8\xff", picture("JPEG")[:300], b""])
def test_a_damaged_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(Invalid, match="damaged or not complete"):
        pictures.made(data, "jpg")


def test_one_process_makes_the_pictures_and_outlives_one_that_ends_its_maker() -> None:
    workshop_process = pictures._Workshop()
    made = workshop_process.ask(picture("PNG"), ("make", "png"))
    process = workshop_process._process
    assert process
    assert workshop_process.ask(b"", ("make",)) == b""  # the child ends with an exception
    assert workshop_process.ask(picture("PNG"), ("make", "png")) == made
    assert workshop_process._process is process
    process.kill()
    process.wait()
    assert workshop_process.ask(picture("PNG"), ("make", "png")) == made


def test_a_picture_that_takes_too_long_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.0)
    with pytest.raises(Unavailable, match="takes too long"):
        pictures._Workshop().ask(picture("PNG"), ("make", "png"))
