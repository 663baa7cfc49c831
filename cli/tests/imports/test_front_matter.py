"""Front matter as Zola, Hugo and Jekyll write it."""

from datetime import date

import pytest
from courant_cli.imports.reading.front_matter import Unreadable, every, flat, one_line, parted


def test_toml_between_plus_signs() -> None:
    source = parted('+++\ntitle = "A"\ndate = 2026-11-23\n[extra]\nteam = "B"\n+++\n\nText\n')
    assert source.values == {"title": "A", "date": date(2026, 11, 23), "extra": {"team": "B"}}
    assert source.text == "\nText\n"


def test_yaml_between_dashes() -> None:
    source = parted("---\ntitle: A\ntags: [x, y]\n---\nText\n---\nmore\n")
    assert source.values == {"title": "A", "tags": ["x", "y"]}
    assert source.text == "Text\n---\nmore\n"


def test_windows_line_ends() -> None:
    assert parted("---\r\ntitle: A\r\n---\r\nText").values == {"title": "A"}


@pytest.mark.parametrize("content", ["Text\n", "# Title\n\n---\n\nText\n", "", "+++\nnever ended\n"])
def test_none(content: str) -> None:
    source = parted(content)
    assert source.values == {}
    assert source.text == content


@pytest.mark.parametrize(
    "head",
    ["+++\ntitle = \n+++\n", "---\n[\n---\n", "---\n- a\n---\n", "---\njust words\n---\n",
     "---coffee\ntitle: x\n---\n", '{"title": \n}\n', "+++\ndate = 2026-13-45\n+++\n"],
)  # fmt: skip
def test_broken_front_matter_is_told(head: str) -> None:
    with pytest.raises(Unreadable, match=r"broken front matter: ."):
        parted(head)


@pytest.mark.parametrize(
    ("head", "values"),
    [
        ("title: 4:20\nslug: 007", {"title": "4:20", "slug": "007"}),
        ("tags: [no, on, 2020, 1.10, 0x1F, 1e3]", {"tags": ["no", "on", "2020", "1.10", "0x1F", "1e3"]}),
        ("title: Yes\ndate: 2020-01-02\nx: 12:30:45", {"title": "Yes", "date": "2020-01-02", "x": "12:30:45"}),
        ("a: ~\nb:\nc: null", {"a": None, "b": None, "c": None}),
        ("Title: A\nParams:\n  Team: B", {"title": "A", "params": {"team": "B"}}),
        ("base: &base {x: 1}\nother:\n  <<: *base\n  y: 2", {"base": {"x": "1"}, "other": {"x": "1", "y": "2"}}),
        ("title: Setup: the database", {"title": "Setup: the database"}),
        ("title: [WIP] x\nb: @home\nc: %d", {"title": "[WIP] x", "b": "@home", "c": "%d"}),
        ('title: "Quoted" thing\nb: fine', {"title": '"Quoted" thing', "b": "fine"}),
        ("title: A\ntags:\n\t- a\n\t- b\nb: c", {"title": "A", "tags": ["a", "b"], "b": "c"}),
        ("title: Setup: it\ntags:\n  - a\n  - b: c", {"title": "Setup: it", "tags": ["a", {"b": "c"}]}),
        ("title: >\n  long\n  words\nx: a: b", {"title": "long words", "x": "a: b"}),
        ("title: Yes\neditor: code\ndateCreated: 2020", {"title": "Yes", "editor": "code", "datecreated": "2020"}),
        ("editor: markdown\ntitle: # x: y\ndateCreated: 2020\ntags: a, b",
         {"editor": "markdown", "title": "# x: y", "datecreated": "2020", "tags": "a, b"}),
        ("a: !!python/tuple [1, 2]\nb: c", {"a": "!!python/tuple [1, 2]", "b": "c"}),
    ],
)  # fmt: skip
def test_what_people_write_stays_words(head: str, values: dict[str, object]) -> None:
    source = parted(f"---\n{head}\n---\nText")
    assert (source.values, source.text, source.unread) == (values, "Text", ())


