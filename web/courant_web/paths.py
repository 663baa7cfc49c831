"""Paths on this site, as people are sent to them after a form or a sign-in, and the names of procedures in them."""

import re

from django.utils.http import url_has_allowed_host_and_scheme

API = "/api/"
"""Where the HTTP API is: programs use it with tokens, so cookies and origins do not count there."""

ONE_CLICK = "/mail/off/"
"""Where mail programs unsubscribe: they have neither cookies nor an origin, and a token says what they may do."""

PROCEDURE = re.compile(r"courant(?:\.[a-z][a-z0-9_]*){3}")
"""The URI of a procedure."""


def is_ours(location: str) -> bool:
    """Whether a location is a path on this site: no address with a scheme or a host, however it is written."""
    ours = location.startswith("/") and url_has_allowed_host_and_scheme(location, allowed_hosts=None)
    return ours and location.isprintable()
