"""The steps from schema 1 to schema 2, each a function from plain data to edits and to what a person must decide.

The names that paths have here are those of schema 1, which never change again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

from govtui.model.data_edits import Data, Edit, Insert, Remove, Rename, Set
from govtui.model.line_ranges import contains

OLD: Final = 1
CURRENT: Final = 2
"""The schema that this version of govtui writes."""


class Undecided(NamedTuple):
    """What a person must decide: the step, the field path, and the values between which the data do not decide."""

    step: str
    path: str
    options: tuple[str, ...] = ()


Found = Iterator[Edit | Undecided]


# -- Plain data of which nothing is sure -------------------------------------------------------------------------------


def _items(data: Mapping[str, Any], name: str) -> list[tuple[int, Data]]:
    """Return the tables of a list with their indices."""
    value = data.get(name)
    return [(n, item) for n, item in enumerate(value) if isinstance(item, dict)] if isinstance(value, list) else []


def _text(table: Mapping[str, Any], key: str) -> str:
    value = table.get(key)
    return value if isinstance(value, str) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


# -- Field paths -------------------------------------------------------------------------------------------------------

_HOLDERS = (("claims", "field"), ("checked", "field"), ("translations", "field"))
"""The lists whose items name one field; citations name several."""


def _moves(data: Data, moved: Callable[[str], str]) -> Found:
    """Yield the edits that write each field path anew where `moved` returns another one."""
    for name, key in _HOLDERS:
        for n, item in _items(data, name):
            old = _text(item, key)
            if old and (new := moved(old)) != old:
                yield Set((name, n, key), new)
    for n, citation in _items(data, "sources"):
        named = _list(citation.get("for"))
        told = {path for path in named if isinstance(path, str) and moved(path) == path}
        twice: list[int] = []
        for place, path in enumerate(named):
            if not isinstance(path, str) or (new := moved(path)) == path:
                continue
            if new in told:
                twice.append(place)
            else:
                told.add(new)
                yield Set(("sources", n, "for", place), new)
        yield from (Remove(("sources", n, "for", place)) for place in reversed(twice))


def _overlap(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def _moved_from(old: str, new: str, names: Sequence[str] = ()) -> Callable[[str], str]:
    """Return how paths at and below `old` become paths at and below `new`; `names`: of items that went by position."""

    def moved(path: str) -> str:
        if path == old:
            return new
        rest = path.removeprefix(f"{old}.")
        if rest == path:
            return path
        if rest.isdecimal() and 0 < int(rest) <= len(names):
            rest = names[int(rest) - 1]
        return f"{new}.{rest}" if rest in names else new

    return moved


# -- Places in sources -------------------------------------------------------------------------------------------------


def _covering(data: Data, path: str) -> list[tuple[str, str]]:
    """Return source and place of the citations that cover a field, in the order of the file."""
    return [
        (_text(citation, "ref"), _text(citation, "at"))
        for _, citation in _items(data, "sources")
        if _text(citation, "ref")
        and any(isinstance(field, str) and _overlap(path, field) for field in _list(citation.get("for")))
    ]


def _cited(step: str, data: Data, path: str) -> tuple[Data, Undecided | None]:
    """Return the source that covers a field, with all its places there; what to ask where several sources do, or none."""
    covering = _covering(data, path)
    sources = tuple(dict.fromkeys(source for source, _ in covering))
    if len(sources) != 1:
        return {}, Undecided(step, path, sources)
    places = list(dict.fromkeys(place for _, place in covering))
    at = ", ".join(places) if all(places) else ""
    return {"source": sources[0], **({"at": at} if at else {})}, None


def _country(code: str) -> str:
    return f"country:{code}"


# -- The steps ---------------------------------------------------------------------------------------------------------


def _item_source(data: Data) -> Found:
    """An item with a place and no source: the one source whose citation covers the list and contains the place."""
    for name in ("agenda", "areas", "aims", "activities"):
        for n, item in _items(data, name):
            at = _text(item, "at")
            if not at or "source" in item:
                continue
            path = f"{name}.{_text(item, 'key') or n + 1}"
            covering = _covering(data, path)
            sources = tuple(dict.fromkeys(source for source, place in covering if contains(place, at)))
            if len(sources) == 1:
                yield Set((name, n, "source"), sources[0])
            else:
                yield Undecided("item-source", path, sources or tuple(dict.fromkeys(ref for ref, _ in covering)))


_QUOTED = (
    ("steps", "text", "quote"),
    ("figures", "text", "quote"),
    ("terms", "text", "quote"),
    ("sources", "by", "said_by"),
)


def _quote(data: Data) -> Found:
    """Printed words are called `quote`, whoever is quoted `said_by`."""
    for name, old, new in _QUOTED:
        for n, item in _items(data, name):
            if old in item and new in item:
                yield Undecided("quote", f"{name}.{n + 1}.{old}", (old, new))
            elif old in item:
                yield Rename((name, n, old), new)
    yield from _moves(data, _quoted_path)


def _quoted_path(path: str) -> str:
    for name, old, new in _QUOTED:
        if path.startswith(f"{name}.") and path.endswith(f".{old}") and len(path) > len(name) + len(old) + 1:
            return path.removesuffix(old) + new
    return path


def _participants(data: Data) -> Found:
    """`relations.attended_by` becomes [[participants]], one item a record."""
    relations = data.get("relations")
    old = relations.get("attended_by") if isinstance(relations, dict) else None
    if isinstance(relations, dict) and isinstance(old, list) and data.get("kind") in ("event", None):
        yield from _listed(data, "participants", "relations.attended_by", old, [str(who) for who in old])
        yield Remove(("relations", "attended_by") if len(relations) > 1 else ("relations",), "participants")
    yield from _moved_claims(data, "relations.attended_by", "participants", _list(old), str)


def _members(data: Data) -> Found:
    """`countries` becomes [[members]], one item a country."""
    old = data.get("countries")
    if isinstance(old, list):
        yield from _listed(data, "members", "countries", old, [f"country:{code}" for code in old])
        yield Remove(("countries",), "members")
    yield from _moved_claims(data, "countries", "members", _list(old), _country)


def _listed(data: Data, name: str, path: str, old: list[Any], names: list[str]) -> Found:
    """Yield the items that take the place of a list of ids or codes; those that are no texts go as they are."""
    there = {_text(item, "who") for _, item in _items(data, name)}
    step = name
    cited, asked = _cited(step, data, path)
    if asked and old:
        yield asked
    for value, who in zip(old, names, strict=True):
        if who not in there:
            yield Insert((name,), {"who": who if isinstance(value, str) else value, **cited})


def _moved_claims(data: Data, old: str, new: str, values: list[Any], named: Callable[[str], str]) -> Found:
    """Yield what moves paths at and below `old`; what a claim says of the list becomes a list of who is in it."""
    for n, claim in _items(data, "claims"):
        field, value = _text(claim, "field"), claim.get("value")
        if field == old or (field.startswith(f"{old}.") and isinstance(value, str)):
            said: list[Any] = value if isinstance(value, list) else [value]
            if all(isinstance(one, str) for one in said):
                yield Set(("claims", n, "value"), [named(one) for one in said])
                if field != old:
                    yield Set(("claims", n, "field"), new)
    names = [named(value) for value in values if isinstance(value, str)]
    by_code = _moved_from(old, new, names)

    def moved(path: str) -> str:
        rest = path.removeprefix(f"{old}.")
        return by_code(f"{old}.{named(rest)}") if rest != path and rest in values else by_code(path)

    yield from _moves(data, moved)


def _date_of(data: Data) -> Found:
    """What a declaration's date is the date of: the one action of its steps that has that date."""
    if data.get("kind") != "declaration" or "date" not in data or "date_of" in data:
        return
    date = str(data["date"])
    actions = tuple(
        dict.fromkeys(_text(step, "action") for _, step in _items(data, "steps") if str(step.get("date")) == date)
    )
    if len(actions) == 1 and actions[0]:
        yield Set(("date_of",), actions[0])
    else:
        yield Undecided("date-of", "date", actions)


