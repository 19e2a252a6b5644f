"""Merging three versions of plain data by field (three-way: what both started from, mine, theirs).

What only one side changed is taken; what both changed in different ways is a clash. Tables are merged by key, lists of tables
by item (edit/alignment.py), lists of ids, codes and field paths as sets; every other value is one value.
"""

from __future__ import annotations

from collections.abc import Sequence

from govtui.edit import translation_state
from govtui.edit.alignment import Row, matched, reordered, woven
from govtui.edit.conflict import Choices, Clash, Own, Side, choice, chosen_value
from govtui.edit.plain_data import MISSING, Data, is_set, is_tables, same
from govtui.model.own_fields import BUILT_IN, Schema


class ValueMerge:
    """One merge of data: the choices that were made, the clashes that were met."""

    def __init__(self, choices: Choices, schema: Schema = BUILT_IN) -> None:
        self._choices = choices
        self.schema = schema
        self.clashes: list[Clash] = []
        self.orders: set[str] = set()
        """The paths of lists whose items each of the two put into another order, which is a clash of the order alone."""

    def record(self, base: Data, mine: Data, theirs: Data) -> Data:
        """What three whole records make together. What a translation remembers goes with its text."""
        parts = [translation_state.apart(data) for data in (base, mine, theirs)]
        if any(part is None for part in parts):
            return self.value("", base, mine, theirs)
        old, one, other = (part for part in parts if part)
        made = self.value("", old[0], one[0], other[0])
        memories = translation_state.together(made, one, other, old[1], self.value)
        return {**made, translation_state.FIELD: memories} if memories else made

    def value(self, path: str, base: Data, mine: Data, theirs: Data) -> Data:
        """What the three make together."""
        if same(mine, theirs) or same(mine, base):
            return theirs
        if same(theirs, base):
            return mine
        if isinstance(mine, dict) and isinstance(theirs, dict):
            if isinstance(base, dict) or base is MISSING:
                old_table: dict[str, Data] = base if isinstance(base, dict) else {}
                return self._table(path, old_table, mine, theirs)
            return self._clash(path, base, mine, theirs)
        old: Data = [] if base is MISSING else base
        if isinstance(old, list) and isinstance(mine, list) and isinstance(theirs, list):
            if all(is_tables(one) or not one for one in (old, mine, theirs)):
                return self._tables(path, base, old, mine, theirs)
            if is_set(path, self.schema) and all(_are_texts(one) for one in (old, mine, theirs)):
                return _set(old, mine, theirs)
        return self._clash(path, base, mine, theirs)

    def _clash(self, path: str, base: Data, mine: Data, theirs: Data) -> Data:
        clash = Clash(path, base, mine, theirs)
        self.clashes.append(clash)
        return chosen_value(self._choices, clash)

    def _table(self, path: str, base: dict[str, Data], mine: dict[str, Data], theirs: dict[str, Data]) -> Data:
        out = {}
        for key in dict.fromkeys((*theirs, *mine, *base)):
            three = (one.get(key, MISSING) for one in (base, mine, theirs))
            value = self.value(f"{path}.{key}".lstrip("."), *three)
            if value is not MISSING:
                out[key] = value
        return out

    def _tables(self, path: str, given: Data, base: list[Data], mine: list[Data], theirs: list[Data]) -> Data:
        name = path.rpartition(".")[2]
        rows = matched(name, base, mine, theirs)
        orders = [_in_order(rows, side) for side in range(3)]
        by_mine = None
        if reordered(*orders) == (True, True) and _shared(orders[1]) != _shared(orders[2]):
            self.orders.add(path)  # the items are merged all the same: only the order is chosen
            value = self._clash(path, given, mine, theirs)
            chosen = choice(self._choices, path)
            if isinstance(chosen, Own):
                return value
            by_mine = chosen is Side.MINE
        became: dict[Row, Data] = {}
        for row in rows:
            three = (MISSING if n is None else items[n] for items, n in zip((base, mine, theirs), row[1:], strict=True))
            became[row] = self.value(f"{path}.{row.name}", *three)
        return [became[row] for row in woven(*orders, by_mine=by_mine) if became[row] is not MISSING]


def _in_order(rows: Sequence[Row], side: int) -> list[Row]:
    """The items that one version of a list has, as they stand there: the base (0), mine (1), theirs (2)."""
    places = [(place, row) for row in rows if (place := row[1 + side]) is not None]
    return [row for _, row in sorted(places)]


def _shared(order: Sequence[Row]) -> list[Row]:
    """The items that all three versions have."""
    return [row for row in order if None not in row]


def _are_texts(values: Sequence[Data]) -> bool:
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def _set(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Theirs, without what mine took out, with what mine put in."""
    gone = set(base) - set(mine)
    kept = [value for value in theirs if value not in gone]
    return kept + [value for value in mine if value not in base and value not in theirs]
