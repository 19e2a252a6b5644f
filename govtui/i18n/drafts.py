"""Drafts in words: which fields were typed at, and what became meanwhile of the record that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from govtui.i18n.fields import top_field
from govtui.i18n.numbers import number
from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from govtui.model.own_fields import Schema


def fields_words(paths: Sequence[str], tr: Translator, schema: Schema) -> str:
    """The fields that a draft changes, by the names of those at the top of a record: "Name, Status"."""
    if not paths:
        return tr.gettext("only comments or layout")
    told = (top_field(path, tr, schema) if path else tr.gettext("The text of the file") for path in paths)
    return ", ".join(dict.fromkeys(told))


def state_words(state: str, clashes: int, tr: Translator) -> str:
    """What a draft would meet (edit.resuming.State), for a column; nothing where there is nothing to be said of it."""
    match state:
        case "merged":
            return tr.gettext("can be merged")
        case "clash":
            return tr.ngettext("{n} field in conflict", "{n} fields in conflict", clashes).format(n=number(clashes, tr))
        case "saved":
            return tr.gettext("saved already")
        case "gone":
            return tr.gettext("record gone")
    return ""


def state_sentence(state: str, clashes: int, tr: Translator) -> str:
    """The same as a sentence, with what can be done on the screen."""
    match state:
        case "merged":
            return tr.gettext("The file changed since; the draft can be merged with it.")
        case "clash":
            return tr.ngettext(
                "The file changed since; {n} field conflicts with the draft.",
                "The file changed since; {n} fields conflict with the draft.",
                clashes,
            ).format(n=number(clashes, tr))
        case "saved":
            return tr.gettext("The record already has all of it.")
        case "gone":
            return tr.gettext("The file is gone; Enter writes the record again.")
    return ""
