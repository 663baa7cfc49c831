"""The search's procedure, for windows and programs."""

from courant_kit.calls.caller import Caller

from courant_search import contract, finding, noticing, parts
from courant_search.module import module
from courant_search.payloads import AskTyping, Results


@module.handles(contract.LIST_RESULTS)
def results(caller: Caller, request: AskTyping) -> Results:
    """The documents that match a query, of those that the caller may read."""
    found = finding.find(caller, request, module.running.standing.suspended, request.limit, typing=True)
    topics = [noticing.fragment(one).topic for one in finding.audiences(caller)]
    offered = parts.offered(module.running.standing.suspended)
    return Results(results=found.results, total=found.total, meant=found.meant, topics=topics, parts=offered)
