"""What the program could not do, in words: refused edits, git, query lines, and a machine short of disk or memory."""

from __future__ import annotations

import errno
from collections.abc import Mapping, Sequence

from govtui.i18n.formats import quoted, quoted_values
from govtui.i18n.translator import Translator
from govtui.text.markers import N_, NP_
from govtui.text.safe import safe_text

REFUSALS: Mapping[str, str] = {
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
    "old_schema": N_(
        "{path} has the form of an earlier version; bring the registry up to date: govtui migrate --write"
    ),
    "text_not_utf8": N_("{path} is not UTF-8, so nothing is compared with it."),
    "text_too_large": N_("{path} is larger than 4 MiB, so nothing is compared with it."),
    "text_link_outside": N_("{path} leads outside the folder of texts, so nothing is compared with it."),
    "text_unreadable": N_("{path} cannot be read, so nothing is compared with it."),
    "same_id": N_("The record already has the id “{id}”."),
    "same_record": N_("Both ids are the record “{id}”; name two different records."),
    "other_kind": N_("“{id}” and “{other}” are records of different kinds, so they cannot be one thing."),
    "nothing_to_take": N_("The two records do not differ in “{field}”, so there is nothing to choose there."),
    "undecided": N_("The two records differ in “{field}”, and no source has the other value; decide which one stands."),
    "taken_id": N_("The id “{id}” is already used by {path}."),
    "former_id": N_("The id “{id}” was once that of “{other}”, so it must keep leading there."),
    "name_needed": N_("A record needs a name in at least one language."),
    "type_needed": N_("A record of this kind needs a type, --type with one of: {types}."),
    "duplicate": N_("There is already a record of this name."),
    # what keeps it from being saved
    "blocked": N_("The change causes errors, so nothing was saved."),
    "alters_more": N_("More than was asked for would change, so nothing was saved; --insist saves it anyway."),
    "not_whole": N_("What refers to this record is still being read; try again in a moment."),
    "referred_to": N_("Other records refer to this one, so it was not removed."),
    "read_only": N_("The registry is read-only; nothing was changed."),
    "unreadable": N_("{path} cannot be read."),
    "not_a_record": N_("{path} is not a valid record now; fix it first."),
    "broken_toml": N_("{path} is not valid TOML, so single fields cannot be changed; fix its text first."),
    "not_utf8": N_("{path} has bytes that are not UTF-8, which would be lost; fix it with a program that keeps them."),
    "cannot_splice": N_("“{field}” cannot be changed without changing something else in the file; edit its text."),
    "cannot_merge": N_("The two versions cannot be merged field by field; choose one text as a whole."),
    "too_many_records": N_(
        "{count} records are too many to change at once; at most {limit} can be. Narrow --where, or give fewer ids."
    ),
    "data_differ": N_(
        "Formatting {path} would change what it says, so it stays as it is; look at accents behind a “\\”."
    ),
    "comment_lost": N_("Formatting {path} would lose a comment, so it stays as it is."),
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
    "half_saved": N_(
        "The disk refused {path}, and what had been written of this change could not be undone. govtui writes the"
        " rest at its next start, once there is room."
    ),
    "changed_meanwhile": N_("{path} was changed by somebody else meanwhile; nothing was saved."),
    "conflict": N_("{path} was changed by somebody else meanwhile, in the same fields; nothing was saved."),
    "gone_meanwhile": N_("{path} was removed by somebody else meanwhile; nothing was saved."),
    "no_folder": N_("{path} cannot be a folder: a file has that name, or one above it. Name another folder."),
    "no_file": N_("{path} is a folder, so no file of that name can be written. Name another folder."),
    # imports
    "not_a_source": N_("“{target}” is not a source, so nothing can be cited from it."),
    "refused_records": N_(
        "Some records of the file are refused ({count}), so nothing was written; --skip-refused writes the others."
    ),
    "cannot_store": N_("It has a value or a character that cannot be stored."),
    "import_changed": N_(
        "The file changed after the import was planned; nothing more was written. Run the same command again."
    ),
    # an export for translators
    "language_not_kept": N_("The registry keeps no texts in “{language}”; registry.toml lists its languages."),
    "target_needed": N_("Say into which language the texts are to be translated: --language."),
    "same_language": N_(
        "The texts would be translated from “{language}” into the same language; choose another with --from or --language."
    ),
    # a document that is written
    "own_file": N_("{path} is where the registry keeps its own files; write somewhere else."),
    "no_such_folder": N_("There is no folder {folder}."),
    "is_folder": N_("{path} is a folder; name a file in it."),
    "no_plain_file": N_("{path} is not a regular file."),
    "place_not_writable": N_("{path} cannot be written: its folder, or the file, is protected."),
    # a site
    "site_in_registry": N_("{path} is in the folder of the registry, {registry}; choose a folder outside it."),
    "registry_in_site": N_("{path} contains the registry, {registry}; choose a folder for the site alone."),
    "folder_not_empty": N_(
        "{path} already has files ({name}) and is not a site that govtui wrote; choose an empty folder."
    ),
    "site_is_file": N_("{path} is a file; a site needs a folder."),
    "foreign_state": N_(
        "{path} is not as govtui writes it, so nothing in that folder was changed; choose an empty folder."
    ),
    "folder_in_site": N_("{path} is a folder, so the file of that name cannot be written; remove or rename it."),
    "no_folder_in_site": N_(
        "{path} is not a folder, or is a link to one, so nothing is written there; remove or rename it."
    ),
    "site_busy": N_("Another “govtui publish” is writing to {path}; wait until it ends."),
    "process_killed": N_(
        "A process that made pages was stopped from outside, perhaps because memory ran out; run the command again."
    ),
    "index_gone": N_("The index {path} was removed or replaced meanwhile; run the command again."),
    # a new registry
    "not_a_folder": N_("{path} is a file; a registry needs a folder of its own."),
    "folder_not_writable": N_("The folder {path} cannot be written to."),
    "disk_full_here": N_("The disk is full or the quota is used up; {path} could not be written."),
    "inside_registry": N_("{path} lies in another registry, {folder}; choose a folder outside it."),
    "registry_below": N_("There is a registry below {path}: {folder}. Choose that one, or a folder outside it."),
    "other_manifest": N_("{path} belongs to another program; choose another folder."),
    "other_toml": N_(
        "{path} has TOML files that are not records ({files}); choose an empty folder, such as “records” in it."
    ),
    "yes_needed": N_("Nothing was written, because there is no terminal to ask in; --yes writes the files."),
    "declined": N_("Nothing was written."),
    # undoing
    "nothing_to_undo": N_("There is nothing to undo."),
    "nothing_to_redo": N_("There is nothing to redo."),
    "changed_since": N_("{path} has changed since; undoing this would lose that change."),
    "step_skipped": N_(
        "{path} has changed since; undoing this would lose that change. Undo again to undo the edit before it."
    ),
    "no_such_step": N_("There is no kept change “{target}”; “govtui undo --list” lists them."),
    "already_undone": N_("This change has been undone already."),
    "not_undone": N_("This change was not undone, so there is nothing to redo."),
    "step_damaged": N_("The data kept for this change is damaged, so it cannot be undone."),
    "not_kept": N_("The change is saved, but it could not be kept for “govtui undo”."),
    # the editor outside
    "no_terminal": N_("Editing needs a terminal; “govtui set” changes single fields without one."),
    "no_editor": N_("No editor was found; set $VISUAL or $EDITOR."),
    "editor_failed": N_("The editor “{editor}” could not be started or ended with an error."),
}
"""Code of edit.proposal.EditRefused to a sentence."""


