"""Repairs that keep what a record says: NFC, the form of a symbol, an inverse moved to its record, what only one can be.

Each is a splice of the file's text, so comments, order and layout stay. The result is read again and must differ from the
old record in nothing but the repaired field; otherwise the repair is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

from govtui.model.migration import is_old
from govtui.model.problem import Problem
from govtui.model.symbols import standard_form
from govtui.store.field_edits import MISSING, CannotEditInPlace, Change, changed, value_at
from govtui.store.toml_render import normal
from govtui.store.toml_values import NotToml, parsed, same
from govtui.text.nfc import nfc

_ONLY_ONE = {"place_without_source": "source", "date_without_meaning": "date_of"}
"""By code: the field that is missing beside that of the problem, of which `near` is the only value that fits."""

FIXABLE = frozenset({"not_nfc", "symbol_form", "inverse_typed", "unknown_key_ref", *_ONLY_ONE})
"""Problem codes that can be repaired without judgement."""

Texts = dict[str, str]
"""Texts of files by path."""

TextOf = Callable[[str], str | None]
"""Returns the text of the file at a path; None where there is none that can be read."""


def fixed(problems: Iterable[Problem], text_of: TextOf, path_of: Callable[[str], str | None]) -> Texts:
    """Return the texts that change when every repairable problem is repaired; reads only their files.

    `path_of` returns the file of a record. Texts of an earlier schema stay as they are.
    """
    now: Texts = {}

    def current(path: str) -> str | None:
        return now[path] if path in now else text_of(path)

    for problem in problems:
        if problem.code not in FIXABLE or (text := current(problem.path)) is None:
            continue
        repaired = _repair(problem, text, current, path_of)
        if not any(is_old(_loads(one) or {}) for one in repaired.values()):  # it is migrated first
            now |= repaired
    return {path: text for path, text in now.items() if text != text_of(path)}


def _repair(problem: Problem, text: str, current: TextOf, path_of: Callable[[str], str | None]) -> Texts:
    match problem.code:
        case "not_nfc":
            new = nfc(text)
            data = _loads(text)
            return {problem.path: new} if data is not None and same(_loads(new), normal(data)) else {}
        case "symbol_form":
            standard = standard_form(str(problem.values.get("given")))
            with suppress(CannotEditInPlace):
                if standard is not None and isinstance(value_at(text, problem.field), str):
                    return {problem.path: changed(text, [Change(problem.field, standard)])}
        case "inverse_typed":
            return _inverse(problem, text, current, path_of)
        case "unknown_key_ref" if problem.values.get("sure"):
            return _put(problem, text, problem.field, problem.values.get("given"))
        case code if code in _ONLY_ONE:
            holder = problem.field.rpartition(".")[0]
            return _put(problem, text, f"{holder}.{_ONLY_ONE[code]}".lstrip("."), MISSING)
    return {}


def _put(problem: Problem, text: str, field: str, was: object) -> Texts:
    """Write what was probably meant into a field that is still as it was."""
    near = problem.values.get("near")
    with suppress(CannotEditInPlace):
        if near and value_at(text, field) == was:
            return {problem.path: changed(text, [Change(field, near)])}
    return {}


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
    """Return the text with one more target of a relation, or None where that cannot be done in place."""
    field = f"relations.{relation}"
    try:
        targets = [] if (found := value_at(text, field)) is MISSING else found
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
