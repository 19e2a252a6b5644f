"""Translations that translators send back as PO: one imported record for all texts of a record of ours.

The library polib takes a line without its last quotation mark for a shorter text, splits lines at U+2028, and fails on comments that
Poedit and gettext accept; so this reads by itself. Wrapping, order, comments, byte order mark, line ends and obsolete entries do not matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from govtui.interchange.import_formats import ReadOptions
from govtui.model.imported import CannotImport, ImportedRecord, ImportFault, TranslatedText
from govtui.store.manifest import Manifest
from govtui.text.line_ends import comparable, lf

_MOST_BYTES = 256 * 1024 * 1024
_LONGEST_LINE = 1024 * 1024
_LONGEST_TEXT = 64 * 1024

_KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr)(\[\d+\])?\s*(?=\"|\Z)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"\s*')
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|x[0-9A-Fa-f]{1,2}|.)", re.DOTALL)
_ESCAPED = dict(zip(b'ntrabfv\\"', b'\n\t\r\a\b\f\v\\"', strict=True))

_BEFORE: Mapping[str, tuple[str, ...]] = {
    "msgctxt": ("", "msgstr"),
    "msgid": ("", "msgctxt", "msgstr"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid", "msgid_plural", "msgstr"),
}
"""What may stand before a keyword; an entry begins behind a msgstr."""


@dataclass(slots=True)
class Message:
    """An entry of a PO file that is not obsolete."""

    line: int
    is_fuzzy: bool
    parts: dict[str, str] = field(default_factory=dict)
    """What stands behind each keyword; of several translations of a plural the first."""

    @property
    def place(self) -> str:
        return f"line {self.line}"

    @property
    def is_header(self) -> bool:
        return not self.parts["msgid"] and not self.parts.get("msgctxt")


@dataclass(slots=True)
class _Offered:
    """What the file has for one record."""

    place: str
    translated: list[TranslatedText] = field(default_factory=list)
    passed_over: list[ImportFault] = field(default_factory=list)


def read(stream: BinaryIO, options: ReadOptions) -> Iterator[ImportedRecord]:
    """Yield the translations of each record in the order of the file; nothing before all of it is read."""
    source, target = "", ""
    seen: dict[tuple[str, str], str] = {}
    by_record: dict[str, _Offered] = {}
    for number, message in enumerate(messages(_text(stream))):
        if message.is_header and not number:
            source, target = _direction(message.parts["msgstr"], message.place, options)
            continue
        if not target:
            source, target = _direction("", "line 1", options)
        id, mark, path = lf(message.parts.get("msgctxt", "")).partition("#")
        offered = by_record.setdefault(id if mark else "", _Offered(message.place))
        if len(by_record) > options.most:
            raise CannotImport(message.place, "too_many", limit=options.most)
        told, text = message.parts["msgid"], message.parts["msgstr"]
        code = _passed_over(message, f"{id}#{path}" if mark and path else "", seen)
        if code:
            values: dict[str, str | int] = {"id": id, "field": path, "limit": _LONGEST_TEXT // 1024}
            offered.passed_over.append(ImportFault(message.place, code, values))
        else:
            offered.translated.append(TranslatedText(path, source, lf(told), target, lf(text), message.place))
    for id, one in by_record.items():
        yield ImportedRecord(
            one.place, "", {}, id, translated=tuple(one.translated), passed_over=tuple(one.passed_over)
        )


def _passed_over(message: Message, context: str, seen: dict[tuple[str, str], str]) -> str:
    """Return why a translation is not taken; "same" for an entry that only repeats another, "" for one that is taken."""
    told, text = comparable(message.parts["msgid"]), comparable(message.parts["msgstr"])
    if not context:
        return "no_context"
    if "msgid_plural" in message.parts:
        return "plural"
    if not text.strip():
        return "untranslated"
    if message.is_fuzzy:
        return "fuzzy"
    if len(text.encode()) > _LONGEST_TEXT:
        return "text_too_long"
    if seen.setdefault((context, told), text) != text:
        return "translated_twice"
    return ""


def _text(stream: BinaryIO) -> str:
    raw = stream.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise CannotImport("", "too_large", limit=_MOST_BYTES >> 20)
    if not raw.strip():
        raise CannotImport("", "empty_file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotImport(f"line {line}", "not_utf8") from None


def messages(text: str) -> Iterator[Message]:
    """Yield the entries of a PO file, the header too. Raises CannotImport with the line where it is none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    message, last = None, ""
    is_fuzzy = is_announced = is_first = False
    for number, line in enumerate(map(str.strip, lines), 1):
        place, is_last = f"line {number}", number == len(lines)
        if len(line) > _LONGEST_LINE:
            raise CannotImport(place, "line_too_long", limit=_LONGEST_LINE >> 20)
        if not line or line.startswith("#"):
            is_fuzzy |= line.startswith("#,") and "fuzzy" in map(str.strip, line[2:].split(","))
            is_announced = (is_announced or line[:2] in ("#.", "#:", "#,")) and not line.startswith("#~")
            is_fuzzy &= is_announced
            continue
        is_announced = False
        if said := _KEYWORD.match(line):
            keyword = said[1]
            if last not in _BEFORE[keyword]:
                raise CannotImport(place, "po_order", keyword=keyword)
            if last in ("", "msgstr") and keyword != "msgstr":
                if message:
                    yield message
                message, is_fuzzy = Message(number, is_fuzzy), False
            assert message is not None, "msgctxt or msgid begins an entry"
            last, is_first = keyword, keyword not in message.parts
            told = _strings(line[said.end() :], place, is_last=is_last) if said.end() < len(line) or is_last else ""
        else:
            told = _strings(line, place, is_last=is_last)
        if message is None:
            raise CannotImport(place, "po_syntax")
        if is_first:
            message.parts[last] = message.parts.get(last, "") + told
    if message is None:
        raise CannotImport("line 1", "wrong_form", format="PO")
    if last != "msgstr" or is_announced or _is_cut(message):
        raise CannotImport(f"line {len(lines)}", "cut_short")
    yield message


