"""The list of modules that each page has for its window."""

import json

from courant_web.upstream.directory import Directory


def titles(directory: Directory) -> list[str]:
    written = directory.script().partition(">")[2].rpartition("<")[0]
    return [one["title"] for one in json.loads(written)["modules"]]


def test_it_is_written_once_for_each_list() -> None:
    directory = Directory()
    directory.load({"modules": [{"module": "blog", "title": "Blog"}]})
    assert titles(directory) == ["Blog"]
    assert directory.script() is directory.script()
    directory.load({"modules": [{"module": "blog", "title": "</script>"}]})
    assert "</script>" not in directory.script().removesuffix("</script>")
    assert titles(directory) == ["</script>"]
