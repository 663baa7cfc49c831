"""A folder of posts with pictures, for those who have no blog at hand."""

from io import BytesIO
from pathlib import Path

from PIL import Image

from courant_bench.content import post_markdown, post_title

PICTURED = 5
"""Each fifth post has a picture."""


def folder_of_posts(directory: Path, count: int) -> Path:
    """Write so many posts of 8 KB, and the pictures of some, and return their folder."""
    folder = directory / "posts"
    folder.mkdir()
    for number in range(count):
        day = f"20{10 + number // 300 % 16:02}-{number % 12 + 1:02}-{number % 28 + 1:02}"
        picture = f"\n\n![A picture](picture-{number}.png)" if number % PICTURED == 0 else ""
        (folder / f"{day}-post-{number}.md").write_text(
            f"---\ntitle: {post_title(number)}\ntags: [tag {number % 20}, tag {number % 7}]\n"
            f"author: Writer {number % 9}\n---\n{post_markdown(number)}{picture}\n"
        )
        if picture:
            (folder / f"picture-{number}.png").write_bytes(_picture(number))
    return folder


def _picture(number: int) -> bytes:
    out = BytesIO()
    image = Image.linear_gradient("L").resize((800, 450)).convert("RGB")
    image.putpixel((number % 800, number % 450), (number % 256, 0, 0))
    image.save(out, "PNG")
    return out.getvalue()