@pytest.mark.parametrize(
    ("head", "values", "unread"),
    [
        ("title: A\n\tsubtitle: B\nx: y", {"title": "A", "x": "y"}, ("subtitle: B",)),
        ("title: A\nlist: [a,\n  {b\nx: y", {"title": "A", "x": "y"}, ("list: [a, {b",)),
        ("stray words\ntitle: A: B", {"title": "A: B"}, ("stray words",)),
        ("draft: true\ndraft: false", {"draft": "false"}, ("draft (given twice)",)),
        ("draft: true\nDraft: true", {"draft": "true"}, ()),
    ],
)
def test_what_cannot_be_read_costs_itself_alone(head: str, values: dict[str, object], unread: tuple[str, ...]) -> None:
    source = parted(f"---\n{head}\n---\nText")
    assert (source.values, source.unread) == (values, unread)


@pytest.mark.parametrize(
    ("content", "values", "text"),
    [
        ('{"title": "A", "Draft": true, "n": 1.10}\n\nText', {"title": "A", "draft": True, "n": "1.10"}, "\nText"),
        ('{\n  "title": "{A}"\n}\nText', {"title": "{A}"}, "Text"),
        ('---json\n{"a": 7}\n---\nText', {"a": "7"}, "Text"),
        (';;;\n{"a": "b"}\n;;;\nText', {"a": "b"}, "Text"),
        ('---toml\na = "b"\n---\nText', {"a": "b"}, "Text"),
        ("+++\nv = 1.10\n+++\nText", {"v": "1.10"}, "Text"),
        ("\n\n---\ntitle: A\n---\nText", {"title": "A"}, "Text"),
        ("---\ntitle: A\n...\nText", {"title": "A"}, "Text"),
        (
            "Title: A\nDate: 2020-01-02\nTags: a,\n  b\n\nText",
            {"title": "A", "date": "2020-01-02", "tags": "a, b"},
            "Text",
        ),
        ("<!--\n.. title: A\n.. slug: a\n-->\nText", {"title": "A", "slug": "a"}, "Text"),
        (
            "---\ntags: [@home, /?p=1, 'x']\ntitle: A\n---\nText",
            {"tags": ["@home", "/?p=1", "x"], "title": "A"},
            "Text",
        ),
        (
            "Title: A\nStatus: draft\nЗаметка: x\nटिप्पणी: y\n\nText",
            {"title": "A", "status": "draft", "заметка": "x", "टिप्पणी": "y"},
            "Text",
        ),
    ],
)
def test_other_styles(content: str, values: dict[str, object], text: str) -> None:
    source = parted(content)
    assert (source.values, source.text) == (values, text)


@pytest.mark.parametrize(
    "content",
    ["{.lead}\nText", "{{< note >}}\nText", "{% if x %}\nText", "Note: this\n\nText", "Warning: one\nSee: two\n\nText",
     "<!-- a remark -->\nText", "\n\n---\n\nText\n\n---\n", "--- x\nText"],
)  # fmt: skip
def test_what_only_looks_like_it(content: str) -> None:
    source = parted(content)
    assert (source.values, source.text) == ({}, content)


def test_dotted_keys() -> None:
    assert dict(flat({"a": 1, "extra": {"b": 2, "c": {"d": 3}}})) == {"a": 1, "extra.b": 2, "extra.c.d": 3}


@pytest.mark.parametrize("line", ["черновик: да", "ड्राफ्ट: हाँ", "  草稿: true", "'bản nháp': có"])
def test_keys_of_every_script_in_front_matter_without_an_end(line: str) -> None:
    assert parted(f"---\n{line}\nText").unread == (f"{line.strip()} (front matter without an end)",)


def test_entities_and_lists_in_lists() -> None:
    assert one_line("It&#8217;s A &amp; B") == "It’s A & B"
    assert [*every([["a", "b"], "c", None])] == ["a", "b", "c", None]
