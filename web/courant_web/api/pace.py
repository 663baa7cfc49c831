"""How fast the HTTP API may be used: a bucket of requests for each token, and one for each address without a token."""

from dataclasses import dataclass
from math import ceil

from courant_kit.calls.limits import Limit, Rate

from courant_web.accounts.tokens import Bearer


@dataclass(frozen=True, slots=True)
class Left:
    """What is left of a bucket, as headers say it (draft-ietf-httpapi-ratelimit-headers)."""

    name: str
    rate: Rate
    left: int

    def headers(self) -> dict[str, str]:
        """How many requests there are at once, and how many are left until the bucket is full again."""
        window = ceil(self.rate.at_once / self.rate.each_second)
        full = ceil((self.rate.at_once - self.left) / self.rate.each_second)
        return {
            "RateLimit-Policy": f'"{self.name}";q={self.rate.at_once};w={window}',
            "RateLimit": f'"{self.name}";r={self.left};t={full}',
        }


class Pace:
    """The buckets of one site, in memory."""

    def __init__(self, tokens: Rate, addresses: Rate) -> None:
        self._rates = {"token": tokens, "address": addresses}
        self._limits = {name: Limit(rate.each_second, rate.at_once) for name, rate in self._rates.items()}

    def take(self, bearer: Bearer, network: str, now: float) -> None:
        """Count one request at `now` (seconds); raises RateLimited."""
        name, source = _source(bearer, network)
        self._limits[name].take(source, now)

    def left(self, bearer: Bearer, network: str, now: float) -> Left:
        """What is left for who sent a request."""
        name, source = _source(bearer, network)
        return Left(name, self._rates[name], self._limits[name].left(source, now))


def _source(bearer: Bearer, network: str) -> tuple[str, str]:
    return ("token", str(bearer.token)) if bearer.token else ("address", network)
