"""Why an edit is not made, in words: a sentence for each code of edit.prepared.EditRefused."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.quotes import quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_

SENTENCES: Mapping[str, str] = {
    # what is asked for
    "no_such_record": N_("There is no record “{target}”."),
    "unknown_kind": N_("“{given}” is not a kind of record."),
    "unknown_field": N_("A record of this kind has no field “{field}”."),
    "no_such_item": N_("There is nothing at “{field}”; an item of a list is given by its name or its number."),
    "not_in_list": N_("“{value}” is not in “{field}”."),
    "not_a_list": N_("“{field}” is not a list, so nothing can be added to it or removed from it."),
    "fixed_field": N_("“{field}” cannot be set; “govtui rename” gives a record another id."),
    "language_needed": N_("Say which language is meant: {field}.vi or {field}.en."),
    "not_a_table": N_("“{field}” leads into a value that has no parts; set “{whole}” as a whole."),
    "not_toml": N_("The value of “{field}” cannot be stored."),
    "not_unicode": N_("The text has characters that cannot be stored; it must be UTF-8."),
    "bad_id": N_("“{given}” is not an id: use lower-case letters a–z, digits and single hyphens."),
    "same_id": N_("The record already has the id “{id}”."),
    "taken_id": N_("The id “{id}” is already used by {path}."),
    "former_id": N_("The id “{id}” was once that of “{other}”, so it must keep leading there."),
    "name_needed": N_("A record needs a name in at least one language."),
    "duplicate": N_("There is already a record of this name."),
    # what keeps it from being saved
    "blocked": N_("The change causes errors, so nothing was saved."),
    "alters_more": N_("More than was asked for would change, so nothing was saved; --insist saves it anyway."),
    "referred_to": N_("Other records refer to this one, so it was not removed."),
    "read_only": N_("The registry is read-only; nothing was changed."),
    "unreadable": N_("{path} cannot be read."),
    "not_a_record": N_("{path} is not a valid record now; fix it first."),
    "broken_toml": N_("{path} is not valid TOML, so single fields cannot be changed; fix its text first."),
    "not_utf8": N_("{path} has bytes that are not UTF-8, which would be lost; fix it with a program that keeps them."),
    "cannot_splice": N_("“{field}” cannot be changed without changing something else in the file; edit its text."),
    "cannot_merge": N_("The two versions cannot be merged field by field; choose one text as a whole."),
    "too_large": N_("The file would have {size} bytes; a record may have at most {limit}."),
    # what the disk says
    "disk_full": N_("The disk is full or the quota is used up; {path} stays as it is."),
    "read_only_folder": N_("The folder of {path} cannot be written to; nothing was saved."),
    "no_permission": N_("You have no permission to change {path}."),
    "name_too_long": N_("The name of {path} is too long for this disk."),
    "gone": N_("The folder of {path} is no longer there; nothing was saved."),
    "busy": N_("Another program has been saving to this registry for some seconds; {path} stays as it is. Try again."),
    "io_error": N_("{path} could not be written: {reason}."),
    "file_exists": N_("There is already a file {path}."),
    "not_confirmed": N_("{path} is written, but the disk did not confirm that it would survive a power cut."),
    "changed_meanwhile": N_("{path} was changed by somebody else meanwhile; nothing was saved."),
    "conflict": N_("{path} was changed by somebody else meanwhile, in the same fields; nothing was saved."),
    "gone_meanwhile": N_("{path} was removed by somebody else meanwhile; nothing was saved."),
    # undoing
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "changed_since": N_("{path} has changed since; undoing this would lose that change."),
    # the editor outside
    "no_terminal": N_("Editing needs a terminal; “govtui set” changes single fields without one."),
    "no_editor": N_("No editor was found; set $VISUAL or $EDITOR."),
    "editor_failed": N_("The editor “{editor}” could not be started or ended with an error."),
}
"""Code of a refusal to its English sentence."""


def refusal(code: str, values: Mapping[str, object], tr: Translator) -> str:
    """Why an edit was not made, as one sentence, with a nearest guess where there is one."""
    said = tr.gettext(SENTENCES.get(code, SENTENCES["io_error"]))
    text = said.format_map(_Given(quoted_values(said, values)))
    if near := values.get("near"):
        text += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
    return text


class _Given(dict[str, object]):
    """Values for a sentence; what is not given shows as nothing."""

    def __missing__(self, key: str) -> str:
        return ""
