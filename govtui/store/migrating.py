"""Migrate the TOML text of a record to the current schema by splices: every comment and the layout stay.

A key that is renamed changes in its bytes only, and its `=` keeps its column. A comment on a line that goes stands above
what has taken its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from govtui.model.data_edits import Remove, Rename
from govtui.model.migration import STEPS, applied, edits
from govtui.model.migration_steps import CURRENT, OLD
from govtui.store.field_edits import CannotEditInPlace, key_spans, with_data_as_written
from govtui.store.toml_cst import Document, Path
from govtui.store.toml_values import NotToml, parsed, same

_MARK = "\ufeff"


def migrated_text(text: str, only: str = "") -> str:
    """Return a text in the current schema, or after one step of the migration; the same text where nothing is to do.

    Raises CannotEditInPlace: broken_toml, cannot_splice (the result would not say what it should, or lose a comment).
    """
    try:
        data = parsed(text)
    except NotToml:
        raise CannotEditInPlace("broken_toml") from None
    changes = edits(data, only)
    if not changes:
        return text
    mark, body = _MARK * text.startswith(_MARK), text.removeprefix(_MARK)
    for change in changes:
        if isinstance(change, Rename):
            body = _renamed(body, change.path, change.name)
    before = _comments(body)
    wanted = applied(data, changes)
    body = with_data_as_written(body, wanted)
    lost = list((Counter(before) - Counter(_comments(body))).elements())
    if lost:
        body = _with_comments(body, lost, [change.by for change in changes if isinstance(change, Remove) and change.by])
    if not same(parsed(body), wanted) or Counter(before) - Counter(_comments(body)):
        raise CannotEditInPlace("cannot_splice")
    return mark + body


def current_text(text: str) -> str:
    """Return a text that is not a file (a version in git, a draft) in the current schema, to compare, merge or open it.

    A text that cannot be migrated is returned as it is: it is no TOML, or a splice would lose something.
    """
    try:
        return migrated_text(text)
    except CannotEditInPlace:
        return text


def current_data(text: str) -> dict[str, Any] | None:
    """Return the data of `current_text(text)`, parsed once where it is current already; None where it is no TOML."""
    try:
        data = parsed(text)
        return parsed(current_text(text)) if edits(data) else data
    except NotToml:
        return None


_ADDING = frozenset({"item-source", "date-of", "schema"})
"""Steps that put something in where nothing of an earlier form is."""


def current_draft_text(text: str) -> str:
    """Return the draft of a new record in the current schema. Forms keep it without `schema`, in any version."""
    data = {"schema": CURRENT}
    with suppress(NotToml):
        data = parsed(text)
    if "schema" in data:
        return current_text(text)
    head = f"schema = {OLD}\n"
    new = head + text
    try:
        for step in STEPS:
            new = new if step in _ADDING else migrated_text(new, step)
    except CannotEditInPlace:
        return text
    return new.removeprefix(head)


def _renamed(text: str, path: Path, name: str) -> str:
    document = Document(text)
    raw = document.raw
    for start, end in sorted(set(key_spans(document, path)), reverse=True):
        new = name.encode()
        sign = end + len(raw[end:]) - len(raw[end:].lstrip(b" \t"))
        if raw[sign : sign + 1] == b"=" and sign - end > 1:  # aligned: the spaces give way
            new = new.ljust(sign - start - 1) + b" "
            end = sign
        raw = raw[:start] + new + raw[end:]
    return raw.decode()


def _comments(text: str) -> list[str]:
    document = Document(text)
    return [document.raw[start:end].decode().rstrip() for start, end in document.comments()]


def _with_comments(text: str, lost: Sequence[str], places: Sequence[str]) -> str:
    """Return the text with comments above the first item of what took the place of the line they stood on."""
    document = Document(text)
    tables: list[Any] = [table for name in places if (table := document.table((name, 0)))]
    if not tables:
        raise CannotEditInPlace("cannot_splice")
    at = document.line_start(tables[0].start)
    newline = "\r\n" if b"\r\n" in document.raw else "\n"
    lines = "".join(f"{comment}{newline}" for comment in lost).encode()
    return (document.raw[:at] + lines + document.raw[at:]).decode()
