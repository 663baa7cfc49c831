"""The contracts of the modules in this process, for looking up an entry by its name."""

from difflib import get_close_matches

from courant_kit.wire.contract import Contract, Procedure

_contracts: dict[str, Contract] = {}


def declare(contract: Contract) -> None:
    """Make a module's contract known in the process, in place of an earlier contract of the same module."""
    _contracts[contract.module] = contract


def contract_of(module: str) -> Contract | None:
    """The contract of a module in this process; None if the process has no such module."""
    return _contracts.get(module)


def procedure_named(name: str) -> Procedure:
    """The procedure with this name, written without its module: `post.save`. Page procedures have no such name.

    Raises LookupError, with a message for the author, if no contract of this process has it or more than one has.
    """
    named = _by_name()
    found = named.get(name, [])
    if len(found) == 1:
        return found[0]
    if found:
        raise LookupError(f"{name!r} is ambiguous: it may mean {' or '.join(one.uri for one in found)}")
    similar = get_close_matches(name, named)
    hint = f"did you mean {similar[0]!r}?" if similar else f"it has {', '.join(sorted(named)) or 'nothing to call'}"
    raise LookupError(f"the contract of {' and '.join(_contracts) or 'this process'} has no {name!r}; {hint}")


def _by_name() -> dict[str, list[Procedure]]:
    named: dict[str, list[Procedure]] = {}
    for contract in _contracts.values():
        for procedure in contract.procedures.values():
            if not procedure.is_page:
                named.setdefault(procedure.uri.split(".", 2)[2], []).append(procedure)
    return named
