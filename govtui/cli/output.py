"""The output gate: nothing else in cli writes to standard output and standard error.

Commands print each text through the method of `Output` for its type. A terminal never gets control characters; a pipe gets
exactly the data of the files. Data go to standard output, messages to standard error.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from govtui.interchange.json_text import json_text
from govtui.text.markers import N_
from govtui.text.nfc import nfc
from govtui.text.safe import safe_text

if TYPE_CHECKING:
    from govtui.i18n.translator import Translator


BOLD, PLAIN = "\x1b[1m", "\x1b[22m"
"""SGR sequences around a match; bold rather than a colour, so that it shows without colours, too."""

_IDS = 500

MADE_SAFE = N_("Control characters are shown as signs; write it to a file for the exact bytes.")


def on_terminal() -> bool:
    """Whether standard output is a terminal; for code that has no `Output` yet."""
    return sys.stdout.isatty()


class Output:
    """Standard output and standard error of one run."""

    def __init__(self, out: TextIO, err: TextIO, tr: Translator, term: str = "") -> None:
        """`term`: the value of TERM, which says whether matches can be bold."""
        self._out, self._err, self._tr = out, err, tr
        self.terminal = out.isatty()
        """Whether standard output is a terminal."""
        self._bold = self.terminal and term != "dumb"
        self._said_once: set[str] = set()

    @classmethod
    def standard(cls, tr: Translator, environ: Mapping[str, str]) -> Output:
        """Return the gate of this process."""
        return cls(sys.stdout, sys.stderr, tr, environ.get("TERM", ""))

    @property
    def encoding(self) -> str:
        """The encoding of the locale; output is UTF-8 all the same."""
        return self._out.encoding or "ascii"

    # for people

    def words(self, text: str, *, err: bool = False, end: str = "\n") -> None:
        """Print sentences, a page or a table: made safe, ended by one line feed."""
        text = safe_text(text)
        self._write(text if end and text.endswith(end) else text + end, err=err)

    def line(self, text: str, *, err: bool = False) -> None:
        """Print one line: a line feed inside the text is shown, not sent."""
        self.words(safe_text(text, multiline=False), err=err)

    def diff(self, path: str, old: str, new: str, *, err: bool = False) -> None:
        """Print the unified diff of a file of the registry."""
        for line in diff_lines(path, old, new):
            self.line(line, err=err)

    def remark(self, sentence: str, *, once: bool = False) -> None:
        """Print a message to standard error; `once`: only if it was not printed before."""
        if once and sentence in self._said_once:
            return
        self._said_once.add(sentence)
        self.line(f"govtui: {sentence}", err=True)

    def marked(self, pieces: Iterable[tuple[str, bool]]) -> None:
        """Print one line of (text, is match); matches are bold on a terminal."""
        shown = ((safe_text(text, multiline=False), hit and self._bold) for text, hit in pieces)
        self._write("".join(f"{BOLD}{text}{PLAIN}" if hit else text for text, hit in shown) + "\n")

    def passing(self, sentence: str) -> None:
        """Show a line on standard error in the place of the last one that was shown so; "" ends that. Only on a terminal."""
        if self._err.isatty():
            self._write(f"\r{safe_text(sentence, multiline=False)}\x1b[K", err=True)

    def ask(self, question: str, *, exact: bool = False) -> str | None:
        """Ask on standard error; return the answer (NFC, stripped, casefolded unless `exact`), None at the end of input."""
        self.words(f"{question} ", err=True, end="")
        if isinstance(sys.stdin, io.TextIOWrapper):
            with suppress(io.UnsupportedOperation):  # done already, at the first question
                sys.stdin.reconfigure(errors="replace")  # what is no UTF-8 is an answer that nobody understands
        line = sys.stdin.readline()
        if not line:
            self.words("", err=True)  # the shell's prompt begins a line of its own
            return None
        answer = nfc(line).strip()
        return answer if exact else answer.casefold()

    def confirm(self, question: str) -> bool:
        """Ask for yes or no until either is given; the end of input is no."""
        tr = self._tr
        letters = tr.gettext("y"), tr.gettext("n")
        while (answer := self.ask(f"{question} [{letters[0]}/{letters[1]}]")) is not None:
            if answer in (letters[0], "y", "yes", tr.gettext("yes")):
                return True
            if answer in (letters[1], "n", "no", tr.gettext("no")):
                return False
        return False

    def refuse(self, sentence: str) -> None:
        """Flush the output, if that is possible, and print the message with which a run ends."""
        self.settle()
        self.remark(sentence)

    # for programs

    def row(self, data: Mapping[str, Any]) -> None:
        """Print a JSON object on one line."""
        self._write(json_text(data) + "\n")

    def document(self, data: Mapping[str, Any] | Iterable[Any]) -> None:
        """Print a JSON value, indented."""
        self._write(json_text(data, 1) + "\n")

    def listing(self, head: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> None:
        """Print a JSON object: `head`, and behind it `items`, one a line, each written as soon as it is ready."""
        self._write(f'{json_text(head)[:-1]}, "items": [')
        parting = "\n"
        for item in items:
            self._write(parting + json_text(item))
            parting = ",\n"
        self._write("\n]}\n")

    def verbatim(self, text: str | bytes) -> None:
        """Print a file or an export, byte for byte in a pipe, made safe on a terminal (with a remark)."""
        if not self.terminal:
            self._write(text)
            return
        exact = text.decode("utf-8", "surrogateescape") if isinstance(text, bytes) else text
        safe = safe_text(exact)
        self.words(safe)
        if safe != exact:
            self.remark(self._tr.gettext(MADE_SAFE), once=True)

    def ids(self, keys: Iterable[str]) -> None:
        """Print ids, one a line; invalid ones (a line feed in a file's name) are only counted in a remark."""
        from govtui.model.identifiers import is_record_id

        left = 0
        lines: list[str] = []
        for key in keys:
            if not is_record_id(key):
                left += 1
                continue
            lines.append(f"{key}\n")
            if len(lines) == _IDS:
                self._write("".join(lines))
                lines.clear()
        self._write("".join(lines))
        if left:
            from govtui.i18n.formats import number

            words = self._tr.ngettext(
                "{n} record left out: it has no valid id. --json lists it.",
                "{n} records left out: they have no valid id. --json lists them.",
                left,
            )
            self.remark(words.format(n=number(left, self._tr)))

    def annotation(self, level: str, message: str, properties: Mapping[str, object]) -> None:
        """Print a workflow command of GitHub Actions: ``::error file=…,line=3::message``."""
        named = ",".join(f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in properties.items())
        self._write(f"::{level} {named}::{_escaped(message, _DATA)}\n")

    # how it is written

    def flush(self) -> None:
        """Flush standard output. Raises OSError where that fails."""
        self._out.flush()

    def settle(self) -> None:
        """Flush; where that fails, discard the rest: Python would try again at its end, and complain."""
        try:
            self._out.flush()
        except OSError:
            _discard(self._out)

    def _write(self, text: str | bytes, *, err: bool = False) -> None:
        raw = _encoded(text) if isinstance(text, str) else text
        if not err:
            _write_all(self._out, raw)
            if self.terminal:
                self._out.flush()
            return
        self._out.flush()  # keeps the order of both streams
        try:
            _write_all(self._err, raw)
            self._err.flush()
        except OSError:  # nobody reads it; that is no reason to stop
            _discard(self._err)


def diff_lines(path: str, old: str, new: str) -> Iterator[str]:
    """Yield the lines of a unified diff, as git heads it."""
    import difflib  # few runs print one

    return difflib.unified_diff(old.split("\n"), new.split("\n"), f"a/{path}", f"b/{path}", lineterm="")


def _write_all(stream: TextIO, raw: bytes) -> None:
    view = memoryview(raw)
    while view:  # an unbuffered stream (python -u) may take a part only
        view = view[stream.buffer.write(view) or 0 :]


def _discard(stream: TextIO) -> None:
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _encoded(text: str) -> bytes:
    """Encode as UTF-8; surrogateescapes become their bytes again, other lone surrogates are escaped."""
    with suppress(UnicodeEncodeError):
        return text.encode(errors="surrogateescape")
    return text.encode(errors="backslashreplace")


_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})


def _escaped(text: str, table: Mapping[int, str]) -> str:
    return safe_text(text).translate(table)