def refusal(code: str, values: Mapping[str, object], tr: Translator) -> str:
    """Return why an edit was not made, as one sentence, with a nearest guess where there is one."""
    return _with_guess(REFUSALS.get(code, REFUSALS["io_error"]), values, tr)


def _with_guess(message: str, values: Mapping[str, object], tr: Translator) -> str:
    said = tr.gettext(message)
    words = said.format_map(_Given(quoted_values(said, values)))
    if near := values.get("near"):
        words += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
    return words


class _Given(dict[str, object]):
    """Values of a sentence; a missing one shows as nothing."""

    def __missing__(self, key: str) -> str:
        return ""


STANDINGS: Mapping[str, str] = {
    "no_program": N_(
        "git is not installed here, so there is no history. Ask whoever runs this machine to install git."
    ),
    "no_work_tree": N_(
        "This registry is not kept in git, so there is no history. To begin one: git init, git add and git commit in its folder."
    ),
    "not_trusted": N_(
        "The folder belongs to somebody else, so git does not read it. If you trust it: git config --global --add "
        "safe.directory FOLDER"
    ),
    "took_too_long": N_("git did not answer in time; try again."),
    "incomplete": N_(
        "git cannot read the history: objects are missing from this clone, or broken. git fsck names them."
    ),
    "failed": N_("git could not read the history."),
}
"""store.history.Standing to a sentence: why there is no history, and what to do."""

NOT_COMMITTED: Mapping[str, str] = {
    "no_name": N_("git does not know who you are: git config --global user.name NAME, and user.email ADDRESS."),
    "under_way": N_("A {what} is in progress in git; finish or abort it first, outside govtui."),
    "clash": N_("A merge left two versions in {files}; the command “Unfinished merge” asks which one stays."),
    "markers": N_("Two versions still stand in {files}; open the record: Enter on it asks which one stays."),
    "nothing": N_("There is nothing to commit in these files."),
    "hook": N_("A hook of the repository refused the commit."),
    "busy": N_("Another git process is running here; try again in a moment."),
    "signing": N_("git could not sign the commit; commit in a shell, where it can ask for the passphrase."),
    "took_too_long": N_("git did not finish in time; nothing was committed."),
    "failed": N_("git refused the commit."),
}
"""Code of store.committing.NotCommitted to a sentence."""


def standing_sentence(standing: str, tr: Translator) -> str:
    """Return why there is no history, and what to do; empty when there is one."""
    return tr.gettext(STANDINGS.get(standing, ""))