def _is_cut(message: Message) -> bool:
    """Whether the last entry ends in the middle of a translation of several lines: gettext has both texts end alike."""
    told, text = message.parts["msgid"], message.parts["msgstr"]
    return bool(told and text) and text.endswith("\n") > told.endswith("\n")


def _strings(line: str, place: str, *, is_last: bool) -> str:
    """Return the text of the strings of a line, which follow each other."""
    told, at = "", 0
    while at < len(line) and (found := _STRING.match(line, at)):
        told, at = told + found[1], found.end()
    if at < len(line) or not line:
        raise CannotImport(place, "cut_short" if is_last else "po_syntax")
    return _unescaped(told, place) if "\\" in told else told


def _unescaped(told: str, place: str) -> str:
    """Return a text without its escapes, of which \\341\\273\\245 are bytes of UTF-8 (`msgcat --escape`)."""

    def byte(found: re.Match[bytes]) -> bytes:
        escape = found[1]
        if escape[:1].isdigit() or (escape[:1] == b"x" and len(escape) > 1):
            return bytes([int(escape.lstrip(b"x"), 16 if escape[:1] == b"x" else 8) & 0xFF])
        if escape[0] not in _ESCAPED:
            raise CannotImport(place, "po_escape", escape=found[0].decode("utf-8", "replace"))
        return bytes([_ESCAPED[escape[0]]])

    raw = _ESCAPE.sub(byte, told.encode())
    try:
        return raw.decode()
    except UnicodeDecodeError as error:
        escapes = "".join(f"\\{one:o}" for one in raw[error.start : error.end])
        raise CannotImport(place, "po_escape", escape=escapes) from None


def _direction(header: str, place: str, options: ReadOptions) -> tuple[str, str]:
    """Return source and target language, by the header or else by options and registry. Raises CannotImport."""
    said = dict(line.split(":", 1) for line in header.split("\n") if ":" in line)
    manifest = options.manifest
    told = said.get("Language", "").strip() or options.language
    if not told:
        raise CannotImport(place, "language_needed")
    target = _kept(told, manifest, place)
    source = said.get("X-Source-Language", "").strip()
    source = _kept(source, manifest, place) if source else manifest.source_language
    if source == target:
        raise CannotImport(place, "po_same_language", language=told)
    return source, target


def _kept(told: str, manifest: Manifest, place: str) -> str:
    """Return the language of the registry that a header means: Poedit writes "vi_VN" where we write "vi"."""
    wanted = re.split(r"[.@]", told)[0].replace("_", "-").lower()
    known = {language.lower(): language for language in manifest.languages}
    found = known.get(wanted) or known.get(wanted.partition("-")[0])
    if not found:
        raise CannotImport(place, "language_not_kept", language=told)
    return found
