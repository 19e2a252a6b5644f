"""Join the data of two records about the same thing, field by field by the schema.

What the kept record has stands. What only the other has fills a gap; where the two differ, the other value becomes a claim of its
source, and without a source it is a clash for somebody to decide. What has no place in the result is told as a remainder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.conflict import Clash, Own, Side
from govtui.edit.followed_paths import Moves, field_path, path_beside
from govtui.edit.plain_data import MISSING, Data, is_tables, same
from govtui.edit.same_items import PROVENANCE, pairs
from govtui.edit.value_meanings import date_of, fuller, is_less_exact, means_same
from govtui.model.fields import FieldSpec, fields, parts
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.path_overlap import overlap
from govtui.model.record import MODELS
from govtui.model.schema import ValueType
from govtui.model.vocabulary import UNSTATED
from govtui.store.toml_cst import Path
from govtui.store.toml_values import copied

ABOUT_THE_RECORD = ("former_ids", "gaps", "claims", "translations", "checked", "sources", "review")
"""Fields about the record itself or its evidence: joined when all others are (edit/joined_evidence.py)."""

_FIXED = ("schema", "kind", "id")

Choose = Callable[[str], Side | Own | None]
"""The choice for a difference by its field path: the kept record's value (MINE), the other's (THEIRS), a third one, or none yet."""


class Remainder(NamedTuple):
    """A value with no place in the result of a record merge, with the reason."""

    field: str
    """Its field path in the record that it is from."""
    value: Data
    why: str
    """key, itself, less_exact, surpassed, alias, place, filled, unchecked, review, translation, chosen, comment (i18n/merge_texts.py)."""


class StatedIn(NamedTuple):
    """The source of a value: what a claim of it needs."""

    source: str
    at: str = ""
    said_by: str = ""

    def claim(self, field: str, value: Data) -> dict[str, Data]:
        """Return the claim that this source states a value of a field."""
        more = {name: given for name, given in (("at", self.at), ("said_by", self.said_by)) if given}
        return {"field": field, "value": value, "source": self.source, **more}


class Difference(NamedTuple):
    """A field in which the two differ."""

    path: str
    kept: Data
    gone: Data
    how: str
    """Why nothing is lost if nobody chooses: "claim", "alias"; "clash" where somebody has to."""

    @property
    def clash(self) -> Clash:
        """The same as a clash of two sides without a base."""
        return Clash(self.path, MISSING, self.kept, self.gone)


class Claimed(NamedTuple):
    """A value that did not prevail, to be kept as a claim."""

    at: Path
    """The field in the result."""
    value: Data
    by: StatedIn
    is_language: bool
    """Whether it is a text in one language of a localized text."""


class _Origin(NamedTuple):
    """The item around a value, in each record, which may name its own source."""

    kept: Mapping[str, Data]
    gone: Mapping[str, Data]


class RecordJoin:
    """The join of the data of two records of one kind, but for what is about the record itself."""

    def __init__(self, kind: str, kept: Data, gone: Data, choose: Choose, schema: Schema = BUILT_IN) -> None:
        self.kind, self.kept, self.gone, self.schema = kind, kept, gone, schema
        self._choose = choose
        self.moves: Moves = {}
        """Where the items of the other record are in the result."""
        self.claimed: list[Claimed] = []
        self.cited: list[tuple[Path, dict[str, Data]]] = []
        """Citations of joined items, each with the item that it states."""
        self.remainder: list[Remainder] = []
        self.differences: list[Difference] = []
        self.outdone: dict[str, list[tuple[Path, str]]] = {"kept": [], "gone": []}
        """The values of each record that the result does not have as a field, and as what it has them."""
        self.data: dict[str, Data] = self._all()

    def _all(self) -> dict[str, Data]:
        out: dict[str, Data] = {name: copied(value) for name, value in self.kept.items() if name not in ("aka", "x")}
        name_field = KINDS[self.kind].name_field
        for spec in fields(MODELS[self.kind]).values():
            if spec.name in (*_FIXED, *ABOUT_THE_RECORD, "aka", "x", name_field):
                continue
            one, other = (side.get(spec.name, MISSING) for side in (self.kept, self.gone))
            value = self._value(spec, (spec.name,), (spec.name,), one, other, None)
            if value is not MISSING:
                out[spec.name] = value
        names, aliases = self._names(name_field)
        out[name_field] = names
        if known := self._aliases(names, aliases):
            out["aka"] = known
        if own := self._own_values():
            out["x"] = own
        return out

    # values

    def _value(
        self, spec: FieldSpec | None, at: Path, other_at: Path, one: Data, other: Data, origin: _Origin | None
    ) -> Data:
        if other is MISSING:
            return copied(one)
        if one is MISSING or (_is_status(spec) and one in UNSTATED):
            return copied(other)
        if means_same(one, other, spec) or (_is_status(spec) and other in UNSTATED):
            return copied(one)
        if spec is None or (spec.value_type is ValueType.ANY and spec.part is None):
            return self._private(at, other_at, one, other)
        if spec.is_items and is_tables(one) and is_tables(other):
            return self._items(spec, at, other_at, one, other)
        if isinstance(one, dict) and isinstance(other, dict):
            return self._tables(spec, at, other_at, one, other, origin)
        if not spec.owner and (best := fuller(spec, one, other)) is not None:
            return self._surpass(at, other_at, one, other, best)
        if spec.many and spec.about.unordered and isinstance(one, list) and isinstance(other, list):
            return [*one, *(value for value in other if not any(same(value, known) for known in one))]
        return self._differ(spec, at, other_at, one, other, origin)

    def _surpass(self, at: Path, other_at: Path, one: Data, other: Data, best: Data) -> Data:
        """Return the value that says more, and tell of the other one."""
        if same(best, one):
            self._tell(other_at, other, "surpassed")
        else:
            self._tell(at, one, "surpassed", "kept")
        return copied(best)

    def _tables(
        self, spec: FieldSpec, at: Path, other_at: Path, one: Data, other: Data, origin: _Origin | None
    ) -> dict[str, Data]:
        """Join two tables by key. Where one value of a table of fields differs, the other's fill no gap beside it.

        The city of one place says nothing of another.
        """
        inside = parts(spec)
        of_other_thing = spec.is_table and any(
            key in one and key in other and not part.is_localized and not means_same(one[key], other[key], part)
            for key, part in inside.items()
        )
        element = spec._replace(keyed=False) if spec.keyed else spec if spec.is_localized else None
        out: dict[str, Data] = {}
        for key in dict.fromkeys((*one, *other)):
            part = inside.get(key) or element
            mine, theirs = one.get(key, MISSING), other.get(key, MISSING)
            steps = ((*at, key), (*other_at, key))
            if mine is MISSING and of_other_thing and part is not None:
                value = self._all_differ(part, *steps, theirs, origin)
            else:
                value = self._value(part, *steps, mine, theirs, origin)
            if value is not MISSING:
                out[key] = value
        return out

    def _all_differ(self, spec: FieldSpec, at: Path, other_at: Path, other: Data, origin: _Origin | None) -> Data:
        """Treat a value that fills no gap as one that differs from nothing; a text by its languages."""
        if not isinstance(other, dict):
            return self._differ(spec, at, other_at, MISSING, other, origin)
        found = {
            key: self._differ(spec, (*at, key), (*other_at, key), MISSING, text, origin) for key, text in other.items()
        }
        return {key: text for key, text in found.items() if text is not MISSING} or MISSING

    def _private(self, at: Path, other_at: Path, one: Data, other: Data) -> Data:
        """Join private notes: tables by key; what differs in any other way is for somebody to decide."""
        if isinstance(one, dict) and isinstance(other, dict):
            keys = dict.fromkeys((*one, *other))
            return {
                key: self._value(
                    None, (*at, key), (*other_at, key), one.get(key, MISSING), other.get(key, MISSING), None
                )
                for key in keys
            }
        return self._differ(None, at, other_at, one, other, None)

    def _own_values(self) -> dict[str, Data]:
        own = self.schema.own(self.kind)
        mine, theirs = self.kept.get("x", {}), self.gone.get("x", {})
        out = {}
        for key in dict.fromkeys((*mine, *theirs)):
            path = ("x", key)
            values = mine.get(key, MISSING), theirs.get(key, MISSING)
            out[key] = self._value(own.get(f"x.{key}"), path, path, *values, None)
        return out

    # items

    def _items(self, spec: FieldSpec, at: Path, other_at: Path, one: list[Data], other: list[Data]) -> list[Data]:
        found = pairs(spec, one, other)
        out: list[Data] = copied(one)
        moves: dict[int, int | None] = {}
        for m, item in enumerate(other):
            n = found.get(m)
            if n is None:
                moves[m] = len(out)
                out.append(copied(item))
            else:
                moves[m] = n
                out[n] = self._item(spec, (*at, n), (*other_at, m), one[n], item)
        self.moves[other_at] = moves
        return out

    def _item(self, spec: FieldSpec, at: Path, other_at: Path, one: Data, other: Data) -> dict[str, Data]:
        inside = parts(spec)
        out: dict[str, Data] = copied(one)
        evidence = PROVENANCE if "source" in inside else ()
        for name, theirs in other.items():
            if name in evidence:
                continue
            part, mine = inside.get(name), one.get(name, MISSING)
            if name == "key":
                if mine is MISSING or mine != theirs:
                    self._tell((*other_at, name), theirs, "key")
            elif spec.name == "aka" and not (mine is MISSING or means_same(mine, theirs, part)):
                self._tell((*other_at, name), theirs, "alias")
            else:
                steps = (*at, name), (*other_at, name)
                out[name] = self._value(part, *steps, mine, theirs, _Origin(one, other))
        if evidence:
            self._evidence(at, other_at, one, other, out)
        return out

    def _evidence(self, at: Path, other_at: Path, one: Data, other: Data, out: dict[str, Data]) -> None:
        """Join where an item is stated: what fits its own source is filled in, another source becomes a citation."""
        mine, theirs = ({name: item[name] for name in PROVENANCE if name in item} for item in (one, other))
        if not theirs or all(same(mine.get(name), value) for name, value in theirs.items()):
            return
        if "source" not in theirs:
            for name, value in theirs.items():
                if name not in mine and not (name == "at" and "source" in mine):
                    out[name] = value
                elif not same(mine.get(name), value):
                    self._tell((*other_at, name), value, "place")
            return
        fits = all(same(mine[name], theirs[name]) for name in mine if name in theirs)
        if not mine or ("source" in mine and "source" in theirs and fits):
            out.update(theirs)
            return
        citation = {"ref": theirs["source"], **{name: value for name, value in theirs.items() if name != "source"}}
        self.cited.append((at, citation))

    # names

    def _names(self, name_field: str) -> tuple[dict[str, Data], list[dict[str, Data]]]:
        """Return the names of the result, and those that others become beside them."""
        names, aliases = copied(self.kept[name_field]), []
        for language, other in self.gone[name_field].items():
            one, at = names.get(language, MISSING), (name_field, language)
            if one is MISSING:
                names[language] = other
            elif not means_same(one, other):
                path = f"{name_field}.{language}"
                self.differences.append(Difference(path, one, other, "alias"))
                chosen = self._choose(path)
                kept, gone = (
                    one != self._chosen_value(chosen, one, other),
                    other != self._chosen_value(chosen, one, other),
                )
                names[language] = self._chosen_value(chosen, one, other)
                for side, data, text, is_outdone in (("kept", self.kept, one, kept), ("gone", self.gone, other, gone)):
                    if is_outdone:
                        self.outdone[side].append((at, "aka"))
                        covering = _covering(data, path)
                        evidence = {"source": covering.source, "at": covering.at} if covering else {}
                        evidence = {name: value for name, value in evidence.items() if value}
                        aliases.append({"text": text, "lang": language, "type": "alias", **evidence})
        return names, aliases

    def _aliases(self, names: Mapping[str, Data], more: Sequence[dict[str, Data]]) -> list[Data]:
        spec = fields(MODELS[self.kind])["aka"]
        one, other = self.kept.get("aka", []), self.gone.get("aka", [])
        out = self._items(spec, ("aka",), ("aka",), one, other)
        shown = [words for words in names.values() if isinstance(words, str)]
        moves = self.moves["aka",]
        for m in sorted(range(len(other)), reverse=True):
            place = moves[m]
            if place is not None and place >= len(one) and _says_only(other[m], shown):
                del out[place]
                moves.update({n: None if n == m else to - 1 if to and to > place else to for n, to in moves.items()})
        for alias in more:
            if not any(means_same(alias["text"], known.get("text")) for known in out):
                out.append(alias)
        return out

    # differences

    def _differ(
        self, spec: FieldSpec | None, at: Path, other_at: Path, one: Data, other: Data, origin: _Origin | None
    ) -> Data:
        """Return the value that stands, and keep the other one as a claim or remainder; one without a source is a clash."""
        path = path_beside(self.kept, at)
        claimable = spec is not None and _can_be_claimed(spec, other)
        by = self._stated_in("gone", other_at, origin) if claimable else None
        if by is None and spec is not None and one is not MISSING and is_less_exact(spec, one, other):
            self._tell(other_at, other, "less_exact")
            self.outdone["gone"].append((other_at, ""))
            return copied(one)
        self.differences.append(Difference(path, one, other, "claim" if by else "clash"))
        chosen = self._choose(path)
        value = self._chosen_value(chosen, one, other)
        is_language = spec is not None and spec.is_localized and at[-1] != spec.name
        outdone = []
        if not same(value, other):
            outdone.append(("gone", other_at, other, by))
        if one is not MISSING and not same(value, one):
            claimable = spec is not None and _can_be_claimed(spec, one)
            outdone.append(("kept", at, one, self._stated_in("kept", at, origin) if claimable else None))
        for side, own_at, lost, source in outdone:
            self.outdone[side].append((own_at, "claims" if source else ""))
            if source:
                date = date_of(lost) if spec is not None and spec.value_type is ValueType.DATE else None
                self.claimed.append(Claimed(at, str(date) if date else lost, source, is_language))
            elif chosen is not None:
                self._tell(own_at, lost, "chosen", side)
        return copied(value)

    @staticmethod
    def _chosen_value(chosen: Side | Own | None, one: Data, other: Data) -> Data:
        if isinstance(chosen, Own):
            return chosen.value
        return other if chosen is Side.THEIRS else one

    def _tell(self, at: Path, value: Data, why: str, side: str = "gone") -> None:
        self.remainder.append(Remainder(field_path(self.kept if side == "kept" else self.gone, at), value, why))

    def _stated_in(self, side: str, at: Path, origin: _Origin | None) -> StatedIn | None:
        """Return the source of a value: that of its item, else of the first citation that covers it, else the first of all."""
        data = self.kept if side == "kept" else self.gone
        item: Mapping[str, Data] = {} if origin is None else origin.kept if side == "kept" else origin.gone
        if source := item.get("source"):
            return StatedIn(source, item.get("at", ""), item.get("said_by", ""))
        found = _covering(data, field_path(data, at))
        first = next(iter(data.get("sources", [])), None)
        return found or (StatedIn(first["ref"]) if first else None)


def _covering(data: Data, path: str) -> StatedIn | None:
    """Return the source and place of the citation that covers a field: the first of the nearest."""
    best, nearest = None, -1
    for citation in data.get("sources", []):
        near = max((len(field) for field in citation.get("for", []) if overlap(field, path)), default=-1)
        if near > nearest:
            best, nearest = citation, near
    return StatedIn(best["ref"], best.get("at", ""), best.get("said_by", "")) if best else None


def _is_status(spec: FieldSpec | None) -> bool:
    return spec is not None and spec.name == "status" and not spec.owner


def _can_be_claimed(spec: FieldSpec, value: Data) -> bool:
    """Whether a claim can have a value: a single one, a list of such, or a text by language."""
    if isinstance(value, dict):
        return spec.is_localized and all(isinstance(one, str) for one in value.values())
    values = value if isinstance(value, list) else [value]
    return not any(isinstance(one, dict | list) for one in values)


def _says_only(alias: Mapping[str, Data], names: Sequence[str]) -> bool:
    """Whether a name beside others says no more than that a record is called what it is called."""
    plain = alias.get("type") == "alias" and not {"source", "at", "note"} & alias.keys()
    return plain and any(means_same(alias.get("text"), name) for name in names)
