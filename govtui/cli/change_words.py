"""Changes of records in words, as commands print them: what changed, problems, clashes, diffs."""

from __future__ import annotations

import difflib
import os.path
from collections.abc import Iterable, Sequence

from govtui.cli.clash_name import clash_name
from govtui.cli.problem_lines import problem_lines, problem_words
from govtui.cli.session import Session
from govtui.edit.merge import Clash
from govtui.edit.operations import Editing
from govtui.edit.plain_data import MISSING, Data
from govtui.edit.proposal import FieldDifference, ProposedChange
from govtui.i18n.formats import number
from govtui.model.problem import Problem
from govtui.store.toml_render import value_text
from govtui.text.safe import safe_text
from govtui.text.width import clip

_VALUE_CELLS = 56
"""Width of a value in a line of what changed."""

_LED_IN = 8
"""Letters before a difference of two texts that are shown at least."""

_MAX_KEYS = 12
"""Larger vocabularies are not listed whole."""


def print_clash(session: Session, clash: Clash, *, err: bool = False) -> None:
    """Print a field that clashes: its value before, mine, theirs."""
    tr = session.tr
    sides = (
        (tr.pgettext("conflict", "before"), clash.base),
        (tr.pgettext("conflict", "yours"), clash.mine),
        (tr.pgettext("conflict", "theirs"), clash.theirs),
    )
    session.out.line(f"{clash_name(clash, tr)}:", err=err)
    width = max(len(words) for words, _ in sides)
    for words, value in sides:
        line = _clipped(" ".join(str(value).split())) if clash.of_comments and value is not MISSING else shown(value)
        session.out.line(f"    {words.ljust(width)}  {line}", err=err)


def print_problems(
    session: Session, editing: Editing, problems: Iterable[Problem], text: str, *, err: bool = False
) -> None:
    """Print problems as `check` does; `text` is that of the file they are in."""
    context = session.context(editing.registry, editing.index)
    lines = text.split("\n")
    for problem in problems:
        words = f"{problem_words(problem, context)} {_allowed_keys(session, editing, problem)}".rstrip()
        for line in problem_lines(problem, words, lines, context):
            session.out.line(line, err=err)


def remark_private_notes(session: Session, found: Iterable[tuple[str, str]]) -> None:
    """Remark which values became private notes (`found` by assignment.unintended_notes)."""
    tr = session.tr
    for field, near in found:
        words = tr.gettext("“{field}” is not declared for records of this kind, so it is kept as a private note.")
        guess = " " + tr.gettext("Did you mean “{near}”?").format(near=near) if near else ""
        session.out.remark(words.format(field=field) + guess)


def _allowed_keys(session: Session, editing: Editing, problem: Problem) -> str:
    """Return what a field takes instead of an unknown key: all keys, or of many three near ones."""
    vocabulary = str(problem.values.get("vocabulary", ""))
    if problem.code not in ("unknown_vocabulary_key", "own_field_unknown_key") or not vocabulary:
        return ""
    keys, tr = editing.registry.manifest.keys(vocabulary), session.tr
    own = problem.code == "own_field_unknown_key"
    field = ".".join(problem.field.split(".")[:2]) if own else problem.field.rpartition(".")[2]
    if len(keys) <= _MAX_KEYS:
        return tr.gettext("{field} takes: {values}.").format(field=field, values=", ".join(keys))
    near = difflib.get_close_matches(str(problem.values.get("given", "")), keys, 3, cutoff=0.0)
    words = tr.gettext("{field} takes {n} values, such as {values}.")
    return words.format(field=field, n=number(len(keys), tr), values=", ".join(near))


def print_differences(session: Session, differences: Sequence[FieldDifference]) -> None:
    """Print what changed, a line for each field."""
    for one in differences:
        session.out.line(f"    {one.path}: {' → '.join(shown_pair(one.before, one.after))}")


def print_diff(session: Session, change: ProposedChange, *, err: bool = False) -> None:
    """Print the unified diff of a change."""
    for line in change.diff().split("\n")[:-1]:
        session.out.line(line, err=err)


def shown(value: Data) -> str:
    """Return a value on one line, as a file would have it; a dash for MISSING."""
    return "—" if value is MISSING else _clipped(" ".join(value_text(_unwrapped(value)).split("\n")))


def shown_pair(before: Data, after: Data, cells: int = _VALUE_CELLS) -> tuple[str, str]:
    """Return two values as `shown` does in so many cells; long texts that begin alike from shortly before they differ."""
    one, other = shown(before), shown(after)
    if isinstance(before, str) and isinstance(after, str) and clip(one, cells) == clip(other, cells):
        texts = [value_text(_unwrapped(value)) for value in (before, after)]
        alike = len(os.path.commonprefix(texts))
        start = max(texts[0].rfind(" ", 0, alike - _LED_IN), 0)
        one, other = (_clipped(f"…{text[start:]}") for text in texts) if start else (one, other)
    return clip(one, cells), clip(other, cells)


def _clipped(text: str) -> str:
    return clip(safe_text(text, multiline=False), _VALUE_CELLS)


def _unwrapped(value: Data) -> Data:
    """Return a value with every run of white space in its texts as one space."""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, dict):
        return {key: _unwrapped(one) for key, one in value.items()}
    return list(map(_unwrapped, value)) if isinstance(value, list) else value
