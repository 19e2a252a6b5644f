"""What a migration did or would do, and what a person must decide, in words: for the command and for the screen.

A module of its own: the room of commands and that of screens both say it, and neither sees the other.
"""

from __future__ import annotations

from govtui.i18n.formats import number
from govtui.i18n.translator import Translator
from govtui.model.migration_steps import Undecided


def changes_words(n: int, tr: Translator) -> str:
    """Return how many files were changed."""
    return tr.ngettext("{n} file was changed.", "{n} files were changed.", n).format(n=number(n, tr))


def question_words(one: Undecided, tr: Translator) -> str:
    """Return what a person must decide."""
    options = ", ".join(one.options) or "?"
    match one.step:
        case "date-of":
            words = tr.gettext("say in date_of what the date is the date of ({options}).")
        case "checked":
            words = tr.gettext("two notes are on one disagreement now: keep one ({options}).")
        case "quote":
            words = tr.gettext("both names stand there: keep one ({options}).")
        case _:
            words = tr.gettext("name the source ({options}).")
    return words.format(options=options)
