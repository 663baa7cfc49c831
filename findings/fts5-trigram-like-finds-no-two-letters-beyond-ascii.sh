#!/usr/bin/env bash
# Library: SQLite 3.40.0 (apsw 3.40.0.0), of the series in Debian 12, and SQLite 3.54.1 (apsw 3.54.1.0), CPython 3.11.
# Source: SQLite's documentation, FTS5, "The Trigram Tokenizer": LIKE is supported by the index; a query of fewer than
#   three characters matches nothing with MATCH, and LIKE falls back to a scan.
# Guess: LIKE on a trigram table finds what LIKE finds on any table, only slower where the index cannot be used.
# Seen:
#   3.40.0: rows by LIKE, ordinary/trigram table: asser 1/1, go 1/1, 東京 1/0, Öl 1/0
#   3.54.1: rows by LIKE, ordinary/trigram table: asser 1/1, go 1/1, 東京 1/1, Öl 1/1
# Instead: no trigram table where SQLite may be older than 3.41, which takes three bytes for three characters and asks
#   its index for what cannot be in it. Chinese and Japanese, whose words often have two characters, are indexed as
#   overlapping pairs of characters.
. "$(dirname "$0")/lab.sh"

python_packages "apsw==3.40.0.0"
cat >"$LAB/search.py" <<'PYTHON'
import apsw

database = apsw.Connection(":memory:")
database.execute("CREATE TABLE ordinary (body)")
database.execute("CREATE VIRTUAL TABLE trigram USING fts5(body, tokenize='trigram')")
for table in ("ordinary", "trigram"):
    database.execute(f"INSERT INTO {table} VALUES ('go to 東京'), ('Öl und Wasser')")
counts = []
for word in ("asser", "go", "東京", "Öl"):
    rows = [
        len(list(database.execute(f"SELECT 1 FROM {table} WHERE body LIKE ?", (f"%{word}%",))))
        for table in ("ordinary", "trigram")
    ]
    counts.append(f"{word} {rows[0]}/{rows[1]}")
version = list(database.execute("SELECT sqlite_version()"))[0][0]
print(f"{version}: rows by LIKE, ordinary/trigram table: {', '.join(counts)}")
PYTHON
py "$LAB/search.py" >"$LAB/output"
python_packages "apsw==${APSW:-3.54.1.0}"
py "$LAB/search.py" >>"$LAB/output"
as_seen <"$LAB/output"
