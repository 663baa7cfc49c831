"""The words of a text (no I/O): the smallest pieces that a difference marks and that have an author."""

import re

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
_WORDS = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+|\s+|[^\w\s]")


def words(text: str) -> list[str]:
    """The words, the runs of white space and the other characters of a text; joined, they are the text.

    Chinese, Japanese and Korean have no spaces between words: each of their characters is a word.
    """
    return _WORDS.findall(text)
