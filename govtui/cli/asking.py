"""Questions of the command line: asked on standard error, answered with a line of standard input."""

from __future__ import annotations

from govtui.cli.session import Session


def yes(session: Session, question: str) -> bool:
    """Whether the user says yes. Anything that is neither yes nor no is asked again; the end of input is no."""
    tr = session.tr
    letters = tr.gettext("y"), tr.gettext("n")
    while (answer := session.out.ask(f"{question} [{letters[0]}/{letters[1]}]")) is not None:
        if answer in (letters[0], "y", "yes", tr.gettext("yes")):
            return True
        if answer in (letters[1], "n", "no", tr.gettext("no")):
            return False
    return False
