"""Dates: a day is its author's day, however it is written, and nothing is guessed."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from content_folders import by_file, notes, written
from courant_cli.imports.reading.dates import Written, in_path, understood
from courant_cli.imports.targets import blog


def at(*parts: int, hours: float = 0) -> Written:
    return Written(datetime(*parts, tzinfo=timezone(timedelta(hours=hours))), timed=True)  # type: ignore[misc]


def on(year: int, month: int, day: int) -> Written:
    return Written(datetime(year, month, day, tzinfo=UTC), timed=False)


@pytest.mark.parametrize(
    ("value", "meant"),
    [
        ("2024-05-04", on(2024, 5, 4)),
        ("2019-2-5", on(2019, 2, 5)),
        ("2020/01/02", on(2020, 1, 2)),
        (date(2020, 1, 2), on(2020, 1, 2)),
        ("January 2nd, 2020", on(2020, 1, 2)),
        ("2 Jan 2020", on(2020, 1, 2)),
        ("2019-02-06 8:30", at(2019, 2, 6, 8, 30)),
        ("2019-02-06  08:30:15.250", at(2019, 2, 6, 8, 30, 15)),
        ("2020-01-02 8:30 PM", at(2020, 1, 2, 20, 30)),
        ("2020-01-02 12:05 am", at(2020, 1, 2, 0, 5)),
        ("2020-01-01T00:30:00+02:00", at(2020, 1, 1, 0, 30, hours=2)),
        ("2020-01-01 10:30:00 +0100", at(2020, 1, 1, 10, 30, hours=1)),
        ("2020-01-01 10:30 -0330", at(2020, 1, 1, 10, 30, hours=-3.5)),
        ("2020-01-01T12:00:00.000Z", at(2020, 1, 1, 12)),
        ("2020-01-01 12:00 UTC", at(2020, 1, 1, 12)),
        ("2020-01-01 12:00 EST", at(2020, 1, 1, 12, hours=-5)),
        ("Wed, 01 Jan 2020 10:00:00 +0100", at(2020, 1, 1, 10, hours=1)),
        (datetime(2020, 1, 2, 3), at(2020, 1, 2, 3)),  # noqa: DTZ001 - as TOML has it
        ("2019年3月5日", on(2019, 3, 5)), ("2019年3月5日 10:20", at(2019, 3, 5, 10, 20)),
        ("2024. 5. 4.", on(2024, 5, 4)), ("2024년 5월 4일", on(2024, 5, 4)),
        ("4.5.2024", on(2024, 5, 4)), ("04.05.2024 10:00", at(2024, 5, 4, 10)), ("13/04/2020", on(2020, 4, 13)),
        ("04/13/2020", on(2020, 4, 13)), ("20240504", on(2024, 5, 4)), ("20240504T101112Z", at(2024, 5, 4, 10, 11, 12)),
        ("1588751289", at(2020, 5, 6, 7, 48, 9)), ("1588751289000", at(2020, 5, 6, 7, 48, 9)),
        (1588751289, at(2020, 5, 6, 7, 48, 9)),
        ("Sat May 04 2024 10:00:00 GMT+0200 (Central European Summer Time)", at(2024, 5, 4, 10, hours=2)),
        ("Sat May  4 10:00:00 UTC 2024", at(2024, 5, 4, 10)), ("May 4, 2024 10:00 AM", at(2024, 5, 4, 10)),
        ("Saturday, May 4, 2024", on(2024, 5, 4)), ("lundi 4 mars 2024", on(2024, 3, 4)),
        ("4. Mai 2024", on(2024, 5, 4)), ("1er mai 2024", on(2024, 5, 1)), ("4 de mayo de 2024", on(2024, 5, 4)),
        ("4 maja 2024", on(2024, 5, 4)), ("4 Mayıs 2024", on(2024, 5, 4)), ("4 мая 2024", on(2024, 5, 4)),
        ("4 Μαΐου 2024", on(2024, 5, 4)), ("٤ مايو ٢٠٢٤", on(2024, 5, 4)), ("4 मई 2024", on(2024, 5, 4)),
        ("ngày 4 tháng 5 năm 2024", on(2024, 5, 4)), ("4 במאי 2024", on(2024, 5, 4)),
    ],
)  # fmt: skip
def test_what_a_value_means(value: Any, meant: Written) -> None:
    assert understood(value) == meant


def test_a_zone_by_its_name() -> None:
    found = understood("2020-07-01 10:00 Europe/Berlin")
    assert found
    assert found.moment == datetime(2020, 7, 1, 8, tzinfo=UTC)
    assert found.day == date(2020, 7, 1)


@pytest.mark.parametrize(
    "value",
    ["", "soon", "03/04/2020", "2020", "2020-05", "2020-13-45", "2020-02-30", "2020-01-02 25:00", "2020-1-2 10:00 XYZ",
     "2020-01-02 10:00 Nowhere/Land", "2020-01-02 10:00 ../../etc", "0900-01-01", "9999-12-31 23:00 -1200",
     "2020-01-02 10:00 +99:00", "2020-01/02", 7, True, None,
     "12 listopada 2020", "3 jui 2020", "32. Mai 2024", "12345678", "Created", "1" * 200, [], {}],
)  # fmt: skip
def test_what_means_no_date(value: Any) -> None:
    assert understood(value) is None


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("2019-02-03_x", on(2019, 2, 3)), ("2019-2-5", on(2019, 2, 5)), ("2019-2-5-x.md", on(2019, 2, 5)),
        ("a/2020/1/2/x", on(2020, 1, 2)), ("2020-01-02 x", on(2020, 1, 2)), ("2019-13-45-x", None),
        ("2019-02-30-x/2019-03-01", on(2019, 3, 1)), ("v2020-01-02", None), ("x", None),
    ],
)  # fmt: skip
def test_a_day_in_a_path(path: str, meant: Written | None) -> None:
    assert in_path(path) == meant


@pytest.mark.parametrize(
    ("file", "head", "expected"),
    [
        ("a.md", "date: 2024-05-04", ("2024-05-04T00:00:00+00:00", "2024-05-04", "", "/blog/2024/05/04/a/")),
        ("a.md", "date: 2020-01-01T00:30:00+02:00", ("2020-01-01T00:30:00+02:00", "", "", "/blog/2020/01/01/a/")),
        ("a.md", "date: 2019-12-31 23:30 -0800", ("2019-12-31T23:30:00-08:00", "", "", "/blog/2019/12/31/a/")),
        ("2019-02-03_a.md", "", ("2019-02-03T00:00:00+00:00", "2019-02-03", "", "/blog/2019/02/03/a/")),
        ("2019-2-5.md", "slug: a", ("2019-02-05T00:00:00+00:00", "2019-02-05", "", "/blog/2019/02/05/a/")),
        ("2019-02-30-a.md", "date: 2019-02-28 8:30", ("2019-02-28T08:30:00+00:00", "", "", "/blog/2019/02/28/a/")),
        ("2019-02-03-a.md", "date: 2019-02-04", ("2019-02-04T00:00:00+00:00", "2019-02-04", "", "/blog/2019/02/04/a/")),
        ("a.md", "publishDate: 2020-01-02", ("2020-01-02T00:00:00+00:00", "2020-01-02", "", "/blog/2020/01/02/a/")),
        ("a.md", "published: 2020-01-02", ("2020-01-02T00:00:00+00:00", "2020-01-02", "", "/blog/2020/01/02/a/")),
        ("a.md", "lastmod: 2020-01-02", ("2020-01-02T00:00:00+00:00", "2020-01-02", "", "/blog/2020/01/02/a/")),
        ("a.md", "date: 2020-01-02\nlastmod: 2020-02-03 10:00 +0200",
         ("2020-01-02T00:00:00+00:00", "2020-01-02", "2020-02-03T10:00:00+02:00", "/blog/2020/01/02/a/")),
        ("a.md", "date: 2020-01-02\nupdated: 2020-02-03",
         ("2020-01-02T00:00:00+00:00", "2020-01-02", "2020-02-03T00:00:00+00:00", "/blog/2020/01/02/a/")),
        ("a.md", "date: 2020-01-02\nlast_modified_at: 2019-01-01",
         ("2020-01-02T00:00:00+00:00", "2020-01-02", "", "/blog/2020/01/02/a/")),
        ("a.md", "date: 2020-01-02\nLastMod: 2099-01-01",
         ("2020-01-02T00:00:00+00:00", "2020-01-02", "", "/blog/2020/01/02/a/")),
        ("a.md", "title: x\ndate: 2021-03-04T05:06:07.000Z\neditor: markdown\ndateCreated: 2020-01-02T03:04:05.000Z",
         ("2020-01-02T03:04:05+00:00", "", "2021-03-04T05:06:07+00:00", "/blog/2020/01/02/a/")),
    ],
)  # fmt: skip
def test_the_dates_of_a_post(tmp_path: Path, file: str, head: str, expected: tuple[str, ...]) -> None:
    batch = blog.read(written(tmp_path, {file: f"---\n{head}\n---\nText"}), "here")
    post = by_file(batch)[file]
    assert (post.fields["date"], post.fields["day"], post.fields["updated"], post.location) == expected
    assert post.fields["published"] is True


def test_zolas_date_of_the_last_change(tmp_path: Path) -> None:
    content = "+++\ndate = 2020-01-02\nupdated = 2020-02-03T04:05:06Z\n+++\nText"
    batch = blog.read(written(tmp_path, {"a.md": content}), "here")
    assert by_file(batch)["a.md"].fields["updated"] == "2020-02-03T04:05:06+00:00"
    assert not notes(batch)


def test_a_date_that_cannot_be_read_may_lie_in_the_future(tmp_path: Path) -> None:
    batch = blog.read(written(tmp_path, {"2020-01-02-a.md": "---\ndate: some day\n---\nText"}), "here")
    assert by_file(batch)["2020-01-02-a.md"].fields["published"] is False
    assert ("2020-01-02-a.md", "imported as a draft", "date: some day (not understood)") in notes(batch)


def test_posts_of_one_day_keep_it_in_every_zone(tmp_path: Path) -> None:
    files = {f"{name}.md": "---\ndate: 2020-01-01T23:59:59+05:00\n---\nText" for name in ("a", "b")}
    batch = blog.read(written(tmp_path, files), "here")
    assert {one.location for one in batch.documents} == {"/blog/2020/01/01/a/", "/blog/2020/01/01/b/"}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "pubDatetime: 2022-09-23T15:22:00Z\nmodDatetime: 2023-12-21T09:12:47Z",
            ("2022-09-23T15:22", "2023-12-21T09:12"),
        ),
        ("pub-date: 2022-09-23\nlast-modified: 2023-12-21", ("2022-09-23T00:00", "2023-12-21T00:00")),
        ("date:\n  created: 2023-01-02\n  updated: 2024-01-01", ("2023-01-02T00:00", "2024-01-01T00:00")),
        ("date: 2020年1月2日\n更新日期: 2021年1月2日", ("2020-01-02T00:00", "2021-01-02T00:00")),
        ("date: Last Modified", ("2020-03-04T00:00", "")),
        ("date: git Created", ("2020-03-04T00:00", "")),
    ],
)
def test_keys_of_dates(tmp_path: Path, head: str, expected: tuple[str, str]) -> None:
    batch = blog.read(written(tmp_path, {"2020-03-04-a.md": f"---\n{head}\n---\nText"}), "here")
    fields = batch.documents[0].fields
    assert (fields["date"][:16], fields["updated"][:16], fields["published"]) == (*expected, True)
