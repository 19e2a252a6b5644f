"""Join the evidence of two merged records: claims, citations, gaps, translations, [[checked]] and the review.

Field paths of the record that goes follow its items into the result. A citation goes on covering a field only while the result
has the value that it states; else it covers the claim that the value became.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from govtui.edit.followed_paths import Moves, field_path, followed, leads_somewhere, path_beside
from govtui.edit.plain_data import MISSING, Data, same
from govtui.edit.record_join import Choose, Claimed, Difference, RecordJoin, Remainder
from govtui.edit.same_items import pairs, with_free_keys
from govtui.edit.value_meanings import means_same
from govtui.model.field_paths import locate
from govtui.model.fields import fields
from govtui.model.gaps import PARTIAL
from govtui.model.kinds import KINDS
from govtui.model.own_fields import BUILT_IN, Schema
from govtui.model.path_overlap import path_key
from govtui.model.record import MODELS
from govtui.model.vocabulary import UNSTATED
from govtui.store.field_edits import value_in
from govtui.store.toml_cst import Path
from govtui.store.toml_values import copied

DRAFT = "draft"


class JoinedRecord(NamedTuple):
    """Two records as one: its data, what differs between the two, and what has no place."""

    data: dict[str, Data]
    differences: tuple[Difference, ...]
    remainder: tuple[Remainder, ...]
    moves: Moves
    """Where the items of the record that goes are in the result."""


def joined(kind: str, kept: Data, gone: Data, gone_id: str, choose: Choose, schema: Schema = BUILT_IN) -> JoinedRecord:
    """Join the data of two records of one kind, in which the id of the one that goes is that of the kept one already.

    `gone_id` becomes a former id.
    """
    return _Evidence(kind, kept, gone, gone_id, choose, schema).result


class _Evidence:
    def __init__(self, kind: str, kept: Data, gone: Data, gone_id: str, choose: Choose, schema: Schema) -> None:
        self._id, self._kind = kept["id"], kind
        self._given = kept, gone
        self._remainder: list[Remainder] = []
        self._kept = self._without_itself(kept, gone_id)
        self._gone = self._without_itself(gone, self._id)
        """As its field paths were written."""
        rekeyed, keys = with_free_keys(kind, self._kept, self._gone)
        self._remainder += [Remainder(f"{path}.key", path.rpartition(".")[2], "key") for path in keys]
        self._join = RecordJoin(kind, self._kept, rekeyed, choose, schema)
        self._moves = self._join.moves
        self._data = self._join.data
        self._evidence(gone_id)
        self.result = JoinedRecord(
            {name: value for name, value in self._data.items() if value not in ([], {})},
            tuple(self._join.differences),
            (*self._remainder, *self._join.remainder),
            self._moves,
        )

    def _without_itself(self, data: Data, other: str) -> dict[str, Data]:
        """Return data without relations of the record to itself, which were relations to the other of the two."""
        out: dict[str, Data] = copied(data)
        relations: dict[str, list[Data]] = out.get("relations", {})
        for key, targets in list(relations.items()):
            if self._id in targets:
                self._remainder.append(Remainder(f"relations.{key}", other, "itself"))
                relations[key] = [target for target in targets if target != self._id]
                if not relations[key]:
                    del relations[key]
        if "relations" in out and not relations:
            del out["relations"]
        return out

    # by the schema

    def _evidence(self, gone_id: str) -> None:
        data = self._data
        ids = [*self._kept.get("former_ids", []), gone_id, *self._gone.get("former_ids", [])]
        data["former_ids"] = [id for id in dict.fromkeys(ids) if id != self._id]
        data["claims"] = self._claims()
        data["sources"] = self._sources()
        data["translations"] = self._translations()
        data["checked"] = self._checked()
        data["gaps"] = self._gaps()
        if review := self._review():
            data["review"] = review
        elif "review" in data:
            del data["review"]
        self._drop_paths_to_nothing()

    def _follow(self, given: str) -> str | None:
        """Return what a field path of the record that goes is in the result."""
        return followed(given, self._gone, self._data, self._moves)

    # claims

    def _claims(self) -> list[Data]:
        mine, theirs = ([self._denied(claim) for claim in side.get("claims", [])] for side in (self._kept, self._gone))
        out = [claim for claim in mine if claim is not None]
        moves: dict[int, int | None] = {}
        self._data["claims"] = out
        for m, claim in enumerate(theirs):
            if claim is None:
                moves[m] = None
                continue
            claim = {**claim, "field": self._follow(claim["field"]) or claim["field"]}
            place = next((n for n, known in enumerate(out) if same(known, claim)), None)
            moves[m] = len(out) if place is None else place
            if place is None:
                out.append(claim)
        self._moves["claims",] = moves
        for claim in _grouped(self._join.claimed, self._data):
            if not any(_says_the_same(known, claim) for known in out):
                out.append(claim)
        return out

    def _denied(self, claim: Data) -> Data | None:
        """Return a claim, unless it is of a relation of the record to itself; without itself where it names others, too."""
        value = claim.get("value")
        if not str(claim.get("field", "")).startswith("relations."):
            return claim
        if value == self._id or value == [self._id]:
            self._remainder.append(Remainder(claim["field"], self._id, "itself"))
            return None
        if isinstance(value, list) and self._id in value:
            self._remainder.append(Remainder(claim["field"], self._id, "itself"))
            return {**claim, "value": [one for one in value if one != self._id]}
        return claim

    # citations

    def _sources(self) -> list[Data]:
        spec = fields(MODELS[self._kind])["sources"]
        mine = [self._covering("kept", citation) for citation in self._kept.get("sources", [])]
        theirs = [self._covering("gone", citation) for citation in self._gone.get("sources", [])]
        found = pairs(spec, mine, theirs)
        out = mine
        moves: dict[int, int | None] = {}
        for m, citation in enumerate(theirs):
            n = found.get(m)
            moves[m] = len(out) if n is None else n
            if n is None:
                out.append(citation)
            else:
                _cover(out[n], citation.get("for", []))
        self._moves["sources",] = moves
        for at, citation in self._join.cited:
            self._add_citation(out, citation, field_path(self._data, at))
        for claimed in self._join.claimed:
            place = {"at": claimed.by.at} if claimed.by.at else {}
            self._add_citation(out, {"ref": claimed.by.source, **place}, "claims", ("ref", *place))
        return out

    @staticmethod
    def _add_citation(
        out: list[Data], citation: dict[str, Data], field: str, names: Sequence[str] = ("ref", "at", "quote", "said_by")
    ) -> None:
        """Have the citation that is like this one by `names` cover a field; add it where there is none."""
        known = next((one for one in out if all(same(one.get(name), citation.get(name)) for name in names)), None)
        if known is None:
            out.append({**citation, "for": [field]})
        else:
            _cover(known, [field])

    def _covering(self, side: str, citation: Data) -> Data:
        """Return a citation with the fields that it covers in the result."""
        out = copied(citation)
        covered: list[str] = []
        for given in citation.get("for", []):
            covered += self._covered(side, given)
        if "for" in citation:
            out["for"] = list(dict.fromkeys(covered))
        return out

    def _covered(self, side: str, given: str) -> Iterator[str]:
        data = self._kept if side == "kept" else self._gone
        real, rest = locate(data, given)
        new = given if side == "kept" else self._follow(given)
        outdone = [] if rest else self._join.outdone[side]
        concerned = [(at, become) for at, become in outdone if at[: len(real)] == real or real[: len(at)] == at]
        whole = concerned and all(
            any(leaf[: len(at)] == at for at, _ in concerned) for leaf in _leaves(value_in(data, given), real)
        )
        if new is not None and not whole:
            yield new
        yield from (become for _, become in concerned if become)

    # the rest

    def _translations(self) -> list[Data]:
        """Return the provenance of the translations that the result has: it goes with the text that it is of."""
        out: dict[tuple[str, str], Data] = {}
        for side, items in (("kept", self._kept.get("translations", [])), ("gone", self._gone.get("translations", []))):
            data = self._kept if side == "kept" else self._gone
            for item in items:
                field = item["field"] if side == "kept" else self._follow(item["field"])
                texts = (
                    value_in(one, f"{path}.{item['to']}") for one, path in ((data, item["field"]), (self._data, field))
                )
                text, now = texts if field else (MISSING, MISSING)
                if field and text is not MISSING and means_same(text, now):
                    known = out.setdefault((path_key(field), item["to"]), {**item, "field": field})
                    if same(known, {**item, "field": field}):
                        continue
                self._remainder.append(Remainder(f"translations.{item['field']}.{item['to']}", item, "translation"))
        return list(out.values())

    def _checked(self) -> list[Data]:
        """Return what was compared with its source: of the record that goes only where the result has its value."""
        out: list[Data] = copied(self._kept.get("checked", []))
        for item in self._gone.get("checked", []):
            field = self._follow(item["field"]) if "field" in item else None
            item_now = {**item, "field": field} if field else item
            if any(same(known, item_now) for known in out):
                continue
            known = any(one["code"] == item["code"] and one.get("field") == item_now.get("field") for one in out)
            stands = field and means_same(value_in(self._data, field), value_in(self._gone, item["field"]))
            if stands and not known:
                out.append(item_now)
            else:
                self._remainder.append(Remainder("checked", item, "unchecked"))
        return out

    def _gaps(self) -> list[str]:
        theirs = [self._follow(gap) or gap for gap in self._gone.get("gaps", [])]
        out = []
        mine = self._kept.get("gaps", [])
        for gap in dict.fromkeys((*mine, *theirs)):
            was_gap = _is_unstated(value_in(self._kept if gap in mine else self._gone, gap))
            if gap in PARTIAL or _is_unstated(value_in(self._data, gap)) or not was_gap:
                out.append(gap)
            else:
                self._remainder.append(Remainder("gaps", gap, "filled"))
        return out

    def _review(self) -> dict[str, Data]:
        """Return how far the result was reviewed: a draft if either was, and sure of a name as the record was that has it."""
        mine, theirs = self._kept.get("review", {}), self._gone.get("review", {})
        out: dict[str, Data] = copied(mine)
        if DRAFT in (mine.get("state"), theirs.get("state")):
            out["state"] = DRAFT
            if mine.get("state") not in (None, DRAFT):
                self._remainder.append(Remainder("review.state", mine["state"], "review"))
        name_field = KINDS[self._kind].name_field
        for name, value in theirs.items():
            language = name.removeprefix("name_")
            if language != name:
                names = [data[name_field].get(language, MISSING) for data in (self._data, self._kept, self._gone)]
                if (
                    same(names[0], names[2])
                    and names[0] is not MISSING
                    and not (same(names[0], names[1]) and name in mine)
                ):
                    out[name] = value
            elif name == "notes" and isinstance(value, dict) and isinstance(mine.get(name, {}), dict):
                out[name] = {**value, **mine.get(name, {})}
            elif name == "notes" and name not in mine:
                out[name] = value
            if not same(out.get(name), value):
                self._remainder.append(Remainder(f"review.{name}", value, "review"))
        for name in ("name_vi", "name_en"):
            language = name.removeprefix("name_")
            texts = self._data[name_field].get(language), self._kept[name_field].get(language)
            if name not in mine or same(*texts):
                continue
            self._remainder.append(Remainder(f"review.{name}", mine[name], "review"))
            if name not in theirs:
                del out[name]
        return out

    def _drop_paths_to_nothing(self) -> None:
        """Take field paths out of citations that led to a value of their record and lead to none in the result."""
        for citation in self._data.get("sources", []):
            if "for" in citation:
                citation["for"] = [
                    path
                    for path in citation["for"]
                    if leads_somewhere(self._data, path) or not any(leads_somewhere(data, path) for data in self._given)
                ]
                if not citation["for"]:
                    del citation["for"]


def _is_unstated(value: Data) -> bool:
    return value is MISSING or value in UNSTATED


def _cover(citation: Data, more: Sequence[str]) -> None:
    if more:
        citation["for"] = list(dict.fromkeys((*citation.get("for", []), *more)))


def _leaves(value: Data, at: Path) -> Iterator[Path]:
    """Yield the paths of the single values in a value."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves(inner, (*at, key))
    elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
        for n, inner in enumerate(value):
            yield from _leaves(inner, (*at, n))
    else:
        yield at


def _grouped(claimed: Sequence[Claimed], data: Data) -> list[dict[str, Data]]:
    """Return values that did not prevail as claims; the languages of one text from one place are one claim."""
    out: dict[tuple[object, ...], dict[str, Data]] = {}
    for n, one in enumerate(claimed):
        if one.is_language:
            text = out.setdefault((one.at[:-1], one.by), one.by.claim(path_beside(data, one.at[:-1]), {}))
            text["value"][one.at[-1]] = one.value
        else:
            value = one.value.isoformat() if isinstance(one.value, datetime.date | datetime.time) else one.value
            out[n,] = one.by.claim(path_beside(data, one.at), value)
    return list(out.values())


def _says_the_same(claim: Mapping[str, Data], other: Mapping[str, Data]) -> bool:
    return all(same(claim.get(name), other.get(name)) for name in ("field", "value", "source"))
