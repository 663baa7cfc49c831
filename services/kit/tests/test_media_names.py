"""Names and kinds of uploads, and what a text makes of them."""

import pytest
from courant_kit.content.prose.pictures import sized
from courant_kit.media import kinds, names
from courant_kit.media.files import named_by

HASH = "0123456789abcdef" * 2
PHOTO = f"{HASH}-1200x800.jpg"


def test_a_name_has_the_size_and_leads_to_narrower_renderings() -> None:
    assert names.named(HASH * 2, "jpg", 1200, 800) == PHOTO
    assert names.size(PHOTO) == (1200, 800)
    assert names.widths(PHOTO) == [480, 960]
    assert names.parted(names.narrowed(PHOTO, 480)) == (PHOTO, 480)
    assert names.parted(PHOTO) == (PHOTO, 0)


@pytest.mark.parametrize(
    "name",
    ["", "a.png", f"{PHOTO}.481.avif", f"{PHOTO}.1600.avif", f"{PHOTO}.480.webp", f"{HASH}.jpg.480.avif",
     f"{HASH}.gif.480.avif", f"../{PHOTO}", f"{PHOTO}/", PHOTO.upper()],
)  # fmt: skip
def test_nothing_else_is_a_name(name: str) -> None:
    assert names.parted(name) is None


def test_uploads_are_found_in_any_syntax() -> None:
    other = f"{HASH[::-1]}.pdf"
    text = f"![a](/media/blog/{PHOTO}) <img src='../media/blog/{PHOTO}'> [b](https://x.test/media/blog/{other}?c)"
    assert names.found_in(text, "no 0123456789abcdef.png") == {PHOTO, other}
    assert names.found_in(f"{PHOTO}.480.avif") == {PHOTO}


def test_a_picture_in_a_text_has_its_size_and_its_renderings() -> None:
    path = f"/media/blog/{PHOTO}"
    shown = sized(f'<img src="{path}" alt="a">')
    assert ' width="1200" height="800" ' in shown
    assert f' srcset="{path}.480.avif 480w, {path}.960.avif 960w, {path} 1200w" sizes="' in shown
    assert sized(shown) == shown
    assert sized(f'<img width="50" src="{path}">').count("width=") == 1
    small = f"/media/blog/{HASH}-300x200.png"
    assert sized(f'<img src="{small}">') == f'<img src="{small}" width="300" height="200">'
    assert "srcset" not in sized(f'<img src="/media/blog/{HASH}-900x900.gif">')
    assert [" loading=" in one for one in sized(f'<img src="{small}">' * 3).split(">")] == [False, True, True, False]


@pytest.mark.parametrize(
    ("data", "name", "extension", "picture"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.txt", "png", True),
        (b"GIF89a", "", "gif", True),
        (b"RIFF....WEBPVP8 ", "", "webp", True),
        (b"\0\0\0\x20ftypavif", "", "avif", True),
        (b"\0\0\0\x18ftypmif1\0\0\0\0avifmiaf", "", "avif", True),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "IMG_1.HEIC", "heic", False),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "IMG_1.HEIC", "heic", False),
        (b"\0\0\0\x18ftypisom\0\0\0\0mp42heic", "", "mp4", False),
        (b"\0\0\0\x18ftypmif1", "a.heic", "mp4", False),
        (b'<?xml version="1.0"?>\n<!-- a -->\n<svg xmlns="http://www.w3.org/2000/svg"/>', "", "svg", True),
        (b"<svg/>", "a.html", "svg", True),
        (b"<!doctype html><svg></svg>", "picture.png", "bin", False),
        (b"<p>svg", "a.html", "html", False),
        (b"%PDF-1.7", "a.html", "pdf", False),
        (b"PK\x03\x04", "a.docx", "docx", False),
        (b"PK\x03\x04", "a", "zip", False),
        (b"MZ", "a.exe", "exe", False),
        (b"", "a.jpeg", "bin", False),
        (b"x", "a.tar.gz/../b c.%", "bin", False),
    ],
)
def test_the_content_decides_what_a_file_is(data: bytes, name: str, extension: str, picture: bool) -> None:
    found = kinds.kind_of(data, name)
    assert (found.extension, found.picture) == (extension, picture)


@pytest.mark.parametrize(
    ("given", "title"),
    [("a.png", "a.png"), ("C:\\Users\\x\\a.png", "a.png"), ("../../etc/passwd", "passwd"), ("a\r\nb", "b"),
     ("/", "file"), ("", "file")],
)  # fmt: skip
def test_a_title_is_the_last_part_of_a_name(given: str, title: str) -> None:
    assert named_by(given) == title


def test_descriptions_are_read_from_a_text() -> None:
    text = f"![A \\[red\\] fern](/media/blog/{PHOTO}) ![](/media/blog/{PHOTO}) [link](/media/blog/{PHOTO})"
    assert names.described_in(text) == {PHOTO: "A [red] fern"}
