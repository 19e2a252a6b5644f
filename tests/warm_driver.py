"""git's merge driver within this process: a merge of hundreds of files that starts Python for none of them.

git runs a driver that only hands its arguments over by a FIFO and waits for the exit status; a thread here answers.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote

Run = Callable[[Sequence[str]], int]

PATIENCE = 120
"""Seconds for a whole merge."""


class WarmDriver:
    """Answers git while it merges in `top`, which has to be the current folder: names of files are relative to it."""

    def __init__(self, top: Path, folder: Path, run: Run) -> None:
        """`folder`: where the FIFOs are; `run`: what the command does with its arguments."""
        self._top, self._run = top, run
        self._asked, self._answered = folder / "asked", folder / "answered"
        for fifo in (self._asked, self._answered):
            os.mkfifo(fifo)
        self.failures: list[BaseException] = []

    @property
    def command(self) -> str:
        asked, answered = quote(str(self._asked)), quote(str(self._answered))
        return f"echo --marker-size=%L %O %A %B %P >{asked}; read -r status <{answered}; exit $status"

    def merge(self, *words: str) -> int:
        """Run `git merge` with these words; return its exit status."""
        thread = threading.Thread(target=self._answer)
        thread.start()
        driver = {"merge.govtui.driver": self.command, "merge.govtui.name": "warm"}
        named = {"user.name": "Lan", "user.email": "lan@example.org"}
        settings = [word for name, value in (driver | named).items() for word in ("-c", f"{name}={value}")]
        try:
            done = subprocess.run(
                ["git", *settings, "merge", "--quiet", *words],
                cwd=self._top,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        finally:
            self._asked.write_text("")  # nothing more comes
            thread.join(PATIENCE)
        if self.failures:
            raise self.failures[0]
        return done.returncode

    def _answer(self) -> None:
        while words := self._asked.read_text(encoding="utf-8").split():
            try:
                status = self._run(words)
            except BaseException as error:
                self.failures.append(error)
                status = 2
            self._answered.write_text(f"{status}\n")
