"""The question before a change of several records: a terminal is asked, elsewhere --yes is needed."""

from __future__ import annotations

import sys
from enum import Enum

from govtui.cli.session import Session


class Consent(Enum):
    """What was answered."""

    YES = "yes"
    NO = "no"
    NOBODY = "nobody"
    """Nobody can be asked."""


def may_preview(session: Session) -> bool:
    """Whether what would change is shown in words: not to a program, unless somebody is asked beside it."""
    return not session.form or sys.stdin.isatty()


def consent(session: Session, question: str, *, yes: bool) -> Consent:
    """Ask, unless `yes`; say what follows from any other answer."""
    tr, out = session.tr, session.out
    if yes:
        return Consent.YES
    if not sys.stdin.isatty():
        out.remark(
            tr.gettext("Nothing was changed, because there is no terminal to ask in; --yes changes it without asking.")
        )
        return Consent.NOBODY
    if out.confirm(question):
        return Consent.YES
    out.remark(tr.gettext("Nothing was changed."))
    return Consent.NO
