"""The error log: a rotating file in the user's state folder, readable by nobody else."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

import platformdirs

FILE = "govtui.log"
LOGGER = "govtui"
_SIZE = 512 * 1024


def path() -> Path:
    """Return the path of the log."""
    return Path(platformdirs.user_state_dir("govtui", appauthor=False)) / FILE


class _PrivateFile(RotatingFileHandler):
    """A handler that opens its file at the first line, with mode 0600; silent when that cannot be written."""

    def _open(self):  # type: ignore[no-untyped-def]
        folder = Path(self.baseFilename).parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        return os.fdopen(handle, self.mode, encoding="utf-8")

    def emit(self, record: logging.LogRecord) -> None:
        try:
            super().emit(record)
        except OSError:
            return

    def handleError(self, record: logging.LogRecord) -> None:
        """Ignore it: nothing may be printed over the screen."""


class _Escaping(logging.Formatter):
    """Escapes unprintable characters: errors quote records, and a log is read in a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        return "".join(
            letter if letter.isprintable() or letter == "\n" else letter.encode("unicode_escape").decode()
            for letter in super().format(record)
        )


def start() -> None:
    """Send the program's log to the file, and nowhere else."""
    logger = logging.getLogger(LOGGER)
    if not any(isinstance(handler, _PrivateFile) for handler in logger.handlers):
        handler = _PrivateFile(path(), maxBytes=_SIZE, backupCount=1, delay=True)
        handler.setFormatter(_Escaping("%(asctime)s %(process)d %(levelname)s %(message)s"))
        logger.addHandler(handler)
    logger.propagate = False
