"""The syntax of BibTeX: entries with their fields and lines, macros put in; what cannot be read is named and passed.

As BibTeX reads it (btxdoc; "Tame the BeaST" 2): what stands outside of entries is comment, values are joined by `#`. A block that
is not closed ends where a line begins the next, so that one missing brace does not take the rest of the file with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from govtui.model.imported import ImportFault
from govtui.text.months import ABBREVIATED, ENGLISH

_BLOCK = re.compile(r"@[ \t]*([A-Za-z][\w-]*)\s*([{(])")
_NEXT_BLOCK = re.compile(r"^[ \t]*@[ \t]*[A-Za-z][\w-]*\s*[{(]", re.MULTILINE)
_CUT_BLOCK = re.compile(r"^[ \t]*@[ \t]*[A-Za-z]*\s*\Z", re.MULTILINE)
_KEY = re.compile(r"\s*([^\s,{}\"#%=]*)\s*")
_NAME = re.compile(r"[\s,]*([^\s,{}()\"#%=]+)\s*=\s*")
_BARE = re.compile(r"[^\s,{}()\"#%=]+")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_QUOTE = re.compile(r'\\.|[{}"]', re.DOTALL)
_SPACE = re.compile(r"\s*")

MONTHS = {name[:ABBREVIATED]: name[:ABBREVIATED] for name in ENGLISH}
"""The macros that every style defines."""

_DEEPEST = 100


@dataclass(slots=True)
class BibtexEntry:
    """An entry, or what could be read of a block that is none (`faults`)."""

    line: int
    type: str = ""
    """In lower case."""
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    """By names in lower case, as they are written: LaTeX, without the outer braces or quotation marks."""
    unknown: dict[str, str] = field(default_factory=dict)
    """Fields that name a macro which the file does not define, as they are written."""
    faults: list[ImportFault] = field(default_factory=list)

    @property
    def place(self) -> str:
        return f"line {self.line}"


class _NotBibtex(Exception):
    """The block cannot be read on from a place of the text."""

    def __init__(self, at: int, code: str) -> None:
        super().__init__(code)
        self.at, self.code = at, code


def bibtex_entries(text: str) -> Iterator[BibtexEntry]:
    """Yield the entries of a file in its order."""
    macros = dict(MONTHS)
    at, line, counted = 0, 1, 0
    while block := _BLOCK.search(text, at):
        start, at = block.start(), block.end()
        line, counted = line + text.count("\n", counted, start), start
        if "%" in text[text.rfind("\n", 0, start) + 1 : start]:  # commented out, as biber reads it
            continue
        following = _NEXT_BLOCK.search(text, at)
        end = following.start() if following else len(text)
        entry = BibtexEntry(line, block[1].lower())
        try:
            at = _block(text, at, end, ")" if block[2] == "(" else "}", entry, macros)
        except _NotBibtex as error:
            if entry.type == "comment" and following:
                continue
            at = end
            is_cut = following is None and not text[error.at : end].strip()
            where = line + (0 if error.code == "not_closed" and not is_cut else text.count("\n", start, error.at))
            entry.faults.append(ImportFault(f"line {where}", "cut_short" if is_cut else error.code, {"type": block[1]}))
            yield entry
            continue
        if entry.type not in ("comment", "preamble", "string"):
            yield entry
    if cut := _CUT_BLOCK.search(text, at):
        line += text.count("\n", counted, cut.start())
        yield BibtexEntry(line, faults=[ImportFault(f"line {line}", "cut_short")])


def _block(text: str, at: int, end: int, closer: str, entry: BibtexEntry, macros: dict[str, str]) -> int:
    """Read a block up to its closing brace; return the place behind that. Raises _NotBibtex."""
    if entry.type == "comment":
        return _closed(text, at, end)[1] if closer == "}" else at
    if entry.type == "preamble":
        at = _value(text, at, end, macros)[2]
    elif entry.type == "string":
        pass
    else:
        key = _KEY.match(text, at, end)
        assert key is not None, "it may be empty"
        entry.key, at = key[1], key.end()
        if text[at : at + 1] not in (",", closer):
            raise _NotBibtex(at, "bibtex_syntax")
    while found := _NAME.match(text, at, end):
        name = found[1].lower()
        value, is_known, at = _value(text, found.end(), end, macros)
        if entry.type == "string":
            macros[name] = value
        elif name in entry.fields:
            entry.faults.append(ImportFault(entry.place, "duplicate_key", {"key": found[1]}))
        elif is_known:
            entry.fields[name] = value
        else:
            entry.unknown[name] = value
        at = _SPACE.match(text, at, end).end()  # type: ignore[union-attr]
        if text[at : at + 1] != ",":
            break
    at = re.compile(r"[\s,]*").match(text, at, end).end()  # type: ignore[union-attr]
    if at >= end or text[at] != closer:
        raise _NotBibtex(at, "bibtex_syntax" if at < end else "not_closed")
    return at + 1


def _value(text: str, at: int, end: int, macros: Mapping[str, str]) -> tuple[str, bool, int]:
    """Read a value; return its text, whether all macros are known, and the place behind it. Raises _NotBibtex."""
    value, is_known = "", True
    while True:
        at = _SPACE.match(text, at, end).end()  # type: ignore[union-attr]
        first = text[at : min(at + 1, end)]
        if first == "{":
            part, at = _closed(text, at + 1, end)
        elif first == '"':
            part, at = _closed(text, at + 1, end, quoted=True)
        elif bare := _BARE.match(text, at, end):
            part, at = bare[0], bare.end()
            is_known &= part.isdigit() or part.lower() in macros
            part = macros.get(part.lower(), part)
        else:
            raise _NotBibtex(at, "bibtex_syntax")
        value += part
        at = _SPACE.match(text, at, end).end()  # type: ignore[union-attr]
        if text[at : min(at + 1, end)] != "#":
            return value, is_known, at
        at += 1


def _closed(text: str, at: int, end: int, *, quoted: bool = False) -> tuple[str, int]:
    """Return the text up to the brace or quotation mark that closes it, and the place behind that. Raises _NotBibtex."""
    depth = 0
    for found in (_QUOTE if quoted else _BRACE).finditer(text, at, end):
        sign = found[0]
        if sign == "{":
            depth += 1
            if depth > _DEEPEST:
                raise _NotBibtex(found.start(), "too_deep")
        elif not depth and sign == ('"' if quoted else "}"):
            return text[at : found.start()], found.end()
        elif sign == "}":
            if not depth:
                raise _NotBibtex(found.start(), "bibtex_syntax")
            depth -= 1
    raise _NotBibtex(end, "not_closed")
