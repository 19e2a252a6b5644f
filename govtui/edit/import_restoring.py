"""Restore a record from an export of govtui: its data replace those of the file, which keeps its form of what is the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from govtui.edit.plain_data import Data, is_tables, same
from govtui.model.fields import items_of
from govtui.model.imported import ImportedRecord
from govtui.store.toml_render import filled, normal
from govtui.store.toml_values import copied
from govtui.text.nfc import nfc

_MADE = frozenset({"schema", "kind", "id"})
"""Fields that the plan gives, not the file."""


def restored(data: dict[str, Data], given: Mapping[str, Data], record: ImportedRecord) -> dict[str, Data]:
    """Return the data of a record with those of an export of ours, which take their place."""
    made = {name: data[name] for name in data if name in _MADE}
    if record.whole:
        new: dict[str, Data] = made | normal(dict(given))
        former = data.get("former_ids")
        if (
            isinstance(former, list) and record.id in former
        ):  # it was renamed since: the id of the export still leads there
            told = new.get("former_ids")
            new["former_ids"] = [*dict.fromkeys(map(str, (*(told if isinstance(told, list) else ()), *former)))]
    else:
        new = _overlaid(data, _with_items(data, normal(dict(given)), record.named))
        for path in record.removed:
            _remove(new, path.split("."))
    written = {name: _as_written(data.get(name), value) for name, value in new.items()}
    return data if same(filled(written), filled(data)) else written


def _with_items(data: Mapping[str, Data], given: Mapping[str, Data], named: Collection[str]) -> Mapping[str, Data]:
    """Return what is given with the record's own items in place of those of which the file has the names alone."""
    out = dict(given)
    for list_name in named:
        name, there, items = items_of(list_name).name, data.get(list_name) or [], out.get(list_name) or []
        if is_tables(there) and is_tables(items):
            names = {_plain(item.get(name)) for item in items}
            kept = [item for item in there if _plain(item.get(name)) in names]
            known = {_plain(item.get(name)) for item in kept}
            out[list_name] = [*kept, *(item for item in items if _plain(item.get(name)) not in known)]
    return out


def _overlaid(data: Mapping[str, Data], given: Mapping[str, Data]) -> dict[str, Data]:
    out: dict[str, Data] = copied(dict(data))
    for name, value in given.items():
        now = out.get(name)
        if isinstance(now, dict) and isinstance(value, Mapping):
            out[name] = _overlaid(now, value)
        elif value in ("", [], {}):
            out.pop(name, None)
        else:
            out[name] = value
    return out


def _remove(data: dict[str, Data], way: list[str]) -> None:
    inner = data.get(way[0])
    if len(way) > 1 and isinstance(inner, dict):
        _remove(inner, way[1:])
        if not inner:
            del data[way[0]]
    elif len(way) == 1:
        data.pop(way[0], None)


def _as_written(old: Data, new: Data) -> Data:
    """Return data with the values of the file where they say the same: dates without quotation marks, texts not in NFC."""
    if isinstance(old, dict) and isinstance(new, Mapping):
        return {name: _as_written(old.get(name), value) for name, value in new.items()}
    if isinstance(old, list) and isinstance(new, list):
        if len(old) == len(new):
            return [_as_written(one, other) for one, other in zip(old, new, strict=True)]
        known = {_plain(one): one for one in old if not isinstance(one, dict | list)}
        return [known.get(_plain(one), one) if not isinstance(one, dict | list) else one for one in new]
    if old is not None and type(old) is not type(new) and hasattr(old, "isoformat"):
        return old if old.isoformat() == new else new
    return old if isinstance(old, str) and isinstance(new, str) and _plain(old) == _plain(new) else new


def _plain(value: Data) -> Data:
    if isinstance(value, str):
        return nfc(value.replace("\r\n", "\n"))
    return value.isoformat() if hasattr(value, "isoformat") else value
