"""Adding redirects: each is checked by itself, so that a wrong one does not keep out the others."""

from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from courant_kit.calls.errors import Invalid
from courant_kit.wire.old_addresses import bare
from courant_kit.words import gettext, marked

from courant_core.redirects import keeping
from courant_core.redirects.addresses import above, key_of, keys_of, target_of
from courant_core.redirects.following import Circle, Known, Rule, end_of, with_new
from courant_core.redirects.payloads import AddedRedirects, NewRedirect, RefusedRedirect

CIRCLE = marked("This redirect would lead readers in a circle.")
OTHER = marked("There is a redirect from this address already; it leads to {target}.")


def add(wanted: Iterable[NewRedirect], *, replace: bool) -> AddedRedirects:
    """Add redirects, in a transaction; what is refused changes nothing."""
    answer = AddedRedirects(0, 0, 0, [])
    rules = _understood(wanted, answer)
    stored = keeping.within([*rules, *(key for rule in rules.values() for key in _around(rule))])
    new: dict[str, Rule] = {}
    for rule in rules.values():
        _admit(rule, stored, new, answer, replace=replace)
    keeping.store(new.values())
    return answer


def _understood(wanted: Iterable[NewRedirect], answer: AddedRedirects) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for one in wanted:
        try:
            rule = Rule(key_of(one.source), target_of(one.target) if one.target else "", one.below)
            _check_below(rule)
        except Invalid as error:
            answer.refused.append(RefusedRedirect(one.source[:200], error.message))
        else:
            rules[rule.source] = rule
    return rules


def _check_below(rule: Rule) -> None:
    if rule.below and "?" in rule.source:
        raise Invalid(gettext("An address with parameters has nothing below it."), field="below")


def _admit(rule: Rule, stored: Known, new: dict[str, Rule], answer: AddedRedirects, *, replace: bool) -> None:
    before = stored([rule.source]).get(rule.source)
    if before == rule:
        answer.same += 1
    elif before is not None and not replace:
        leads = before.target or gettext("“gone”")
        answer.refused.append(RefusedRedirect(f"/{rule.source}", gettext(OTHER).format(target=leads)))
    elif _circular(rule, with_new(stored, new)):
        answer.refused.append(RefusedRedirect(f"/{rule.source}", gettext(CIRCLE)))
    else:
        new[rule.source] = rule
        answer.added += before is None
        answer.replaced += before is not None


def _circular(rule: Rule, known: Known) -> bool:
    if not rule.target.startswith("/"):
        return False
    path, _, query = rule.source.partition("?")
    target = bare(unquote(urlsplit(rule.target).path))
    if rule.below and (target == path or target.startswith(f"{path}/")):
        return True
    try:
        end_of(path, query, with_new(known, {rule.source: rule}))
    except Circle:
        return True
    return False


def _around(rule: Rule) -> list[str]:
    """The keys that following a rule begins with."""
    if not rule.target.startswith("/"):
        return []
    parts = urlsplit(rule.target)
    path = unquote(parts.path)
    return [*keys_of(path, parts.query), *above(bare(path)), *above(rule.source.partition("?")[0])]
