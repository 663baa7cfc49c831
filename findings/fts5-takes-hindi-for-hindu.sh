#!/usr/bin/env bash
# Library: SQLite 3.54.1 with FTS5 (apsw 3.54.1.0), CPython 3.11.
# Source: SQLite's documentation, FTS5, "Unicode61 Tokenizer": by default letters and numbers (L*, N*, Co) are token
#   characters. Vowel signs of Indian scripts, Thai tone marks and Hebrew and Arabic points are marks (M*).
# Guess: the default tokenizer, named after Unicode, finds whole words in every script that has spaces between them.
# Seen:
#   default: हिन्दी finds ['हिन्दी', 'हिन्दू']
#   default: the words of हिन्दी are ['द', 'न', 'ह']
#   with M*: हिन्दी finds ['हिन्दी']
#   with M*: the words of हिन्दी are ['हिन्दी']
# Instead: tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co M*'", and fold the accents of Latin, Greek and
#   Cyrillic letters before the text comes into the table.
. "$(dirname "$0")/lab.sh"
python_packages "apsw==${APSW:-3.54.1.0}"

py - <<'PYTHON' | as_seen
import apsw

database = apsw.Connection(":memory:")
HINDI, HINDU = "हिन्दी", "हिन्दू"


def show(title, name, tokenizer):
    database.execute(f"CREATE VIRTUAL TABLE {name} USING fts5(body, tokenize=\"{tokenizer}\")")
    database.execute(f"CREATE VIRTUAL TABLE {name}_words USING fts5vocab({name}, instance)")
    database.execute(f"INSERT INTO {name} VALUES (?), (?)", (HINDI, HINDU))
    found = database.execute(f"SELECT body FROM {name} WHERE body MATCH ? ORDER BY rowid", (f'"{HINDI}"',))
    print(f"{title}: {HINDI} finds {[row[0] for row in found]}")
    words = database.execute(f"SELECT DISTINCT term FROM {name}_words WHERE doc = 1 ORDER BY term")
    print(f"{title}: the words of {HINDI} are {[row[0] for row in words]}")


show("default", "plain", "unicode61")
show("with M*", "marked", "unicode61 remove_diacritics 0 categories 'L* N* Co M*'")
PYTHON
