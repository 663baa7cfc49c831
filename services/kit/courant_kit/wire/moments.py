"""Moments that programs send."""

from datetime import UTC, datetime

from courant_kit.calls.errors import Invalid


def utc(moment: datetime, field: str = "created") -> datetime:
    """A moment in UTC, as which one without an offset counts; raises Invalid if there it is in no year that exists."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise Invalid(f"{field.capitalize()}: a moment of the years 1 to 9999.", field=field) from error
