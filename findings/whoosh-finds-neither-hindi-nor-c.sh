#!/usr/bin/env bash
# Library: Whoosh-Reloaded 2.7.5 (CPython 3.11).
# Source: its documentation, "About analyzers" and StandardAnalyzer(expression, stoplist, minsize): words of one letter are
#   left out. What a word is in scripts with vowel signs is not mentioned.
# Guess: English loses "a" and "is"; words in other scripts are words.
# Seen:
#   "हिन्दी में" -> nothing
#   "தமிழ் மொழி" -> தம
#   "C is not R" -> nothing
#   "C++ and C#" -> nothing
#   "中文测试" -> 中文测试
#   found by हिन्दी: nothing
# Instead: break text into words oneself, marks included (\p{L}\p{M}\p{N}), with a table for names such as C++, and give
#   the analyzer minsize=1 and no stop words. Python's \w knows no combining marks.
. "$(dirname "$0")/lab.sh"
python_packages "whoosh-reloaded==${WHOOSH:-2.7.5}"

py - <<'PYTHON' >"$LAB/output"
from whoosh.analysis import StandardAnalyzer
from whoosh.fields import TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

words = StandardAnalyzer()
for text in ("हिन्दी में", "தமிழ் மொழி", "C is not R", "C++ and C#", "中文测试"):
    print(f'"{text}" ->', " | ".join(word.text for word in words(text)) or "nothing")
index = RamStorage().create_index(Schema(body=TEXT(stored=True)))
writer = index.writer()
writer.add_document(body="हिन्दी में लिखा")
writer.commit()
with index.searcher() as searcher:
    found = searcher.search(QueryParser("body", index.schema).parse("हिन्दी"))
    print("found by हिन्दी:", " | ".join(hit["body"] for hit in found) or "nothing")
PYTHON
as_seen <"$LAB/output"
