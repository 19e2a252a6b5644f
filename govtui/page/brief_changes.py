"""What changed in a record on one line: "Status active → closed; Summary (English)".

Values are told where both are short; of texts, long lists and tables only the name of the field is.
"""

from __future__ import annotations

from collections.abc import Sequence

from govtui.page.differences import Differs, is_prose, value_of
from govtui.page.present import PathStyle, path_words
from govtui.page.render_context import RenderContext
from govtui.text.width import width

LONGEST = 30
"""Cells of the longest value that is told."""

FIELDS = 6
"""The most fields that are named."""


def brief_words(found: Sequence[Differs], kind: str, context: RenderContext) -> str:
    """Return the changed fields, FIELDS at most, each once."""
    words = [_brief(one, kind, context) for one in found[:FIELDS]]
    return "; ".join(dict.fromkeys(words)) + ("; …" if len(found) > FIELDS else "")


def _brief(one: Differs, kind: str, context: RenderContext) -> str:
    if not one.path:
        return context.tr.gettext("the text of the file")
    name = path_words(kind, one.path, context, PathStyle.QUALIFIED)
    before, after = (short_value(value, one.path, kind, context) for value in (one.before, one.after))
    if not (before and after) or is_prose(one.path, kind, context, one.before, one.after):
        return name
    return f"{name} {before} → {after}"


def short_value(value: object, path: str, kind: str, context: RenderContext) -> str:
    """Return the value of a field in words where they are short; else "", as for no value."""
    rows = value_of(value, path, kind, context)
    return rows[0] if len(rows) == 1 and width(rows[0]) <= LONGEST and "\n" not in rows[0] else ""
