"""Three-way merge of plain data by field: base, mine, theirs.

A change of one side is taken; a field that both changed in different ways is a clash. Tables are merged by key, lists of
tables by item (edit/alignment.py), lists of ids, codes and field paths as sets; every other value is one value.
"""

from __future__ import annotations

from collections.abc import Sequence

from govtui.edit import translation_state
from govtui.edit.alignment import ItemMatch, common_order, match_items, merge_orders
from govtui.edit.conflict import Choose, Clash, Own, Side, chosen_value
from govtui.edit.plain_data import MISSING, Data, is_set, is_tables, same
from govtui.model.own_fields import BUILT_IN, Schema


class ValueMerge:
    """A merge of data that collects its clashes."""

    def __init__(self, choose: Choose, schema: Schema = BUILT_IN) -> None:
        self._choose = choose
        self.schema = schema
        self.clashes: list[Clash] = []
        self.orders: set[str] = set()
        """The paths of lists that each side put into another order: a clash of the order alone."""

    def record(self, base: Data, mine: Data, theirs: Data) -> Data:
        """Merge three whole records. The provenance of a translation goes with its text."""
        parts = [translation_state.split_provenance(data) for data in (base, mine, theirs)]
        if any(part is None for part in parts):
            return self.value("", base, mine, theirs)
        old, one, other = (part for part in parts if part)
        made = self.value("", old[0], one[0], other[0])
        items = translation_state.merge_provenance(made, one, other, old[1])
        return {**made, translation_state.FIELD: items} if items else made

    def value(self, path: str, base: Data, mine: Data, theirs: Data) -> Data:
        """Merge three values of one field; MISSING where a side has none."""
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
        return chosen_value(self._choose, clash)

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
        rows = match_items(name, base, mine, theirs)
        orders = [_in_order(rows, side) for side in range(3)]
        by_mine = None
        if common_order(*orders) is None:
            self.orders.add(path)  # the items are merged all the same: only the order is chosen
            value = self._clash(path, given, mine, theirs)
            chosen = self._choose(path)
            if isinstance(chosen, Own):
                return value
            by_mine = chosen is Side.MINE
        merged: dict[ItemMatch, Data] = {}
        for row in rows:
            three = (MISSING if n is None else items[n] for items, n in zip((base, mine, theirs), row[1:], strict=True))
            merged[row] = self.value(f"{path}.{row.name}", *three)
        return [merged[row] for row in merge_orders(*orders, by_mine=by_mine) if merged[row] is not MISSING]


def _in_order(rows: Sequence[ItemMatch], side: int) -> list[ItemMatch]:
    """Return the items of one version of a list, in its order: the base (0), mine (1), theirs (2)."""
    places = [(place, row) for row in rows if (place := row[1 + side]) is not None]
    return [row for _, row in sorted(places)]


def _are_texts(values: Sequence[Data]) -> bool:
    return all(isinstance(value, str) for value in values) and len(set(values)) == len(values)


def _set(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """Return theirs, without what mine took out, with what mine put in."""
    gone = set(base) - set(mine)
    kept = [value for value in theirs if value not in gone]
    return kept + [value for value in mine if value not in base and value not in theirs]
