"""Pictures as they are stored, and their narrower renderings."""

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from courant_kit.media.workshop.bare import bare_gif, bare_png, bare_webp, is_bare_jpeg
from courant_kit.words import marked

MOST_PIXELS = {"JPEG": 64_000_000, "HEIF": 50_000_000}
"""A JPEG can be decoded smaller than it is; telephones take a HEIC of 48 million pixels."""
OTHER_PIXELS = 20_000_000
MOST_FRAMES = 2000
MOST_MOVING = 400_000_000
"""Pixels of all frames of a picture that moves."""

LARGEST = {"PNG": 4096}
"""Pixels on the longer side; a larger picture is made smaller. Drawings and screens are PNG: their details matter."""
LARGEST_OTHER = 2560

FORMATS = {"png": "PNG", "jpg": "JPEG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF", "heic": "HEIF"}
CONVERTED = {"heic": "jpg"}
"""What few browsers show becomes what all show."""

BARE = {"png": bare_png, "webp": bare_webp, "gif": bare_gif}
ORIENTATION = 0x0112

DAMAGED = marked("This picture is damaged or not complete.")

Options = dict[str, Any]


class Refused(Exception):
    """The picture is not accepted; the message says why, with `values` for what it names."""

    def __init__(self, message: str, **values: str) -> None:
        """Raise it with a message that is marked for translation."""
        super().__init__(message.format(**values))
        self.message, self.values = message, values


TOO_LARGE = marked("This picture has {width} × {height} pixels; at most {most} million are accepted.")
TOO_LONG = marked("This picture moves for too long: it has {frames} frames of {width} × {height}.")


def make(data: bytes, extension: str) -> tuple[Options, bytes]:
    """The picture as it is stored: upright, without metadata, and not larger than pages can use; a HEIC as JPEG."""
    image = _opened(data, extension)
    if _moves(image):
        _check_frames(image)
        return _said(image, moving=True), _moving(image) if extension == "avif" else BARE[extension](data)
    upright = image.getexif().get(ORIENTATION, 1) in {0, 1}
    most = LARGEST.get(str(image.format), LARGEST_OTHER)
    large = max(image.size) > most
    if extension in {"webp", "png"} and upright and not large:
        image.load()
        return _said(image), BARE[extension](data)
    if extension == "jpg" and upright and not large and is_bare_jpeg(data):
        image.load()
        return _said(image), data
    if extension == "gif":
        image.load()
        return _said(image), _saved(image, extension, {})
    return _written(image, extension, most if large else 0, upright=upright)


def _written(image: Image.Image, extension: str, most: int, *, upright: bool) -> tuple[Options, bytes]:
    """The picture, written again: a JPEG that is neither turned nor made smaller keeps what its numbers say."""
    if most:
        image.draft("RGB", (most, most))
    same = extension == "jpg" and upright and not most
    image.load()
    shown = image if upright else ImageOps.exif_transpose(image)
    if most and max(shown.size) > most:
        shown = ImageOps.contain(shown, (most, most), Image.Resampling.LANCZOS)
    kept: Options = {"quality": "keep"} if same else {}
    return _said(shown), _saved(image if same else shown, CONVERTED.get(extension, extension), kept)


def narrow(data: bytes, extension: str, width: int) -> tuple[Options, bytes]:
    """A narrower rendering as AVIF. A picture that moves stays as it is."""
    image = _opened(data, extension)
    if _moves(image):
        return {**_said(image, moving=True), "same": True}, b""
    image.draft("RGB", (width, width))
    image.load()
    height = max(1, round(image.height * width / image.width))
    if image.mode not in {"RGB", "RGBA"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    small = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)
    sharp = {"quality": 75, "subsampling": "4:4:4"} if extension == "png" else {"quality": 62}
    return _said(small), _saved(small, "avif", {**_colours(image), **sharp})


def _moves(image: Image.Image) -> bool:
    """A HEIC with several pictures is an album, of which the first is meant."""
    return image.format != "HEIF" and getattr(image, "n_frames", 1) > 1


def _opened(data: bytes, extension: str) -> Image.Image:
    if extension == "heic":
        import pi_heif  # only for these: it is large

        pi_heif.register_heif_opener()
    Image.MAX_IMAGE_PIXELS = None  # our own bound comes before anything is decoded
    try:
        image = Image.open(BytesIO(data), formats=[FORMATS[extension]])
    except UnidentifiedImageError:
        raise Refused(DAMAGED) from None
    most = MOST_PIXELS.get(str(image.format), OTHER_PIXELS)
    if image.width * image.height > most:
        millions = str(most // 1_000_000)
        raise Refused(TOO_LARGE, width=f"{image.width:,}", height=f"{image.height:,}", most=millions)
    return image


def _check_frames(image: Any) -> None:
    frames = image.n_frames
    if frames > MOST_FRAMES or frames * image.width * image.height > MOST_MOVING:
        raise Refused(TOO_LONG, frames=f"{frames:,}", width=str(image.width), height=str(image.height))
    image.load()


def _moving(image: Any) -> bytes:
    """An AVIF that moves, written again: Pillow knows how long a frame is shown only of the one that it has read."""
    shown = []
    for number in range(image.n_frames):
        image.seek(number)
        image.load()
        shown.append(image.info.get("duration", 100))
    image.seek(0)
    return _saved(image, "avif", {"save_all": True, "duration": shown})


def _said(image: Image.Image, *, moving: bool = False) -> Options:
    return {"width": image.width, "height": image.height, "moving": moving}


def _colours(image: Image.Image) -> Options:
    """The colour profile, which says what the numbers mean, and nothing about who made the picture."""
    profile = image.info.get("icc_profile")
    return {"icc_profile": profile} if profile else {}


def _saved(image: Image.Image, extension: str, options: Options) -> bytes:
    usual: dict[str, Options] = {
        "jpg": {"quality": 90, "optimize": True, "progressive": True},
        "png": {"compress_level": 7},
        "webp": {"quality": 90},
        "avif": {"quality": 80, "speed": 8, "max_threads": 1},
        "gif": {},
    }
    if extension == "jpg" and image.mode not in {"L", "RGB", "CMYK"}:
        image = image.convert("RGB")
    if extension != "gif":
        options = {**_colours(image), **options}
    image.info = {name: image.info[name] for name in ("transparency", "background", "duration") if name in image.info}
    # Pillow writes what the picture came with unless it is told otherwise.
    out = BytesIO()
    image.save(out, FORMATS[extension], **{**usual[extension], **options, "exif": b"", "xmp": b"", "comment": b""})
    return out.getvalue()
