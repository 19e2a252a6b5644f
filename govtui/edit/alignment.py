"""Sequence alignment: pairs the items of two or three versions of a list, and merges their orders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from govtui.edit.plain_data import Data, identity, unique
from govtui.model.fields import items_of
from govtui.model.item_names import item_names
from govtui.store.diff_ranges import in_place

_MAX_PAIRS = 40_000
"""Above that many pairs of items none are compared: a renamed item is then one removed and one added."""

_MORE_THAN_HALF = 0.501

_Key = TypeVar("_Key", bound=Hashable)


class ItemMatch(NamedTuple):
    """One item in three versions of its list: its position in each, None where it is not there."""

    name: str
    base: int | None
    mine: int | None
    theirs: int | None


def align(list_name: str, old: Sequence[Data], new: Sequence[Data]) -> dict[int, int]:
    """Pair the items of `old` and `new`: position to position.

    Equal items first; then items of one name, the most alike first where their numbers differ; then renamed tables, of
    which at least half is the same (`_likeness`), or more in `strict` lists; then plain values changed in their place.
    """
    out: dict[int, int] = {}
    keys = [[_hashable(item) for item in items] for items in (old, new)]
    waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
    for m in reversed(range(len(new))):
        waiting[keys[1][m]].append(m)
    for n in range(len(old)):
        if found := waiting[keys[0][n]]:
            out[n] = found.pop()
    left = [n for n in range(len(old)) if n not in out]
    taken = set(out.values())
    free = [m for m in range(len(new)) if m not in taken]
    if not left or not free:
        return out
    tables = [list(map(_fields, items)) for items in (old, new)]

    def pair(n: int, m: int) -> None:
        out[n] = m
        left.remove(n)
        free.remove(m)

    def most_alike(ours: Iterable[int], others: Collection[int], least: float) -> None:
        ranked = sorted((-_likeness(tables[0][n], tables[1][m]), abs(n - m), n, m) for n in ours for m in others)
        for likes, _, n, m in ranked:
            if -likes >= least and n not in out and m in free:
                pair(n, m)

    names = [{n: _name(list_name, items[n]) for n in some} for items, some in ((old, left), (new, free))]
    for name in dict.fromkeys(names[0].values()):
        ours = [n for n in left if names[0][n] == name]
        others = [m for m in free if names[1][m] == name]
        if not name or len(ours) * len(others) > _MAX_PAIRS:  # two nameless items that differ are two things
            continue
        if len(ours) == len(others):
            for n, m in zip(ours, others, strict=True):
                pair(n, m)
        else:
            most_alike(ours, others, 0.0)
    if len(left) * len(free) <= _MAX_PAIRS:
        most_alike(list(left), list(free), _MORE_THAN_HALF if items_of(list_name).strict else 0.5)
    plain_values = [[n for n in some if not isinstance(items[n], dict)] for items, some in ((old, left), (new, free))]
    return out | in_place(out, *plain_values)


def match_items(list_name: str, base: Sequence[Data], mine: Sequence[Data], theirs: Sequence[Data]) -> list[ItemMatch]:
    """Match the items of three versions of a list: of the base, then added by both, then by one side.

    Two added items are one where they are equal, or where the list has only one item of a name.
    """
    to_mine, to_theirs = align(list_name, base, mine), align(list_name, base, theirs)
    known = item_names(list_name, base)
    rows = [ItemMatch(known[n], n, to_mine.get(n), to_theirs.get(n)) for n in range(len(base))]
    ours = [n for n in range(len(mine)) if n not in set(to_mine.values())]
    others = [n for n in range(len(theirs)) if n not in set(to_theirs.values())]
    names = [item_names(list_name, mine), item_names(list_name, theirs)]
    both: list[tuple[int, int]] = []
    for key_of in (_hashable, _unique_name(list_name)):
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for m in reversed(others):
            waiting[key_of(theirs[m])].append(m)
        for n in list(ours):
            if (key := key_of(mine[n])) is not None and waiting[key]:
                both.append((n, waiting[key].pop()))
        paired = [set(side) for side in zip(*both, strict=True)] or [set(), set()]
        ours, others = ([n for n in side if n not in one] for side, one in zip((ours, others), paired, strict=True))
    for n, m in both:
        name = item_names(list_name, [mine[n]])[0] if _name(list_name, mine[n]) else str(min(n, m) + 1)
        rows.append(ItemMatch(name, None, n, m))
    rows += [ItemMatch(names[0][n], None, n, None) for n in ours]
    rows += [ItemMatch(names[1][n], None, None, n) for n in others]
    return rows


def reordered(base: Sequence[_Key], mine: Sequence[_Key], theirs: Sequence[_Key]) -> tuple[bool, bool]:
    """Return whether mine and theirs have the common keys in another order than the base."""
    shared = set(base) & set(mine) & set(theirs)
    ranks = [[one for one in row if one in shared] for row in (base, mine, theirs)]
    return ranks[1] != ranks[0], ranks[2] != ranks[0]


def common_order(base: Sequence[_Key], mine: Sequence[_Key], theirs: Sequence[_Key]) -> list[_Key] | None:
    """Return the order of the common keys in which both sides' moves are made; None where they contradict each other.

    The common keys are cut into the shortest runs that hold the same keys in all three; at most one side moved keys in a
    run, or both moved them alike.
    """
    shared = set(base) & set(mine) & set(theirs)
    old, one, other = ([key for key in row if key in shared] for row in (base, mine, theirs))
    places = {key: n for n, key in enumerate(old)}
    out: list[_Key] = []
    last = -1
    for n, keys in enumerate(zip(one, other, strict=True)):
        last = max(last, *(places[key] for key in keys))
        if last == n:
            run = slice(len(out), n + 1)
            if one[run] not in (old[run], other[run]) and other[run] != old[run]:
                return None
            out += other[run] if one[run] == old[run] else one[run]
    return out


def _put_in_order(row: Sequence[_Key], order: Sequence[_Key]) -> list[_Key]:
    """Return a row with its keys that are in `order` so ordered; each other key keeps its predecessor."""
    known, place = set(order), None
    behind: defaultdict[_Key | None, list[_Key]] = defaultdict(list)
    for key in row:
        if key in known:
            place = key
        else:
            behind[place].append(key)
    return behind[None] + [one for key in order for one in (key, *behind[key])]


def merge_orders(
    base: Sequence[_Key],
    mine: Sequence[_Key],
    theirs: Sequence[_Key],
    *,
    by_mine: bool | None = None,
    first: Callable[[_Key], bool] = lambda key: False,
) -> list[_Key]:
    """Merge the keys of both sides in the order of theirs, or of mine (`by_mine`; None: in that of both, if there is one).

    A key that only the other side has keeps its predecessor, and comes after what the leading side added there; but a key
    takes the place of one that it replaces, on either side, and one that must be `first` precedes the leader's additions (a
    pair stands before the next header).
    """
    if by_mine is None:
        moved = reordered(base, mine, theirs)
        by_mine = moved == (True, False)
        if moved == (True, True) and (order := common_order(base, mine, theirs)) is not None:
            theirs = _put_in_order(theirs, order)
    lead, follow = (mine, theirs) if by_mine else (theirs, mine)
    in_lead, in_follow = set(lead), set(follow)
    places = {key: n for n, key in enumerate(base)}

    def instead_of(place: _Key | None) -> _Key | None:
        """Return the last key of the leader that the follower removed right behind `place`; else `place`."""
        found = place
        for key in base[places.get(place, len(base)) + 1 if place is not None else 0 :]:
            if key in in_follow:
                break
            found = key if key in in_lead else found
        return found

    behind: defaultdict[_Key | None, list[_Key]] = defaultdict(list)
    anchor = instead_of(None)
    for key in follow:
        if key in in_lead:
            anchor = instead_of(key)
        else:
            behind[anchor].append(key)
    out: list[_Key] = []
    waiting = behind[None]
    for key in lead:
        if key in in_follow:
            out += [*waiting, key]
            waiting = behind[key]
        elif key in places:  # the follower removed it: what it added there replaces it
            out += [key, *behind[key]]
        else:
            if not first(key):
                # What the leader removed there was replaced by its additions: what the follower has before it precedes them.
                replaced = max((n for n, one in enumerate(waiting) if one in places), default=0)
                out += [one for n, one in enumerate(waiting) if n < replaced or first(one)]
                waiting = [one for one in waiting[replaced:] if not first(one)]
            out.append(key)
    return out + waiting


def _name(list_name: str, item: Data) -> str:
    return identity(list_name, item) if isinstance(item, dict) else ""


def _unique_name(list_name: str) -> Callable[[Data], Hashable]:
    """Return the key of items that are one thing under one name (plain_data.unique); None for other items."""

    def name(item: Data) -> Hashable:
        return identity(list_name, item) if isinstance(item, dict) and unique(list_name, item) else None

    return name


class _Field(NamedTuple):
    """The value of a field of an item: as a whole, and the parts of a list or table; a single value has none."""

    whole: Hashable
    parts: frozenset[Hashable]


def _fields(item: Data) -> Mapping[str, _Field]:
    if not isinstance(item, dict):
        return {}
    return {key: _Field(_hashable(value), frozenset(_parts(value))) for key, value in item.items()}


def _parts(value: Data) -> Iterable[Hashable]:
    if isinstance(value, dict):
        return ((key, _hashable(inner)) for key, inner in value.items())
    return map(_hashable, value) if isinstance(value, list) else ()


def _likeness(one: Mapping[str, _Field], other: Mapping[str, _Field]) -> float:
    """Return how much of two tables is the same, from 0 to 1: every field counts alike.

    Of two lists or tables in a field that share some parts that share counts (Dice).
    """
    both = one.keys() & other.keys()
    shared = sum(1.0 if one[key].whole == other[key].whole else _dice(one[key].parts, other[key].parts) for key in both)
    return shared / (len(one) + len(other) - len(both)) if both else 0.0


def _dice(one: frozenset[Hashable], other: frozenset[Hashable]) -> float:
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0


def _hashable(value: Data) -> Hashable:
    """Return a hashable that is equal for values that are the same (toml_values.same)."""
    if isinstance(value, dict):
        return frozenset((key, _hashable(inner)) for key, inner in value.items())
    if isinstance(value, list):
        return tuple(_hashable(inner) for inner in value)
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    return type(value), repr(value)
