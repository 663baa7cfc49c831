"""What a site needs to show something of each kind."""

import struct
import zlib

from tests.site import Site

WORDS = """\
Water, ![a drop]({drop}) of it, and [a place](https://example.org/place?a=1) at https://example.org/bare.

![A river]({river} "A river")

## Banks

#### Left

| | b |
|-|-|
| 1 | 2 |

| a | b |
|-|-|
| 1 | 2 |

```python
print("{long}")
```

<details><summary>More</summary>

Under the fold.

</details>
"""
COMMENTS = 101


def picture(width: int, height: int) -> bytes:
    """A PNG of this size, all of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def write(site: Site) -> dict[str, str]:
    """Posts, comments, a draft and pages; the addresses of the post, of the long one with many comments, of the draft.

    `first` is the number of the first comment of the long one, and `newer` that of the first which its page shows.
    `thread` and `remark` are those of a thread on a passage and of its comment.
    """
    with site.operator() as operator:
        images = {
            name: operator.call("courant.blog.media.add", data=picture(*size))["path"]
            for name, size in {"drop": (20, 20), "river": (1200, 480)}.items()
        }
        text = WORDS.format(**images, long="long " * 60)
        post = operator.call(
            "courant.blog.post.save", title="A river of words", text=text, tags=["Silt", "Ärger"], section="water",
            published=True,
        )  # fmt: skip
        long = operator.call("courant.blog.post.save", title="Long", text="Words. " * 1000, published=True)
        draft = operator.call("courant.blog.post.save", title="A draft", text="Not yet", published=False)
        for number in range(2):
            operator.call("courant.blog.comment.add", post=post["id"], text=f"# {number}\n\n|a|\n|-|\n|1|")
        numbers = [
            operator.call("courant.blog.comment.add", post=long["id"], text=f"Number {number}.")["id"]
            for number in range(COMMENTS)
        ]
        for title, path in (("Banks", "banks"), ("Left", "banks/left"), ("Ärger", "arger"), ("Zoo", "zoo")):
            words = "See [[/banks/left]] and [[/nowhere]].\n\n## Water\n\nIt flows.\n\n## Stones\n\nThey lie."
            operator.call("courant.wiki.page.save", title=title, path=path, text=words)
        threads = [
            operator.call("courant.wiki.thread.open", path="zoo", exact=words, text="So?")
            for words in ("It flows", "They lie")
        ]
        operator.call("courant.wiki.thread.resolve", id=threads[1]["id"])
        operator.call("courant.wiki.page.save", title="Moss", path="moss", text="Green.\n\nAnd wet.")
        operator.call("courant.wiki.page.save", title="Moss", path="moss", text="Grey.\n\nAnd dry.", base=1)
        operator.call("courant.wiki.page.save", title="Gone", path="gone", text="Soon.")
        operator.call("courant.wiki.page.delete", path="gone")
    return {
        "post": post["path"], "long": long["path"], "draft": f"/blog/drafts/{draft['id']}/",
        "first": str(numbers[0]), "newer": str(numbers[1]), "thread": str(threads[0]["id"]),
        "remark": str(threads[0]["comment"]),
    }  # fmt: skip
