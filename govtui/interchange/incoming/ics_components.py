"""The components of an iCalendar file: content lines (RFC 5545, 3.1) unfolded and gathered by BEGIN and END, one component at a time.

Nothing is understood here but lines and nesting, so that what is wrong with one component leaves the others readable. The file
is never held as a whole. Of icalendar only the grammar of a line with parameters is used: its components raise for all of a file
where one property, or a time zone that nobody asks for, is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from icalendar.parser import Contentline

from govtui.model.imported import CannotImport, ImportFault

RECORDS = frozenset({"VEVENT", "VJOURNAL"})
"""Components that become records."""

_ENTRIES = RECORDS | {"VTODO", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY"}
"""Components that stand within a calendar or by themselves, never within one another."""

LONGEST_LINE = 1 << 20
"""Bytes of a line: of the file it is refused, of an unfolded one the rest is left (a picture that is attached)."""

UNREADABLE = "UNREADABLE"
"""The name of a line that has none."""

MOST_LINES = 20_000
"""Unfolded lines of one component."""

DEEPEST = 100

_FRAME = re.compile(rb"\s*(BEGIN|END)\s*:\s*([A-Za-z0-9-]{1,64})\s*", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_PLAIN_LINE = re.compile(r"([A-Za-z0-9-]+):(.*)", re.DOTALL)


class ContentLine(NamedTuple):
    """A property of a component."""

    line: int
    name: str
    """In capitals."""
    parameters: Mapping[str, str]
    """By name in capitals; several values of one are joined by commas."""
    value: str
    """As it stands in the file, with its backslashes."""
    code: str = ""
    """Why the line cannot be read, as in ImportFault; that matters only to who needs the property."""

    @property
    def place(self) -> str:
        """Where it stands in the file, as in ImportFault."""
        return f"line {self.line}"


@dataclass(slots=True)
class Component:
    """A component, without those that stand in it."""

    name: str
    line: int
    """Of its BEGIN."""
    properties: list[ContentLine] = field(default_factory=list)
    """Only of components that become records."""
    faults: list[ImportFault] = field(default_factory=list)
    """What is wrong with it as a whole."""

    @property
    def place(self) -> str:
        """Where it begins, as in ImportFault."""
        return f"line {self.line}"


def components(stream: BinaryIO) -> Iterator[Component]:
    """Yield the components of a file that stand within a calendar, or by themselves; time zones are passed over.

    Raises CannotImport where the file is no iCalendar, where it ends early, and where BEGIN and END are at odds beyond one component.
    """
    stack: list[Component] = []
    number, found = 0, False
    for number, raw in _unfolded(stream):
        if frame := _FRAME.fullmatch(raw):
            found = True
            name = frame[2].decode("ascii").upper()
            if frame[1].upper() == b"BEGIN":
                yield from _begun(stack, name, number)
            else:
                yield from _ended(stack, name, number)
        elif stack:
            if stack[-1].name in RECORDS:
                _add_line(stack[-1], number, raw)
        elif not (found and raw[:2].upper() == b"X-"):  # comments of programs that wrote the file
            raise CannotImport(f"line {number}", "wrong_form", format="iCalendar")
    if stack:
        raise CannotImport(f"line {number}", "ics_cut_short", component=stack[0].name, begin=stack[0].line)
    if not found:
        raise CannotImport("line 1", "empty_file")


def _begun(stack: list[Component], name: str, number: int) -> Iterator[Component]:
    """Open a component; yield those that should have ended before it."""
    if name in _ENTRIES or name == "VCALENDAR":
        while any(one.name in _ENTRIES for one in stack):
            yield from _closed(stack, complete=False)
        if stack and name == "VCALENDAR":
            raise CannotImport(f"line {number}", "ics_not_closed", component=stack[0].name, begin=stack[0].line)
    if len(stack) >= DEEPEST:
        raise CannotImport(f"line {number}", "too_deep", limit=DEEPEST)
    stack.append(Component(name, number))


def _ended(stack: list[Component], name: str, number: int) -> Iterator[Component]:
    if all(one.name != name for one in stack):
        raise CannotImport(f"line {number}", "ics_not_begun", component=name)
    while stack[-1].name != name:
        yield from _closed(stack, complete=False)
    yield from _closed(stack, complete=True)


def _closed(stack: list[Component], *, complete: bool) -> Iterator[Component]:
    component = stack.pop()
    whole = next((one for one in stack if one.name in _ENTRIES), component)
    if not complete:
        told: dict[str, str | int] = {"component": component.name, "begin": component.line}
        whole.faults.append(ImportFault(component.place, "ics_not_closed", told))
    if component.name in _ENTRIES and component.name != "VTIMEZONE" or (not stack and component.name != "VCALENDAR"):
        yield component


def _add_line(component: Component, number: int, raw: bytes) -> None:
    if len(component.properties) >= MOST_LINES:
        if len(component.properties) == MOST_LINES and not component.faults:
            component.faults.append(ImportFault(f"line {number}", "ics_too_many_lines", {"limit": MOST_LINES}))
        return
    component.properties.append(_content_line(number, raw))


def _content_line(number: int, raw: bytes) -> ContentLine:
    try:
        text = raw.decode("utf-8", "ignore" if len(raw) > LONGEST_LINE else "strict")
    except UnicodeDecodeError:
        return _unreadable(number, raw, "not_utf8")
    if plain := _PLAIN_LINE.fullmatch(text):
        return ContentLine(number, plain[1].upper(), {}, plain[2])
    plain_text = _CONTROLS.sub(" ", text)  # icalendar refuses parameters with control characters
    try:
        name, parameters, value = Contentline(plain_text).raw_parts()  # type: ignore[no-untyped-call]
    except (ValueError, TypeError, AttributeError, LookupError):  # what icalendar raises for odd lines
        return _unreadable(number, raw, "ics_bad_line")
    if not value and not text.endswith(":"):  # icalendar takes a line without a colon for a property without a value
        return _unreadable(number, raw, "ics_bad_line")
    known = {
        key.upper(): ",".join(map(str, one)) if isinstance(one, list) else str(one) for key, one in parameters.items()
    }
    return ContentLine(number, name.upper(), known, text[len(text) - len(value) :])


def _unreadable(number: int, raw: bytes, code: str) -> ContentLine:
    text = raw.decode("utf-8", "replace")
    name = re.match("[A-Za-z0-9-]*", text)
    return ContentLine(number, name[0].upper() if name and name[0] else UNREADABLE, {}, text, code)


def _unfolded(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the bytes of each unfolded line; folds may stand within a character of UTF-8."""
    parts: list[bytes] = []
    first, size = 0, 0
    for number, piece in _lines(stream):
        if piece[:1] in (b" ", b"\t") and parts:
            if size <= LONGEST_LINE:
                parts.append(piece[1:])
                size += len(piece)
        elif piece:
            if parts:
                yield first, b"".join(parts)
            parts, first, size = [piece], number, len(piece)
    if parts:
        yield first, b"".join(parts)


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    number = 0
    while raw := stream.readline(LONGEST_LINE + 1):
        if not number:
            if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
                raise CannotImport("line 1", "not_utf8")
            raw = raw.removeprefix(b"\xef\xbb\xbf")
        for piece in raw.rstrip(b"\r\n").split(b"\r"):  # lines may end in CR alone, or in CR CR LF
            number += 1
            if len(piece) >= LONGEST_LINE:
                raise CannotImport(f"line {number}", "line_too_long", limit=1)
            yield number, piece