def _seen(data: Data) -> Found:
    """A source of which only the title is known is a web page, seen by its title."""
    if data.get("kind") == "source" and data.get("type") == "title_only":
        yield Set(("type",), "web_page")
        yield Set(("seen",), "title")


_OLD_CODES = frozenset({"steps_disagree", "actors_disagree", "figures_disagree", "claim_disagrees"})


def _checked(data: Data) -> Found:
    """The four codes of what sources state differently are one."""
    seen: dict[str, int] = {}
    twice: list[int] = []
    for n, item in _items(data, "checked"):
        code, field = _text(item, "code"), _text(item, "field")
        if code in _OLD_CODES or code == "sources_disagree":
            if field in seen and item.get("note") in (None, data["checked"][seen[field]].get("note")):
                twice.append(n)
                continue
            if field in seen:
                yield Undecided("checked", f"checked.{n + 1}", (field,))
            seen[field] = n
            if code != "sources_disagree":
                yield Set(("checked", n, "code"), "sources_disagree")
    yield from (Remove(("checked", n)) for n in reversed(twice))


def _schema(data: Data) -> Found:
    """The version of the form of record, which says that all other steps were taken."""
    if data.get("schema") == OLD:
        yield Set(("schema",), CURRENT)


STEPS: Final[dict[str, Callable[[Data], Found]]] = {
    "item-source": _item_source,
    "quote": _quote,
    "participants": _participants,
    "members": _members,
    "date-of": _date_of,
    "seen": _seen,
    "checked": _checked,
    "schema": _schema,
}
"""Each step by name, in the order in which they are taken."""
