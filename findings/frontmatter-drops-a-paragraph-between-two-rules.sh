#!/usr/bin/env bash
# Library: python-frontmatter 1.3.0, PyYAML 6.0.3 (CPython 3.11).
# Source: its README ("Load a post's filename and metadata") and `frontmatter.parse`. YAML that is no mapping is not mentioned.
# Guess: a text that begins with a thematic break, and has a second one, is text: what stands between is no mapping. Loading
#   and dumping a file without a change leaves it as it was, but for white space.
# Seen:
#   between two rules: lost
#   a list between two rules: lost
#   keys after a round trip: author, date, slug, title, version
#   slug 007: 7; version 1.10: 1.1
# Instead: take front matter for such only when it is a mapping, else show all of it as text. To change one key of a file,
#   edit its lines (ruamel.yaml keeps order, zeros and the offset of a date).
. "$(dirname "$0")/lab.sh"
python_packages "python-frontmatter==${FRONTMATTER:-1.3.0}" "pyyaml==6.0.3"

py - <<'PYTHON' >"$LAB/output"
import frontmatter


def between(words: str) -> str:
    """What is left of words between two rules."""
    post = frontmatter.loads(f"---\n{words}\n---\nMore.\n")
    return "there" if words in post.content else "lost"


print("between two rules:", between("A paragraph."))
print("a list between two rules:", between("- one\n- two"))
post = frontmatter.loads("---\ntitle: A\ndate: 2020-01-01\nauthor: B\nslug: 007\nversion: 1.10\n---\nText\n")
lines = frontmatter.dumps(post).split("---")[1].strip().splitlines()
print("keys after a round trip:", ", ".join(line.split(":")[0] for line in lines))
print(f"slug 007: {post['slug']}; version 1.10: {post['version']}")
PYTHON
as_seen <"$LAB/output"
