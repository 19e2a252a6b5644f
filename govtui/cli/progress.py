"""Progress of work that takes a while, as one line on standard error that is rewritten."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from govtui.cli.session import Session
from govtui.i18n.formats import number

_BEGIN = 0.5
"""Seconds until it is shown."""

_PAUSE = 0.1
"""Seconds between two lines."""


class Told(Protocol):
    """Is told the number that is done, and of how many, where that was not known before."""

    def __call__(self, done: int, of: int = 0, /) -> None: ...


@contextmanager
def progress(session: Session, words: str, total: int = 0) -> Iterator[Told]:
    """Return a function to call with the number that is done; `words` have {n} and {total}. The line is erased at the end."""
    next_line = time.monotonic() + _BEGIN
    shown = False

    def tell(done: int, of: int = 0, /) -> None:
        nonlocal next_line, shown
        if (now := time.monotonic()) < next_line:
            return
        next_line, shown = now + _PAUSE, True
        session.out.passing(words.format(n=number(done, session.tr), total=number(of or total, session.tr)))

    try:
        yield tell
    finally:
        if shown:
            session.out.passing("")
