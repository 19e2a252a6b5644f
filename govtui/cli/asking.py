"""Questions of the command line: asked on standard error, answered with a line of standard input."""

from __future__ import annotations

import io
import sys
import unicodedata
from contextlib import suppress

import click

from govtui.cli.session import Session


def asked(question: str) -> str | None:
    """What the user answers, without the blanks around it and in small letters; None at the end of input."""
    click.echo(f"{question} ", nl=False, err=True)
    if isinstance(sys.stdin, io.TextIOWrapper):
        with suppress(io.UnsupportedOperation):  # done already, at the first question
            sys.stdin.reconfigure(errors="replace")  # what is no UTF-8 is an answer that nobody understands
    line = sys.stdin.readline()
    if not line:
        click.echo(err=True)  # the shell's prompt begins a line of its own
        return None
    return unicodedata.normalize("NFC", line).strip().casefold()


def yes(session: Session, question: str) -> bool:
    """Whether the user says yes. Anything that is neither yes nor no is asked again; the end of input is no."""
    tr = session.tr
    letters = tr.gettext("y"), tr.gettext("n")
    while (answer := asked(f"{question} [{letters[0]}/{letters[1]}]")) is not None:
        if answer in (letters[0], "y", "yes", tr.gettext("yes")):
            return True
        if answer in (letters[1], "n", "no", tr.gettext("no")):
            return False
    return False
