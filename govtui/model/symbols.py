"""Symbols of documents: those of the United Nations, and of Vietnamese legal texts such as 30/2020/NĐ-CP.

A Vietnamese symbol has a number, mostly a year, and the abbreviations of the type and of who issued it (Decree
30/2020/NĐ-CP, appendix I). People type it without accents, in lower case, with spaces, with "số" before it: `as_searched` and
`standard_form` write it as it is printed. Imports no Pydantic: search needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from govtui.text.fold import fold

_TYPES: Mapping[str, tuple[str, ...]] = {
    "NĐ": ("decree",),
    "QĐ": ("decision",),
    "NQ": ("resolution",),
    "NQLT": ("resolution",),
    "TT": ("circular",),
    "TTLT": ("joint_circular",),
    "CT": ("directive",),
    "PL": ("ordinance",),
    "L": ("order",),
    "LCT": ("order",),
    "KH": ("action_plan", "work_plan"),
    "CTr": ("programme",),
    "ĐA": ("project",),
    "BC": ("report",),
    **dict.fromkeys(("VBHN", "KL", "TB", "HD", "QC", "QyĐ", "CV", "TTr"), ()),
}
"""Abbreviation to the types of declarations that it may mean; some mean a type that there is none for."""

_ASSEMBLIES: Mapping[str, tuple[str, ...]] = {
    "QH": ("law", "code", "resolution"),
    "UBTVQH": ("ordinance", "resolution"),
}
"""Bodies with the number of their term behind their name (76/2015/QH13), and the types of what they pass."""

_BODIES = (
    "CP TTg CTN HĐND UBND VPCP VPQH VPCTN TW TƯ HĐBT HĐTP TANDTC VKSNDTC KTNN TTCP NHNN UBDT BNV BTC BTP BCA BQP BNG BCT"
    " BXD BYT BKHĐT BGDĐT BTNMT BLĐTBXH BVHTTDL BTTTT BKHCN BGTVT BNNPTNT BNN BNNMT BHXH"
)
_TYPE_OF = {fold(one): one for one in _TYPES}
_ASSEMBLY_OF = {fold(one): one for one in _ASSEMBLIES}
_BODY_OF = {**{fold(one): one for one in _BODIES.split()}, **_ASSEMBLY_OF}
"""The folded form of each abbreviation to the form that is printed."""

_DASHES = "\u2010-\u2015\u2212-"
_START = re.compile(r"(?<![^\W_])(?<![\d/.,-])(?P<number>\d{1,5})(?:\s*/\s*(?P<year>(?:19|20)\d\d)(?!\d))?")
_SEPARATOR = re.compile(rf"(?P<before>\s*)(?P<sign>[/{_DASHES}])(?P<after>\s*)|\s+")
_LETTERS = re.compile(r"[^\W\d_]+(?:&[^\W\d_]+)*")
_TERM = re.compile(rf"[\s{_DASHES}]*(?P<term>\d{{1,2}})(?![^\W_])")
_ENDS = re.compile(r"(?![^\W_])")
_NUMBER_SIGN = re.compile(r"(?<![^\W_])(?:số|sô|so|soos|so61|no\.?|n[°º])\s*[:.]?\s*(?=\d)", re.IGNORECASE)
"""“Số” before a number, in TELEX and VNI, too."""
_ONE_DIGIT = re.compile(r"(?<![\w/.,-])(?=\d\s*/\s*(?:19|20)\d\d\s*/)")
_NUMBER_AND_YEAR = re.compile(r"\d{1,5}\s*/\s*(?:19|20)\d\d(?!\d)")


class Symbol(NamedTuple):
    """A Vietnamese symbol in a text: its span (in characters), standard form, and the types that it may be of."""

    start: int
    end: int
    standard: str
    types: tuple[str, ...]


def _printed(given: str, forms: Mapping[str, str]) -> str:
    """Return an abbreviation as it is printed; "" where it is none of these. In TELEX "dd" types "đ"."""
    folded = fold(given)
    return forms.get(folded) or forms.get(folded.replace("dd", "d", 1), "")


class _Abbreviations(NamedTuple):
    """The letters of a symbol, and where they end."""

    end: int
    text: str
    types: tuple[str, ...]


def _assembly(text: str, start: int) -> _Abbreviations | None:
    """Read a body with the number of its term: "QH13", "qh 13"."""
    if (
        (letters := _LETTERS.match(text, start))
        and (body := _printed(letters[0], _ASSEMBLY_OF))
        and (term := _TERM.match(text, letters.end()))
    ):
        return _Abbreviations(term.end(), f"{body}{term['term']}", _ASSEMBLIES[body])
    return None


def _body(text: str, start: int, *, is_apart: bool) -> tuple[int, str] | None:
    """Read a body and return where it ends; `is_apart`: blanks before it, so that only a known one is meant."""
    if found := _assembly(text, start):
        return found.end, found.text
    letters = _LETTERS.match(text, start)
    if letters is None or not _ENDS.match(text, letters.end()):
        return None
    if known := _printed(letters[0], _BODY_OF):
        return letters.end(), known
    return None if is_apart else (letters.end(), letters[0].upper() if letters[0].islower() else letters[0])


def _abbreviations(text: str, start: int) -> _Abbreviations | None:
    """Read a type and the bodies behind it, or a body that needs no type; None where there are none."""
    if found := _assembly(text, start):
        return found
    letters = _LETTERS.match(text, start)
    if letters is None or not _ENDS.match(text, letters.end()):
        return None
    type_, out, end = _printed(letters[0], _TYPE_OF), "", letters.end()
    while type_ and (separator := _SEPARATOR.match(text, end)):
        sign = separator["sign"] or ""
        body = _body(text, separator.end(), is_apart=not sign or bool(separator["before"] and separator["after"]))
        if body is None or (not sign and out):
            break
        end, words = body
        out += f"{'/' if sign == '/' else '-'}{words}"
    if out:
        return _Abbreviations(end, type_ + out, _TYPES[type_])
    for length in range(len(letters[0]) - 1, 0, -1):  # "NĐCP"
        type_, body_ = _printed(letters[0][:length], _TYPE_OF), _printed(letters[0][length:], _BODY_OF)
        if type_ and body_:
            return _Abbreviations(letters.end(), f"{type_}-{body_}", _TYPES[type_])
    return None


def find(text: str) -> Iterator[Symbol]:
    """Yield the Vietnamese symbols of a text in any form that people type."""
    end = 0
    for start in _START.finditer(text):
        separator = _SEPARATOR.match(text, start.end()) if start.start() >= end else None
        if separator is None or not (separator["sign"] or start["year"]):
            continue
        if (found := _abbreviations(text, separator.end())) is None:
            continue
        end = found.end
        number = f"{int(start['number']):02}"
        between = "/" if start["year"] or separator["sign"] == "/" else "-"  # the Party writes 18-NQ/TW
        standard = "/".join(filter(None, (number, start["year"]))) + between + found.text
        yield Symbol(start.start(), end, standard, found.types)


def _replaced(text: str, symbols: Iterator[Symbol]) -> str:
    out, done = "", 0
    for one in symbols:
        out, done = f"{out}{text[done : one.start]}{one.standard}", one.end
    return out + text[done:]


def standardized(text: str) -> str:
    """Return a text with each Vietnamese symbol in its standard form."""
    return _replaced(text, find(text))


def as_searched(text: str) -> str:
    """Return words of a query with each Vietnamese symbol in its standard form, and no "số" before it or a number and year.

    One that is still being typed ("5/2021/t") has a zero already, as numbers below 10 have in symbols.
    """
    text = _ONE_DIGIT.sub("0", standardized(text))
    signs = [sign for sign in _NUMBER_SIGN.finditer(text) if _is_numbered(text, sign.end())]
    for sign in reversed(signs):
        text = text[: sign.start()] + text[sign.end() :]
    return text


def _is_numbered(text: str, start: int) -> bool:
    return bool(_NUMBER_AND_YEAR.match(text, start)) or any(one.start == 0 for one in find(text[start:]))


@lru_cache(maxsize=4096)
def _vietnamese(symbol: str) -> Symbol | None:
    """Return a whole text, but for "số" before it, as a symbol; None when it is not one."""
    text = symbol.strip()
    sign = _NUMBER_SIGN.match(text)
    begin = sign.end() if sign else 0
    found = next(find(text[begin:]), None)
    return found if found and found.start == 0 and begin + found.end == len(text) else None


def standard_form(symbol: str) -> str | None:
    """Return the standard form of a symbol ("30/2020 /ND-CP" is "30/2020/NĐ-CP"); None when it is of no known form."""
    if found := _vietnamese(symbol):
        return found.standard
    return un_form(symbol)


def types_of(symbol: str) -> tuple[str, ...]:
    """Return the types of declarations that a symbol may be of, the likeliest first; none where it does not tell."""
    if found := _vietnamese(symbol):
        return found.types
    return ("resolution",) if _UN_RESOLUTION.match(un_form(symbol) or "") else ()


# UN document symbols, by the UN library's guide: parts joined by "/" without spaces; "L." marks a draft of limited
# distribution; "Rev.", "Add.", "Corr.", "Amend." modify a text.
_UN_SYMBOL = re.compile(r"(?:A|S|E|ST|T)/[A-Z0-9][A-Z0-9./ -]*\Z", re.IGNORECASE)
_UN_RESOLUTION = re.compile(r"[ASE]/RES/")
_UN_PARTS = re.compile(r"\s*/\s*|\s+")
_SUFFIX = re.compile(r"^(L|PV|SR|REV|ADD|CORR|AMEND|CONF|SUMMARY)\.?\s*(\d+)", re.IGNORECASE)
_CASING = {form[:-1].lower(): form for form in ("L.", "PV.", "SR.", "Rev.", "Add.", "Corr.", "Amend.", "CONF.")}


def un_form(symbol: str) -> str | None:
    """Return the standard form of a UN symbol ("E/2014 L.30/Rev.1" is "E/2014/L.30/Rev.1"); None when it is not one."""
    text = symbol.strip()
    if not _UN_SYMBOL.match(text):
        return None
    out = []
    for part in _UN_PARTS.split(text):
        if not part:
            return None
        match = _SUFFIX.match(part)
        out.append(_CASING.get(match[1].lower(), f"{match[1]}.") + match[2] if match else part.upper())
    return "/".join(out)
