"""A machine that runs short of disk or memory, wherever it shows: it is nobody's mistake, and certainly none of the program."""

from __future__ import annotations

import errno

from govtui.i18n.translator import Translator

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def is_full(error: BaseException | None) -> bool:
    """Whether an error says that the disk is full or the quota used up; SQLite says so in words, and without a number."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if (isinstance(error, OSError) and error.errno in _FULL) or "database or disk is full" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def full_sentence(tr: Translator) -> str:
    """What is said of it where nothing more is known."""
    return tr.gettext(
        "The disk is full or the quota is used up, so govtui cannot continue. Free some space and start it again."
    )


def ended_sentence(tr: Translator) -> str:
    """What is said where another process that govtui works with was killed, as happens where memory runs out."""
    return tr.gettext(
        "Not all files could be read: the process that reads them was ended from outside, perhaps for lack of memory."
    )
