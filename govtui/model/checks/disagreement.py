"""Checks of discrepancies: statements that differ, and parts that lie outside their whole.

They are shown, and never decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govtui.model.checks.context import CheckContext
from govtui.model.dates import PartialDate
from govtui.model.disagreements import Disagreement, groups
from govtui.model.field_paths import value_at
from govtui.model.item_names import item_name
from govtui.model.problem import Problem, Severity
from govtui.model.record import Event, Record
from govtui.model.statements import Actors, Holder, Occasion

_Values = dict[str, str | int]


def disagreements(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`sources_disagree` (discrepancy): statements of sources, or of one source, that cannot all be true."""
    for group in groups(record, context.schema):
        place = next((one for one in group.statements[:2] if one.path != group.slot), group.statements[0])
        values = _thing(record, group) | _pair(group) | _actors(record, group) | _places(group)
        yield Problem(
            "sources_disagree", Severity.DISCREPANCY, field=_field(place.path, record), spot=place.spot, values=values
        )


def _field(path: str, record: Record) -> str:
    """Return the path of an item by its own name: of several claims of a field, the path of the field's claims."""
    first, _, name = path.partition(".")
    if first in ("claims", "steps", "figures", "participants") and name.isdigit():
        return f"{first}.{item_name(first, getattr(record, first)[int(name) - 1])}"
    return path


def _thing(record: Record, group: Disagreement) -> _Values:
    """Return what a group is about."""
    slot = group.slot
    if slot == group.statements[0].slot and any(one.path.startswith("claims.") for one in group.statements):
        values: _Values = {"field": slot}
        return values | ({"vocabulary": f"{record.kind}.{slot}"} if slot in ("status", "type") else {})
    first, _, rest = slot.partition(".")
    if slot.startswith("outcome@"):
        return {"event": slot.partition("@")[2]}
    if first == "figures":
        return {"what": rest}
    if first == "participants":
        return {"body": rest}
    if first in ("by", "when"):
        return {"action": rest}
    if first == "progress" and slot.endswith(".status"):
        _, _, day, item, _ = slot.split(".")
        return {"item": item, "vocabulary": "measure.status", **({"as_of": day} if day else {})}
    if first == "parties":
        who, _, name = rest.rpartition(".")
        return {"party": who, "done": name}
    if first == "terms":
        type, number, level = rest.split(".")
        return {"term": type, "number": int(number), "level": level}
    return {"field": first}


def _pair(group: Disagreement) -> _Values:
    """Return the first two values, which differ."""
    values: _Values = {}
    one, other = (statement.value for statement in group.statements[:2])
    same_holder = isinstance(one, Holder) and isinstance(other, Holder) and one.who == other.who
    for prefix, one in zip(("", "other_"), group.statements, strict=False):
        match one.value:
            case Actors(text):
                values[f"{prefix}by"] = text
            case Holder(who, date):
                values[f"{prefix}who"] = who
                if date and same_holder:
                    values[f"{prefix}date"] = date.text
            case Occasion(date):
                values[f"{prefix}date"] = date.text
            case (int() as number, str() as bound):
                values |= {f"{prefix}value": number, f"{prefix}bound": bound}
            case value if group.slot.startswith("outcome@"):
                values[f"{prefix}action"] = str(value)
            case value:
                values[f"{prefix}value"] = _shown(value)
    return values


def _actors(record: Record, group: Disagreement) -> _Values:
    """Return the words for who took a step in each further language: "by.en"."""
    values: _Values = {}
    for prefix, one in zip(("", "other_"), group.statements, strict=False):
        match one.value:
            case Actors(text, by_id=False):
                words = getattr(value_at(record, one.path), "by_text", None) or {}
                values |= {f"{prefix}by.{language}": told for language, told in words.items() if told != text}
    return values


def _places(group: Disagreement) -> _Values:
    """Return where the first two values are from, and how many statements there are: a group is one problem."""
    one, other = group.statements[:2]
    values: _Values = {"slot": group.slot, "count": len(group.statements)}
    values |= {"slots": " ".join(group.slots), "paths": " ".join(dict.fromkeys(s.path for s in group.statements))}
    told = {"source": one.source, "other_source": other.source, "at": one.at, "other_at": other.at}
    values |= {name: value for name, value in told.items() if value}
    values |= {"within": 1} if group.within else {}
    return values | ({"more": group.more} if group.more > 0 else {})


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return " / ".join(str(text) for text in value.values())
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, PartialDate):
        return value.text
    return str(value).lower() if isinstance(value, bool) else str(value)


def outside_problems(record: Record, context: CheckContext) -> Iterator[Problem]:
    """`part_outside_whole` (discrepancy): an event lies outside the one that it is a part of."""
    if record.kind != "event" or record.date is None or record.date.year_less:
        return
    for target in record.relations.get("part_of", []):
        whole = context.record(target)
        if not isinstance(whole, Event) or whole.date is None or whole.date.year_less:
            continue
        if _apart(record.date, whole.date):
            values = {"date": record.date.text, "whole": target, "whole_date": whole.date.text}
            yield Problem("part_outside_whole", Severity.DISCREPANCY, field="date", values=values)


def _apart(one: PartialDate, other: PartialDate) -> bool:
    """Whether two dates, which both tell the year, have no day in common."""
    return day(one, latest=True) < day(other, latest=False) or day(one, latest=False) > day(other, latest=True)


def day(date: PartialDate, *, latest: bool) -> int:
    """Return the last or the first day that a date may cover (proleptic ordinal); far away where that end is open."""
    found = date.latest() if latest else date.earliest()
    if found is None:
        return 10**9 if latest else -(10**9)
    return found.toordinal()