OPERATIONS: Mapping[str, str] = {
    "merge": NP_("git", "merge"),
    "rebase": NP_("git", "rebase"),
    "cherry-pick": NP_("git", "cherry-pick"),
    "revert": NP_("git", "revert"),
}
"""Operation of git that is in progress, in words; the others go by git's own."""


def operation_words(operation: str, tr: Translator) -> str:
    """Return what git has in progress."""
    return tr.pgettext("git", OPERATIONS[operation]) if operation in OPERATIONS else operation


MERGE_UNDER_WAY = N_(
    "A merge is in progress in git; the command “Unfinished merge” shows what waits for a decision, and finishes it."
)
"""What is said instead of `under_way` where the program can finish what is under way."""


def not_committed_sentence(code: str, said: str, tr: Translator) -> str:
    """Return why nothing was committed, with the first words of git or of the hook where they tell more."""
    message = NOT_COMMITTED.get(code) or STANDINGS.get(code) or NOT_COMMITTED["failed"]
    if (code, said) == ("under_way", "merge"):
        message = MERGE_UNDER_WAY
    text = tr.gettext(message)
    shown = " ".join(safe_text(said).split())[:200]
    if code in ("under_way", "clash", "markers"):
        return text.format(what=operation_words(shown, tr), files=shown)
    return f"{text} ({shown})" if shown and code in ("hook", "failed") else text


MISTAKES: Mapping[str, str] = {
    "unclosed_quote": N_("The quotation mark is not closed."),
    "unknown_field": N_("“{field}” is not the name of a field; it is searched as text."),
    "not_a_facet": N_(
        "Records cannot be filtered by “{field}”, so the words were searched as text; set facet = true for it in registry.toml."
    ),
    "no_value": N_("The field “{field}” has no value yet."),
    "not_a_year": N_("“{value}” is not a year; write 2018, 2018..2022, “since 2018” or “before 2018”."),
    "not_a_decade": N_("“{value}” is not a decade; write 2010s or 1990s–2010s."),
    "not_a_country": N_("“{value}” is neither the name nor the two-letter code of a country."),
    "not_a_date": N_(
        "“{value}” is not a date; write 5 Aug 2022, Aug 2022, 8/2022, 5–6/11/2018, 2022, 2018..2022, “since 2017” or “before 2018”."
    ),
    "not_a_number": N_("“{value}” is not a number."),
    "not_yes_or_no": N_("“{value}” is neither yes nor no."),
    "no_such_value": N_("No record has “{value}” in the field “{field}”."),
}
"""Code of index.query.Mistake to a sentence."""

REFUSED_QUERY: Mapping[str, str] = {
    "unknown_field": N_("There is no query field “{field}”."),
}
"""The same where a query with a mistake is refused, and nothing is searched as text."""


def mistake_words(code: str, values: Mapping[str, str], tr: Translator) -> str:
    """Return what is wrong with a query line, with a nearest guess."""
    return _with_guess(MISTAKES[code], values, tr)


def mistake_sentence(code: str, values: Mapping[str, str], start: int, tr: Translator, *, refused: bool = False) -> str:
    """Return the same with the place (counted from 1) at which the query is wrong, where that cannot be shown.

    `refused`: the query is not searched.
    """
    words = _with_guess((REFUSED_QUERY.get(code) if refused else None) or MISTAKES[code], values, tr)
    return tr.gettext("{sentence} (at character {place})").format(sentence=words, place=start + 1)


CORRECTIONS: Mapping[str, str] = {
    "slip": N_("no “{typed}”; looked for {instead}"),
    "refused": N_("No record has “{typed}”. Did you mean {instead}?"),
    "read": N_("“{typed}” read as {instead}"),
    "also_read": N_("“{typed}” also read as {instead}"),
}
"""index.query.CorrectionKind to words; "refused": a slip in a query that is not guessed at."""


SHOWN = 3
"""How many of the words that were looked for instead are named."""


def corrected_words(typed: str, instead: Sequence[str], kind: str, tr: Translator) -> str:
    """Return which words were looked for instead of a word, or beside it, and why."""
    named = ", ".join(quoted(word) for word in instead[:SHOWN])
    if len(instead) > SHOWN:
        named += f" (+{len(instead) - SHOWN})"
    return tr.gettext(CORRECTIONS[kind]).format(typed=typed, instead=named)


def is_full(error: BaseException | None) -> bool:
    """Return whether an error says that the disk is full or the quota used up; SQLite's does so without a number."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            return True
        if "database or disk is full" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def full_sentence(tr: Translator) -> str:
    """Return what is said of a full disk where nothing more is known."""
    return tr.gettext(
        "The disk is full or the quota is used up, so govtui cannot continue. Free some space and start it again."
    )


def ended_sentence(tr: Translator) -> str:
    """Return what is said where a worker process was killed, as happens where memory runs out."""
    return tr.gettext(
        "Not all files could be read: the process that reads them was ended from outside, perhaps for lack of memory."
    )
