"""The file that an import reads, twice: opened once, and spooled to a temporary file where it cannot be read again."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

import click

from govtui.cli.asked import STDIN
from govtui.cli.session import Session, here
from govtui.i18n.translator import Translator
from govtui.store.files import printable

_PART = 1 << 20


class CannotOpen(click.ClickException):
    """The file cannot be read; `code` tells programs why."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class ImportedFile:
    """An opened file that can be read from its beginning as often as is needed."""

    def __init__(self, stream: BinaryIO, name: str, *, is_stdin: bool = False, is_piped: bool = False) -> None:
        self._stream = stream
        self.name = name
        """The file's name as it is shown, without folders."""
        self.is_stdin = is_stdin
        self.is_piped = is_piped
        """Whether the name says nothing of what is read: a pipe, standard input."""
        self._status = self._now()

    @property
    def is_empty(self) -> bool:
        """Whether there is not a byte in it."""
        return self._status.st_size == 0

    def digest(self) -> str:
        """Return the SHA-256 of the bytes, in hexadecimal digits."""
        found, stream = sha256(), self.rewound()
        while part := stream.read(_PART):
            found.update(part)
        return found.hexdigest()

    def rewound(self) -> BinaryIO:
        """Return the stream at its beginning."""
        self._stream.seek(0)
        return self._stream

    def has_changed(self) -> bool:
        """Whether somebody wrote to the file since it was opened."""
        now, then = self._now(), self._status
        return (now.st_size, now.st_mtime_ns) != (then.st_size, then.st_mtime_ns)

    def _now(self) -> os.stat_result:
        return os.fstat(self._stream.fileno())


@contextmanager
def opened_file(session: Session, file: str) -> Iterator[ImportedFile]:
    """Open a file, or standard input for “-”. Raises CannotOpen."""
    with ExitStack() as stack:
        yield _opened(session.tr, file, stack)


def _opened(tr: Translator, file: str, stack: ExitStack) -> ImportedFile:
    shown = printable(file)
    try:
        if file == STDIN:
            kept = _spooled(sys.stdin.buffer, stack)
            return ImportedFile(kept, tr.gettext("Standard input"), is_stdin=True, is_piped=True)
        stream = stack.enter_context((here() / Path(file).expanduser()).open("rb"))
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):  # a named pipe, <(…) of a shell
            return ImportedFile(_spooled(stream, stack), shown, is_piped=True)
        return ImportedFile(stream, printable(Path(file).name))
    except FileNotFoundError:
        raise CannotOpen("no_such_file", tr.gettext("There is no file {path}.").format(path=shown)) from None
    except IsADirectoryError:
        words = tr.gettext("{path} is a folder; name a file in it.")
        raise CannotOpen("not_a_file", words.format(path=shown)) from None
    except PermissionError:
        raise CannotOpen("no_permission", tr.gettext("You may not read {path}.").format(path=shown)) from None
    except (OSError, ValueError, RuntimeError):
        raise CannotOpen("unreadable", tr.gettext("{path} cannot be read.").format(path=shown)) from None


def _spooled(stream: BinaryIO, stack: ExitStack) -> BinaryIO:
    kept = stack.enter_context(TemporaryFile())  # noqa: SIM115 (the stack closes it)
    shutil.copyfileobj(stream, kept)
    kept.flush()
    return kept
