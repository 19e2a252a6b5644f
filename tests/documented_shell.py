"""The shell that documentation shows: its blocks and lines, and a small shell that runs them, `govtui` by forks of one process.

The shell knows what the lines use: words and quotes, `|`, `>`, `>>`, `NAME=value` before a command, `cd`, and `git commit`, which asks
the hook. A line has the status of its first command that fails.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from forking import Runner

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"`(govtui(?: [^`\n]+)?)`")
REFUSED = ("refused", "bị từ chối")
"""What the comment behind a line begins with where the line is to end with status 1."""
SECONDS = 60


class ShellLine(NamedTuple):
    """One line of shell, continued lines joined, and the comment behind it."""

    text: str
    comment: str = ""

    @property
    def status(self) -> int:
        """How the page says that it ends."""
        return 1 if self.comment.startswith(REFUSED) else 0


class Step(NamedTuple):
    """A block of shell, and the lines of the blocks of output that follow it, if any do."""

    lines: list[ShellLine]
    shown: list[str]


def steps(page: Path) -> list[Step]:
    """Return the blocks of shell of a page in their order."""
    found: list[Step] = []
    for kind, text in BLOCK.findall(page.read_text(encoding="utf-8")):
        if kind == "sh":
            found.append(Step(shell_lines(text), []))
        elif kind == "text" and found:
            found[-1].shown.extend(line for line in text.splitlines() if line.strip())
    return found


def spans(page: Path) -> list[str]:
    """Return the command lines of govtui that the sentences of a page name."""
    return SPAN.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))


def shell_lines(text: str) -> list[ShellLine]:
    """Return the lines of a block of shell, without those that are comments only."""
    lines = (_split_comment(line) for line in text.replace("\\\n", "").splitlines())
    return [line for line in lines if line.text]


def _split_comment(line: str) -> ShellLine:
    quote = ""
    for at, sign in enumerate(line):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign == "#" and (at == 0 or line[at - 1].isspace()):
            return ShellLine(line[:at].strip(), line[at + 1 :].strip())
    return ShellLine(line.strip())


class Ended(NamedTuple):
    """How a line ended, and what it wrote, errors included."""

    status: int
    out: str


class Shell:
    """A shell in a folder, for lines in which `govtui` is run by a Runner; other programs are run as they are."""

    def __init__(self, runner: Runner, folder: Path, environ: Mapping[str, str]) -> None:
        self._runner, self.folder, self._environ = runner, folder, dict(environ)

    def run(self, line: str) -> Ended:
        """Run a line and return how it ended."""
        out, said, status = "", "", 0
        for part in _pipeline(line):
            ended, out, err = self._program(part, out)
            said += err
            status = status or ended
            if part.to is not None:
                place = self.folder / os.path.expandvars(part.to.replace("~", self._environ["HOME"], 1))
                with place.open("a" if part.adds else "w", encoding="utf-8") as file:
                    file.write(out)
                out = ""
        return Ended(status, said + out)

    def _program(self, part: _Program, typed: str) -> tuple[int, str, str]:
        name, *args = part.words
        if name == "cd":
            self.folder = self.folder / args[0]
            return 0, "", ""
        if name == "govtui":
            terminal = args[:1] == ["edit"]  # nothing else asks for one
            ran = self._runner.run(args, terminal=terminal, cwd=self.folder, env=self._environ | part.env, typed=typed)
            return ran.status, ran.out.decode(), ran.err.decode()
        said = ""
        if (name, *args[:1]) == ("git", "commit"):
            hook = (self.folder / ".git" / "hooks" / "pre-commit").read_text(encoding="utf-8")
            asked = self.run(hook.splitlines()[-1].removeprefix("exec "))
            if asked.status:
                return 1, "", asked.out
            said, args = asked.out, [*args, "--no-verify"]
        done = subprocess.run(
            [name, *args], cwd=self.folder, env=self._environ | part.env, input=typed,
            capture_output=True, encoding="utf-8", timeout=SECONDS, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout, said + done.stderr


class _Program(NamedTuple):
    words: list[str]
    env: dict[str, str]
    to: str | None
    adds: bool


def _pipeline(line: str) -> list[_Program]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|>")
    lexer.whitespace_split, lexer.commenters = True, ""
    found, words = [], list(lexer)
    while words:
        end = words.index("|") if "|" in words else len(words)
        part, words = words[:end], words[end + 1 :]
        at = next((n for n, word in enumerate(part) if word in (">", ">>")), len(part))
        env = {}
        while "=" in part[0]:
            name, _, env_value = part.pop(0).partition("=")
            env[name] = env_value
            at -= 1
        found.append(_Program(part[:at], env, part[at + 1] if at < len(part) else None, part[at : at + 1] == [">>"]))
    return found
