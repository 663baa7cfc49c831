"""Paths on this site, as people are sent to them after a form or a sign-in."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(location: str) -> bool:
    """Whether a location is a path on this site: no address with a scheme or a host, however it is written."""
    ours = location.startswith("/") and url_has_allowed_host_and_scheme(location, allowed_hosts=None)
    return ours and location.isprintable()
