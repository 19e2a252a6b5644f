"""The few repairs that cannot change what a record says: NFC, the form of a UN symbol, an inverse moved to where it belongs.

Each is a splice of the file's text, so comments, order and layout stay. The result is read again and must differ from the
old record in nothing but the repaired field; otherwise the repair is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import rtoml

from govtui.model.problem import Problem
from govtui.model.relations import INVERSES
from govtui.model.symbols import standard_form
from govtui.store.positions import Field, Path, Positions
from govtui.text.nfc import nfc

FIXABLE = frozenset({"not_nfc", "symbol_form", "inverse_typed"})
"""Problem codes that can be repaired without a judgement."""

Texts = dict[str, str]
"""Path of a file to its text."""


def fixed(problems: Iterable[Problem], texts: Mapping[str, str], path_of: Callable[[str], str | None]) -> Texts:
    """The texts that change when every repairable problem is repaired.

    `texts` has the text of every file by its path; `path_of` tells in which file a record stands.
    """
    now = dict(texts)
    for problem in problems:
        if problem.code not in FIXABLE or problem.path not in now:
            continue
        for path, text in _repair(problem, now, path_of).items():
            now[path] = text
    return {path: text for path, text in now.items() if text != texts[path]}


def _repair(problem: Problem, texts: Texts, path_of: Callable[[str], str | None]) -> Texts:
    text = texts[problem.path]
    match problem.code:
        case "not_nfc":
            new = nfc(text)
            data = _loads(text)
            return {problem.path: new} if data is not None and _loads(new) == _composed(data) else {}
        case "symbol_form":
            return dict(_symbol(problem, text))
        case "inverse_typed":
            return _inverse(problem, texts, path_of)
    return {}


def _symbol(problem: Problem, text: str) -> Iterator[tuple[str, str]]:
    field = Positions(text).fields.get(tuple(problem.field.split(".")))
    given = problem.values.get("given")
    standard = standard_form(str(given))
    if field is None or not field.scalar or standard is None:
        return
    new = _spliced(text, field.start, field.end, _quoted(standard))
    if _same_but(text, new, tuple(problem.field.split("."))):
        yield problem.path, new


def _inverse(problem: Problem, texts: Texts, path_of: Callable[[str], str | None]) -> Texts:
    """Take `has_part = ["b"]` out of a's file and put `part_of = ["a"]` into b's. All or nothing."""
    inverse = str(problem.values.get("inverse"))
    relation = INVERSES.get(inverse)
    text = texts[problem.path]
    field = Positions(text).fields.get(("relations", inverse))
    if relation is None or field is None:
        return {}
    targets = rtoml.loads(text).get("relations", {}).get(inverse, [])
    changed = {problem.path: _without_lines(text, field.key_start, field.end)}
    if not _same_but(text, changed[problem.path], ("relations", inverse)):
        return {}
    for target in targets:
        path = path_of(target)
        if path is None or path not in texts:
            return {}
        before = changed.get(path, texts[path])
        after = with_relation(before, relation, problem.record)
        if after is None:
            return {}
        changed[path] = after
    return changed


def with_relation(text: str, relation: str, id: str) -> str | None:
    """The text with one more target of a relation; None when that cannot be done without touching anything else."""
    data = _loads(text)
    relations = data.get("relations", {}) if isinstance(data, dict) else None
    if not isinstance(relations, dict) or not isinstance(targets := relations.get(relation, []), list):
        return None
    if id in targets:
        return text
    expected = _copy(data)
    expected.setdefault("relations", {}).setdefault(relation, []).append(id)
    new = _with_target(text, relation, _quoted(id))
    return new if _loads(new) == expected else None


def _with_target(text: str, relation: str, target: str) -> str:
    """The text with a target put where its style wants it: the array, the table, or a table of its own at the end."""
    raw, newline = text.encode(), "\r\n" if "\r\n" in text else "\n"
    positions = Positions(text)
    if field := positions.fields.get(("relations", relation)):
        return _with_item(text, positions, field, target, newline)
    pair = f"{relation} = [{target}]"
    table = positions.fields.get(("relations",))
    if table is None:
        end = "" if text.endswith("\n") else newline
        return f"{text}{end}{newline}[relations]{newline}{pair}{newline}"
    if raw[: table.start].rstrip(b" \t").endswith(b"["):  # [relations]
        line_end = raw.find(b"\n", table.end)
        if line_end < 0:
            return _spliced(text, len(raw), len(raw), f"{newline}{pair}{newline}")
        return _spliced(text, line_end + 1, line_end + 1, f"{pair}{newline}")
    if raw[table.start : table.start + 1] == b"{":  # relations = { … }
        comma = " " if raw[table.start + 1 : table.end].strip() == b"}" else ","
        return _spliced(text, table.start + 1, table.start + 1, f" {pair}{comma}")
    line = raw.rfind(b"\n", 0, table.key_start) + 1  # relations.member_of = […]
    return _spliced(text, line, line, f"relations.{pair}{newline}")


def _with_item(text: str, positions: Positions, array: Field, item: str, newline: str) -> str:
    """The text with an item behind the last one of an array: on a line of its own where that stands on one."""
    raw = text.encode()
    places = [field for path, field in positions.fields.items() if path[:-1] == array.path]
    if not places:
        return _spliced(text, array.start + 1, array.start + 1, item)
    last = max(places, key=lambda field: field.end)
    begin, line_end = raw.rfind(b"\n", 0, last.start) + 1, raw.find(b"\n", last.end)
    indent = raw[begin : last.start]
    if indent.strip() or line_end < 0 or line_end >= array.end:
        return _spliced(text, last.end, last.end, f", {item}")
    line_end -= raw[line_end - 1 : line_end] == b"\r"
    comma = raw[last.end : line_end].lstrip().startswith(b",")
    behind = raw[last.end : line_end].decode()
    return _spliced(text, last.end, line_end, f"{'' if comma else ','}{behind}{newline}{indent.decode()}{item},")


def _same_but(old: str, new: str, path: Path) -> bool:
    """Whether two texts hold the same but for what stands at `path`."""
    one, other = _loads(old), _loads(new)
    for data in (one, other):
        here = data
        for part in path[:-1]:
            here = here.get(part, {}) if isinstance(here, dict) else {}
        if isinstance(here, dict):
            here.pop(path[-1], None)
        if isinstance(data, dict) and data.get("relations") == {}:
            del data["relations"]
    return bool(one == other and one is not None)


def _loads(text: str) -> Any:
    try:
        return rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError, RecursionError):
        return None


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return list(map(_copy, data)) if isinstance(data, list) else data


def _composed(data: Any) -> Any:
    """The data with every text, keys too, in the form NFC."""
    if isinstance(data, dict):
        return {nfc(key): _composed(value) for key, value in data.items()}
    if isinstance(data, list):
        return list(map(_composed, data))
    return nfc(data) if isinstance(data, str) else data


def _spliced(text: str, start: int, end: int, new: str) -> str:
    raw = text.encode()
    return (raw[:start] + new.encode() + raw[end:]).decode()


def _without_lines(text: str, start: int, end: int) -> str:
    """The text without the lines that the bytes from `start` to `end` stand on, a comment behind them included."""
    raw = text.encode()
    first = raw.rfind(b"\n", 0, start) + 1
    last = raw.find(b"\n", end)
    return (raw[:first] + (b"" if last < 0 else raw[last + 1 :])).decode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
