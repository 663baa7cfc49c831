"""A typed client of Courant's modules, each of which has a class: `from courant_client.modules.blog import Blog`."""

from courant_client.calling import UNSET, Module, Session, Unset
from courant_client.over_http import CallError, Http

__all__ = ["UNSET", "CallError", "Http", "Module", "Session", "Unset"]
