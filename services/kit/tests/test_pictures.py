"""Pictures are turned, stripped, bounded and narrowed by the workshop."""

from io import BytesIO
from typing import Any

import pytest
from courant_kit.calls.errors import Invalid
from courant_kit.media import pictures, workshop
from PIL import Image

SECRET = "Somebody's camera"


def picture(kind: str, size: tuple[int, int] = (60, 40), orientation: int = 1, **options: Any) -> bytes:
    """A picture with metadata."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = SECRET, orientation
    out = BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind, exif=exif, **options)
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


@pytest.mark.parametrize(("kind", "extension"), [("GIF", "gif"), ("WEBP", "webp"), ("PNG", "png"), ("AVIF", "avif")])
def test_a_picture_that_moves_goes_on_moving(kind: str, extension: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "green", "blue")]
    out = BytesIO()
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    said, made = workshop.make(out.getvalue(), extension)
    assert said["moving"]
    assert opened(made).n_frames == 3
    assert workshop.narrow(made, extension, 10)[0]["same"]


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
