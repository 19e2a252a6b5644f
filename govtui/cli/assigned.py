"""FIELD=VALUE words of a command line: told from ids, and their values read from files where they say so."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from govtui.cli.asked import STDIN, CannotAsk
from govtui.cli.session import Session, here
from govtui.edit.assignment import Assignment, parse_assignment
from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes
from govtui.store.files import RECORD_SIZE, printable

_FROM_FILE = "@"


def split_words(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the ids, which are the words before the first assignment, and the rest."""
    place = next((place for place, word in enumerate(words) if parse_assignment(word)), len(words))
    return list(words[:place]), list(words[place:])


def read_assignments(session: Session, texts: Sequence[str], *, is_stdin_taken: bool = False) -> list[Assignment]:
    """Parse FIELD=VALUE words; the value @FILE is the text of a file, @- that of standard input, @@… begins with @.

    `is_stdin_taken`: ids are read from standard input. Raises click.UsageError, and CannotAsk for a file that cannot be
    read.
    """
    tr, out = session.tr, []
    for text in texts:
        if (one := parse_assignment(text)) is None:
            words = tr.gettext("“{text}” is not of the form FIELD=VALUE.")
            raise click.UsageError(words.format(text=in_quotes(text)))
        if one.value.startswith(_FROM_FILE * 2):
            one = one._replace(value=one.value[1:])
        elif one.value.startswith(_FROM_FILE):
            name = text.partition("=")[2][1:]  # as it was typed: the value is in NFC
            if name == STDIN and is_stdin_taken:
                raise click.UsageError(tr.gettext("Standard input can be read once only: for ids or for one value."))
            is_stdin_taken = is_stdin_taken or name == STDIN
            one = parse_assignment(f"{one.field}{one.sign}{_text_of(session, name)}") or one
        out.append(one)
    return out


def _text_of(session: Session, name: str) -> str:
    """Return the text of a file without its last line end. Raises CannotAsk."""
    tr = session.tr
    shown = tr.gettext("Standard input") if name == STDIN else printable(name)
    try:
        if name == STDIN:
            raw = sys.stdin.buffer.read(RECORD_SIZE + 1)
        else:
            with (here() / Path(name).expanduser()).open("rb") as stream:
                raw = stream.read(RECORD_SIZE + 1)
    except FileNotFoundError:
        words = tr.gettext("There is no file {path}; a value that begins with @ is written @@….")
        raise CannotAsk("no_such_file", words.format(path=shown)) from None
    except (OSError, ValueError, RuntimeError):
        raise CannotAsk("unreadable", refusal("unreadable", {"path": shown}, tr)) from None
    if len(raw) > RECORD_SIZE:
        raise CannotAsk("too_large", tr.gettext("{path} is larger than a record may be.").format(path=shown))
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n")
    except UnicodeDecodeError:
        raise CannotAsk("not_utf8", tr.gettext("{path} is not UTF-8.").format(path=shown)) from None
    if not text:
        words = tr.gettext("{path} is empty; “FIELD=” with nothing behind it removes a field.")
        raise CannotAsk("empty_file", words.format(path=shown))
    return text
