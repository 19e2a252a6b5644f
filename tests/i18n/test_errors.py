"""A full disk is told as such."""

from __future__ import annotations

import errno
import sqlite3

import pytest

from govtui.cli.main import EXIT_COULD_NOT_RUN, EXIT_CRASHED, failed
from govtui.cli.output import Output
from govtui.i18n.errors import full_sentence, is_full
from govtui.i18n.translator import LANGUAGES, load


def test_a_full_disk_is_known_however_it_comes() -> None:
    assert is_full(OSError(errno.ENOSPC, "No space left on device"))
    assert is_full(OSError(errno.EDQUOT, "Disk quota exceeded"))
    assert is_full(sqlite3.OperationalError("database or disk is full"))
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device")
        except OSError as error:
            raise RuntimeError from error
    except RuntimeError as wrapped:
        assert is_full(wrapped)
    assert not is_full(OSError(errno.EACCES, "Permission denied")) and not is_full(None)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_command_line_says_so_and_does_not_call_it_an_error_of_the_program(
    language: str, capfd: pytest.CaptureFixture[str]
) -> None:
    tr = load(language)
    out = Output.standard(tr, {})
    assert failed(OSError(errno.ENOSPC, "No space left on device"), tr, out) == EXIT_COULD_NOT_RUN != EXIT_CRASHED
    assert capfd.readouterr().err == f"govtui: {full_sentence(tr)}\n"
