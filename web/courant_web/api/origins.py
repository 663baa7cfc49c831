"""Cross-origin requests (CORS): pages of other sites may use the HTTP API only if a setting names them (no I/O)."""

ALLOWED = "authorization, content-type, idempotency-key, last-event-id"
EXPOSED = "ratelimit, ratelimit-policy, retry-after"
REMEMBERED = 3600
ANY = "*"


def headers(origin: str | None, allowed: frozenset[str], methods: str) -> dict[str, str]:
    """The headers for a page of this origin, which is None without one. Cookies never count here, so none may come."""
    if not allowed:
        return {}
    vary = {"Vary": "Origin"}
    if origin is None or not ({ANY, origin.lower()} & allowed):
        return vary
    return vary | {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": ALLOWED,
        "Access-Control-Expose-Headers": EXPOSED,
        "Access-Control-Max-Age": str(REMEMBERED),
        "Cross-Origin-Resource-Policy": "cross-origin",
    }
