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
from govtui.store.positions import Path, Positions
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
            return {problem.path: nfc(text)}
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
    if not isinstance(data, dict):
        return None
    positions = Positions(text)
    if id in data.get("relations", {}).get(relation, []):
        return text
    field = positions.fields.get(("relations", relation))
    table = positions.fields.get(("relations",))
    if field is not None:
        inside = text.encode()[field.start : field.end].decode()
        body = inside.rstrip("]").rstrip()
        comma = "" if body.endswith(("[", ",")) else ","
        space = " " if comma or not body.endswith("[") else ""
        new = _spliced(text, field.start, field.end, f"{body}{comma}{space}{_quoted(id)}]")
    elif table is not None and text.encode()[table.start - 1 : table.start] == b"[":
        end = text.encode().find(b"\n", table.end)
        end = len(text.encode()) if end < 0 else end + 1
        new = _spliced(text, end, end, f"{relation} = [{_quoted(id)}]\n")
    else:
        new = f"{text.rstrip(chr(10))}\n\n[relations]\n{relation} = [{_quoted(id)}]\n"
    expected = _copy(data)
    expected.setdefault("relations", {}).setdefault(relation, []).append(id)
    return new if _loads(new) == expected else None


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
    except (rtoml.TomlParsingError, ValueError):
        return None


def _copy(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _copy(value) for key, value in data.items()}
    return list(map(_copy, data)) if isinstance(data, list) else data


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
