"""The few repairs that cannot change what a record says: NFC, the form of a UN symbol, an inverse moved to where it belongs.

Each is a splice of the file's text, so comments, order and layout stay. The result is read again and must differ from the
old record in nothing but the repaired field; otherwise the repair is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

from govtui.model.identifiers import standard_form
from govtui.model.problem import Problem
from govtui.store.field_edits import MISSING, CannotEditInPlace, Change, changed, value_at
from govtui.store.toml_values import NotToml, parsed
from govtui.text.nfc import nfc

FIXABLE = frozenset({"not_nfc", "symbol_form", "inverse_typed"})
"""Problem codes that can be repaired without a judgement."""

Texts = dict[str, str]
"""Path of a file to its text."""


TextOf = Callable[[str], str | None]
"""The text of the file at a path; None where there is none that can be read."""


def fixed(problems: Iterable[Problem], text_of: TextOf, path_of: Callable[[str], str | None]) -> Texts:
    """The texts that change when every repairable problem is repaired; only files that these concern are asked for.

    `path_of` tells in which file a record stands.
    """
    now: Texts = {}

    def current(path: str) -> str | None:
        return now[path] if path in now else text_of(path)

    for problem in problems:
        if problem.code in FIXABLE and (text := current(problem.path)) is not None:
            now |= _repair(problem, text, current, path_of)
    return {path: text for path, text in now.items() if text != text_of(path)}


def _repair(problem: Problem, text: str, current: TextOf, path_of: Callable[[str], str | None]) -> Texts:
    match problem.code:
        case "not_nfc":
            new = nfc(text)
            data = _loads(text)
            return {problem.path: new} if data is not None and _loads(new) == _composed(data) else {}
        case "symbol_form":
            return dict(_symbol(problem, text))
        case "inverse_typed":
            return _inverse(problem, text, current, path_of)
    return {}


def _symbol(problem: Problem, text: str) -> Iterator[tuple[str, str]]:
    standard = standard_form(str(problem.values.get("given")))
    with suppress(CannotEditInPlace):
        if standard is not None and isinstance(value_at(text, problem.field), str):
            yield problem.path, changed(text, [Change(problem.field, standard)])


def _inverse(problem: Problem, text: str, current: TextOf, path_of: Callable[[str], str | None]) -> Texts:
    """Take `has_part = ["b"]` out of a's file and put `part_of = ["a"]` into b's. All or nothing."""
    inverse, relation = (str(problem.values.get(name, "")) for name in ("inverse", "relation"))
    try:
        targets = value_at(text, f"relations.{inverse}")
        if not relation or not isinstance(targets, list):
            return {}
        done = {problem.path: changed(text, [Change(f"relations.{inverse}", MISSING)])}
    except CannotEditInPlace:
        return {}
    for target in targets:
        path = path_of(target) if isinstance(target, str) else None
        if path is None or (before := done[path] if path in done else current(path)) is None:
            return {}
        after = with_relation(before, relation, problem.record)
        if after is None:
            return {}
        done[path] = after
    return done


def with_relation(text: str, relation: str, id: str) -> str | None:
    """The text with one more target of a relation; None when that cannot be done without touching anything else."""
    field = f"relations.{relation}"
    try:
        targets = value_at(text, field)
        if targets is MISSING or targets == []:
            targets = []
        if not isinstance(targets, list):
            return None
        return text if id in targets else changed(text, [Change(field, [*targets, id])])
    except CannotEditInPlace:
        return None


def _loads(text: str) -> Any:
    try:
        return parsed(text)
    except NotToml:
        return None


def _composed(data: Any) -> Any:
    """The data with every text, keys too, in the form NFC."""
    if isinstance(data, dict):
        return {nfc(key): _composed(value) for key, value in data.items()}
    if isinstance(data, list):
        return list(map(_composed, data))
    return nfc(data) if isinstance(data, str) else data
