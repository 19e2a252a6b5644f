"""The log of what went wrong: whole, whatever an error says, and safe to be read in a terminal."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from govtui.user import log


def test_what_an_error_quotes_is_escaped_and_never_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "path", lambda: tmp_path / "state" / log.FILE)
    logger = logging.getLogger(log.LOGGER)
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "propagate", True)
    log.start()
    try:
        raise ValueError("Đ\x1b]52;c;aGk=\x07\x9b2J\u202e\U000e0041\udcff\r")
    except ValueError:
        logger.exception("crash %s", "dòng một\ndòng hai")
    for handler in logger.handlers:
        handler.close()
    text = log.path().read_text(encoding="utf-8")
    assert all(letter.isprintable() or letter == "\n" for letter in text)
    assert "crash dòng một\ndòng hai\nTraceback" in text
    assert r"ValueError: Đ\x1b]52;c;aGk=\x07\x9b2J\u202e\U000e0041\udcff\r" in text
