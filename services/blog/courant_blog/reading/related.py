"""Posts that share tags with a post: of each tag's list, those next to it in time; one statement over the lists' index.

So a post can only change what is related to the posts next to it in the lists of its tags, however many there are.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from courant_blog.models import Entry

NEAR = 4
"""How many posts on either side of a post, in the list of each of its tags, are considered."""
SHOWN = 4


def near(tags: Collection[str], published_at: datetime, post_id: int) -> list[int]:
    """The ids of the posts next to a date and id in these lists, those that are in most of them first."""
    if not tags:
        return []
    moment = connection.ops.adapt_datetimefield_value(published_at)
    values = [value for name in sorted(tags) for _ in _SIDES for value in (name, moment, moment, post_id)]
    sides = " UNION ALL ".join(_SIDE.format(*side) for _ in tags for side in _SIDES)
    with connection.cursor() as cursor:
        cursor.execute(_NEAR.format(sides=sides), values)
        return [number for number, *_ in cursor.fetchall()]


_ENTRIES = Entry._meta.db_table  # noqa: SLF001 - the public API of Model._meta
_SIDES = (("<", "DESC"), (">", "ASC"))
_SIDE = (
    "SELECT * FROM (SELECT post_id, published_at FROM "
    + _ENTRIES
    + " WHERE list = %s AND published_at {0}= %s AND (published_at {0} %s OR post_id {0} %s)"
    f" ORDER BY published_at {{1}}, post_id {{1}} LIMIT {NEAR}) side"
)
_NEAR = (
    "SELECT post_id, COUNT(*) AS shared, MAX(published_at) AS newest FROM ({sides}) found "
    "GROUP BY post_id ORDER BY shared DESC, newest DESC, post_id DESC"
)
