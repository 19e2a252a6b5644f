"""Records that a merge of git left in conflict, in words: what they are, and why they cannot be decided field by field."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.errors import standing_sentence
from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.text.markers import N_

_CANNOT: Mapping[str, str] = {
    "settled": N_("Nothing in {path} waits for a decision any more."),
    "unfinished": N_(
        "The conflict in {path} at line {line} has no end marker, so its versions cannot be told"
        " apart; edit the text (E)."
    ),
    "nested": N_(
        "The conflict in {path} at line {line} is inside another one, so its versions cannot be told apart;"
        " edit the text (E)."
    ),
    "not_toml": N_("The two versions in {path} (line {line}) are not valid TOML, so edit the text (E)."),
    "too_large": N_("A version of {path} is too large for a record; edit the text (E)."),
    "missing": N_("git cannot read a version of {path}: it is missing from this clone."),
}


def cannot_decide_sentence(code: str, path: str, line: int, tr: Translator) -> str:
    """Return why a record cannot be decided field by field, and what to do; of git's codes what is said of a history."""
    if message := _CANNOT.get(code):
        return tr.gettext(message).format(path=path, line=number(line, tr))
    return standing_sentence(code, tr) or tr.gettext("{path} cannot be read.").format(path=path)


def left_words(is_removed: bool, tr: Translator) -> str:
    """Return what a record is that waits for a decision, and what Enter does."""
    if is_removed:
        return tr.gettext("Removed on one side, changed on the other · Enter: keep or remove it")
    return tr.gettext("Two versions of a merge · Enter: choose field by field")


def left_column(is_removed: bool, tr: Translator) -> str:
    """Return the same in a column."""
    return tr.pgettext("file", "removed on one side") if is_removed else tr.pgettext("file", "two versions")


def driver_words(tr: Translator) -> str:
    """Return what is said where records wait only because merging by field is not set."""
    return tr.gettext("Merging by field is not set in this clone. To set it: govtui doctor --fix")


def saved_words(waiting: int, tr: Translator) -> str:
    """Return what is said when a record is decided, and how many still wait."""
    if not waiting:
        return tr.gettext("Saved.")
    words = tr.ngettext(
        "Saved. {n} record still waits for a decision.", "Saved. {n} records still wait for a decision.", waiting
    )
    return words.format(n=number(waiting, tr))


def stash_words(tr: Translator) -> str:
    """Return what is said when the last record of stashed changes is decided."""
    return tr.gettext("Saved. The stash is still kept; to drop it, type in a shell: git stash drop")


def waiting_words(count: int, tr: Translator) -> str:
    """Return how many records wait for a decision."""
    words = tr.ngettext(
        "{n} record of a merge waits for a decision", "{n} records of a merge wait for a decision", count
    )
    return words.format(n=number(count, tr))
