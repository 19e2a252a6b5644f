"""Edits in words: names of steps that can be undone, states of translations, and what a draft would meet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from govtui.i18n.field_labels import top_field
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.model.localized import with_fallback
from govtui.text.markers import NP_

if TYPE_CHECKING:
    from govtui.model.own_fields import Schema

_SENTENCES: Mapping[str, str] = {
    # L10N: Names of edits, as in a list of what can be undone: a verb in the past, what was edited, the record.
    "field": NP_("edit", "Edited {field} of {name}"),
    "fields": NP_("edit", "Edited {fields} of {name}"),
    "text": NP_("edit", "Edited {name}"),
    "new": NP_("edit", "Added {name}"),
    "removal": NP_("edit", "Removed {name}"),
    "rename": NP_("edit", "Renamed {former} to {key}"),
    "merge": NP_("edit", "Merged {name} into {key}"),
}

_NAMED = 3
"""How many fields are named; of more it is said that the record was edited."""


def step_words(
    code: str,
    name: Mapping[str, str],
    fields: Sequence[str],
    tr: Translator,
    words: Callable[[str], str],
    *,
    key: str = "",
    former: str = "",
    files: int = 1,
) -> str:
    """Return the name of an edit, for undo and messages of commits: "Edited the name in English of UNPOG".

    `files`: how many were changed. `fields` are the paths that changed (edit.undo.Step); `words` puts one into words as part of a sentence.
    """
    tops = list(dict.fromkeys(words(field) for field in fields if not field.startswith("translations")))
    if code not in _SENTENCES:
        return _several(code, ", ".join(tops) if len(tops) <= _NAMED else "", files, tr)
    reading = with_fallback(name, tr.language)
    called = reading.text if reading else key
    if code in ("fields", "text") and 0 < len(tops) <= _NAMED:
        code = "field" if len(tops) == 1 else "fields"
    elif code == "fields":
        code = "text"
    joined = ", ".join(tops)
    message = tr.pgettext("edit", _SENTENCES[code])
    return message.format(field=joined, fields=joined, name=called, key=key, former=former)


def _several(code: str, fields: str, n: int, tr: Translator) -> str:
    """Return the name of an edit of several records; one of a code that is not known changed files."""
    match code:
        case "bulk" if fields:
            words = tr.ngettext("Edited {fields} of {n} record", "Edited {fields} of {n} records", n)
        case "bulk":
            words = tr.ngettext("Edited {n} record", "Edited {n} records", n)
        case "removals":
            words = tr.ngettext("Removed {n} record", "Removed {n} records", n)
        case "repairs":
            words = tr.ngettext("Repaired {n} file", "Repaired {n} files", n)
        case "import":
            words = tr.ngettext("Imported {n} record", "Imported {n} records", n)
        case "format":
            words = tr.ngettext("Formatted {n} file", "Formatted {n} files", n)
        case _:
            words = tr.ngettext("Changed {n} file", "Changed {n} files", n)
    return words.format(n=number(n, tr), fields=fields)


STATES: Mapping[str, str] = {
    "missing": NP_("translation", "missing"),
    "stale": NP_("translation", "out of date"),
    "unverified": NP_("translation", "unverified"),
    "done": NP_("translation", "done"),
    "no_source": NP_("translation", "no source text"),
}
"""model.translations.State to words."""


def state_words(state: str, tr: Translator) -> str:
    """Return the name of a translation's state."""
    return tr.pgettext("translation", STATES[state])


def fields_words(paths: Sequence[str], tr: Translator, schema: Schema) -> str:
    """Return the fields that a draft changes, by the names of those at the top of a record: "Name, Status"."""
    if not paths:
        return tr.gettext("only comments or layout")
    told = (top_field(path, tr, schema) if path else tr.gettext("The text of the file") for path in paths)
    return ", ".join(dict.fromkeys(told))


def draft_state_words(state: str, clashes: int, tr: Translator) -> str:
    """Return what a draft would meet (edit.resuming.State), for a column; empty where there is nothing to say."""
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
    """Return the same as a sentence, with what can be done on the screen."""
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
