"""Read the cells of a table as values of fields: dates, numbers, labels and names of countries as people write them.

Nothing is guessed silently: 5/8/2022 is a date only where the mapping file tells day from month, 1,234 is no number.
"""

from __future__ import annotations

import re
from typing import Any

from govtui.interchange.incoming.known_words import KnownWords
from govtui.model.dates import DateError, PartialDate
from govtui.model.fields import FieldSpec
from govtui.model.identifiers import ID_LENGTH, PATTERNS, country_of, is_record_id
from govtui.model.imported import ForeignId
from govtui.model.localized import LANGUAGE_TAG
from govtui.model.schema import ValueType


class BadCell(ValueError):
    """A cell that is not a value of its field; `code` is that of an ImportFault."""

    def __init__(self, code: str = "bad_cell") -> None:
        super().__init__(code)
        self.code = code


class UnknownType(ValueError):
    """A cell has a type that is not known here: the user is asked which type it is."""


class CellReader:
    """Reads cells by the specs of their fields."""

    def __init__(self, words: KnownWords, *, dates: str = "", exact: bool = False) -> None:
        """`dates`: the order of days, months and years (Mapping.dates). `exact`: the table is an export of ours."""
        self._words, self._dates, self._exact = words, dates, exact

    def value(self, spec: FieldSpec, text: str) -> Any:
        """Return the value of one cell, or of one item in it. Raises BadCell and UnknownType."""
        try:
            return self._value(spec, text)
        except BadCell:
            if self._exact and spec.is_own and "text" in spec.allowed:
                return text  # a registry's own fields may hold what their types do not allow
            raise

    def _value(self, spec: FieldSpec, text: str) -> Any:
        plain = " ".join(text.split())
        if spec.about.refers is not None and spec.about.refers.or_text:
            return text if self._exact else text.strip()
        match spec.value_type:
            case ValueType.DATE:
                return date_text(plain, self._dates)
            case ValueType.NUMBER:
                return self._number(spec, plain)
            case ValueType.YES_NO:
                if (said := self._words.yes_no(plain)) is None:
                    raise BadCell
                return said
            case ValueType.COUNTRY:
                return self._known(self._words.country(plain))
            case ValueType.LANGUAGE:
                return plain if LANGUAGE_TAG.fullmatch(plain) else self._known(self._words.language(plain))
            case ValueType.KEY:
                return self._key(spec, plain)
            case ValueType.REFERENCE | ValueType.TARGET:
                return self._reference(spec, plain)
        return text if self._exact else text.strip()

    def _known(self, found: str | None) -> str:
        if found is None:
            raise BadCell
        return found

    def _key(self, spec: FieldSpec, text: str) -> str:
        vocabulary = spec.about.vocabulary
        if vocabulary:
            found = self._words.key(vocabulary, text)
            if found is None and self._exact and _is_key(text):
                return text
            if found is None and spec.name == "type" and not spec.owner:
                raise UnknownType(text)
            return self._known(found)
        if not _is_key(text):
            raise BadCell
        return text

    def _reference(self, spec: FieldSpec, text: str) -> str | ForeignId:
        if spec.value_type is ValueType.TARGET and country_of(text):
            return text
        if is_record_id(text):
            return text if self._exact else ForeignId("id", text)
        if self._exact:
            raise BadCell("bad_id")
        return ForeignId(FOREIGN, text)

    def _number(self, spec: FieldSpec, text: str) -> int | float:
        found = number(text, exact=self._exact)
        if isinstance(found, float) and "number" not in spec.allowed:
            if not found.is_integer():
                raise BadCell
            return int(found)
        return found


def _is_key(text: str) -> bool:
    return len(text) <= ID_LENGTH and re.fullmatch(PATTERNS[ValueType.KEY], text) is not None


FOREIGN = "x.csv.id"
"""Where a record keeps the key that its row has and that is none of ours."""

_PLAIN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,}|(?:[ \u00a0\u202f]\d{3})+)")
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,(?:\d{1,2}|\d{4,})")
_UNCLEAR = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
_MOST = 2**63


def number(text: str, *, exact: bool = False) -> int | float:
    """Read a number as Vietnamese or English offices write it. Raises BadCell, unclear_number for 1.234 and 1,234.

    `exact`: a point is that of decimals.
    """
    if _UNCLEAR.fullmatch(text) and not (exact and "," not in text):
        raise BadCell("unclear_number")
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[^\d+-]", "", text)
    elif _DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    elif not _PLAIN.fullmatch(text):
        raise BadCell
    found = float(text) if re.search(r"[.eE]", text) or len(text) > 25 else int(text)
    if not -_MOST <= found < _MOST:
        raise BadCell("not_a_number")
    return found


_DAY = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_MIDNIGHT = re.compile(r"(.*\d)[ T]0?0:00(?::00(?:\.0+)?)?")
_WHOLE_YEAR = re.compile(r"(\d{4})\.0")


def date_text(text: str, order: str = "") -> str:
    """Read a date as EDTF. Raises BadCell: bad_date_cell; unclear_date where day and month could be either.

    `order`: "dmy" or "mdy" for dates like 5/8/2022. A spreadsheet's time of midnight is none.
    """
    if found := _MIDNIGHT.fullmatch(text) or _WHOLE_YEAR.fullmatch(text):
        text = found[1]
    try:
        return PartialDate.parse(text).text
    except DateError:
        pass
    text = _DAY.sub(lambda day: _iso(int(day[1]), int(day[3]), day[4], order), text)
    try:
        return PartialDate.parse(text).text
    except DateError as error:
        if error.suggestion is None or error.code == "year_missing":
            raise BadCell("bad_date_cell") from None
        return error.suggestion


def day_order(text: str) -> str:
    """Return the order that a date like 25/8/2022 is written in: "dmy", "mdy", "?" where it could be either; "" for others."""
    found = _DAY.search(text)
    if found is None:
        return ""
    first, second = int(found[1]), int(found[3])
    return "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else "?"


def _iso(first: int, second: int, year: str, order: str) -> str:
    """Return a day in ISO 8601, whose day and month are told apart by the order, or because one is above 12."""
    if not order and first != second and first <= 12 and second <= 12:
        raise BadCell("unclear_date")
    is_month_first = order == "mdy" or (not order and second > 12)
    month, day = (first, second) if is_month_first else (second, first)
    return f"{year}-{month:02}-{day:02}"
