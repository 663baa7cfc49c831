"""One slug for titles, tags, headings and file names."""

import pytest
from courant_kit.content.slugs import slug


@pytest.mark.parametrize(
    ("words", "kept", "plain"),
    [
        ("Größe & mehr", "größe-mehr", "groesse-mehr"),
        ("Straße nach Łódź", "straße-nach-łódź", "strasse-nach-lodz"),
        ("Ærø", "ærø", "aeroe"),
        ("Việt Nam", "việt-nam", "viet-nam"),
        ("İstanbul", "i\u0307stanbul", "istanbul"),
        ("Привет, мир: й", "привет-мир-й", "привет-мир-й"),
        ("日本語 テスト", "日本語-テスト", "日本語-テスト"),
        ("हिन्दी भाषा", "हिन्दी-भाषा", "हिन्दी-भाषा"),
        ("שלום עולם", "שלום-עולם", "שלום-עולם"),
        ("Don’t", "don-t", "dont"),
        ("C", "c", "c"),
        ("C++", "c-plus-plus", "c-plus-plus"),
        ("C#", "c-sharp", "c-sharp"),
        ("C++11 and F# 8", "c-plus-plus-11-and-f-sharp-8", "c-plus-plus-11-and-f-sharp-8"),
        ("a+b, issue #5, A#B", "a-b-issue-5-a-b", "a-b-issue-5-a-b"),
        ("cafe\u0301", "café", "cafe"),
        ("???", "", ""),
    ],
)
def test_slugs(words: str, kept: str, plain: str) -> None:
    assert (slug(words), slug(words, latin=True)) == (kept, plain)
    assert slug(kept) == kept
    assert slug(plain, latin=True) == plain
