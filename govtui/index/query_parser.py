"""Parse a query line: words, phrases in quotes, fields; and its mistakes with their positions.

`hội nghị country:VN year:2018..2022 type:summit,forum "đổi mới"`: words and fields are joined by AND, the values of one field
(separated by commas) by OR. The last word counts as unfinished unless a space follows it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache

from govtui.index.query import Mistake, Query, Term, TermKind, Word, word
from govtui.index.query_fields import BUILT_IN, ORDER, OWN, QueryFields, number_value
from govtui.model.kinds import KINDS
from govtui.text.fold import fold, words
from govtui.text.nfc import nfc

HAS = ("discrepancy", "error", "warning", "problem", "checked")


@lru_cache(maxsize=8)
def _parts(fields: QueryFields) -> re.Pattern[str]:
    """Return the pattern of a part of a query line; values of later fields may be quoted one by one."""
    later = "|".join([re.escape(OWN) + "[a-z0-9_]*", *map(re.escape, fields.later)])
    return re.compile(
        rf"""(?P<space>\s+)
          | (?P<later>(?i:{later})):(?P<values>(?:"(?:[^"]|"")*"?|[^\s"])*)
          | (?P<field>[A-Za-z_]+):(?P<value>"[^"]*"?|\S*)
          | "(?P<phrase>[^"]*)(?P<closed>"?)
          | (?P<word>[^\s"]+)""",
        re.VERBOSE,
    )


_DECADE = re.compile(r"(\d{3})[0xX]s?\Z")


def words_of(line: str, fields: QueryFields = BUILT_IN) -> str:
    """Return the words and phrases of a query line as typed, without its fields."""
    found = _parts(fields).finditer(line)
    return " ".join(part[0] for part in found if part["space"] is None and not _asks_a_field(part, fields))


@lru_cache(maxsize=256)
def parse(line: str, fields: QueryFields = BUILT_IN) -> Query:
    """Parse a query line for an index with these fields. What cannot be understood becomes a mistake."""
    found: list[Word] = []
    phrases: list[tuple[Word, ...]] = []
    filters: dict[str, tuple[str, ...]] = {}
    spans: dict[tuple[str, str], tuple[int, int]] = {}
    mistakes: list[Mistake] = []
    terms: list[Term] = []
    run = ""  # words beside one another: a symbol may have spaces in it
    for part in _parts(fields).finditer(line):
        if part["space"] is None and _asks_a_field(part, fields):
            found += _words(run)
            run = ""
            before = {name: len(values) for name, values in filters.items()}
            _field(part, fields, filters, spans, mistakes)
            grown = ((name, values[before.get(name, 0) :]) for name, values in filters.items())
            name, values = next(((name, new) for name, new in grown if new), ("", ()))
            at = part.start("values" if part["later"] is not None else "value")
            terms.append(Term(TermKind.FIELD, *part.span(), name, values, at))
        elif part["phrase"] is not None:
            found += _words(run)
            run = ""
            if not part["closed"]:
                mistakes.append(Mistake("unclosed_quote", part.start(), part.end(), {}))
            terms.append(Term(TermKind.PHRASE, *part.span()))
            inside = words(_with_symbols(part["phrase"]))
            if inside:
                last = len(inside) - 1
                phrases.append(tuple(word(w, not part["closed"] and n == last) for n, w in enumerate(inside)))
        else:
            if part["space"] is None:
                terms.append(Term(TermKind.WORD, *part.span()))
            run += part[0]
    found += _words(run, at_end=True)
    return Query(tuple(found), tuple(phrases), filters, spans, tuple(mistakes), terms=tuple(terms))


_NUMBER_BEFORE_SIGN = re.compile(r"\d\s*[/\u2010-\u2015-]")


def _with_symbols(text: str, *, is_phrase: bool = True) -> str:
    """Return words with the symbols of Vietnamese texts in them in the form that is printed, and indexed."""
    if not _NUMBER_BEFORE_SIGN.search(text):
        return text
    from govtui.model.symbols import as_searched, standardized  # not for the first list

    return standardized(nfc(text)) if is_phrase else as_searched(nfc(text))


def _words(run: str, *, at_end: bool = False) -> list[Word]:
    """Return the words of a run of them; at the end of the line the last is unfinished, unless a space follows."""
    inside = words(_with_symbols(run, is_phrase=False))
    last = run.split()[-1:] if at_end and run and not run[-1].isspace() else []
    unfinished = len(inside) - 1 if last and words(last[0]) else -1
    return [word(w, n == unfinished) for n, w in enumerate(inside)]


def _asks_a_field(part: re.Match[str], fields: QueryFields) -> bool:
    """Whether a part is a field, or meant as one: a colon after a word that is like no field is punctuation."""
    name = (part["field"] or "").casefold()
    if part["later"] is not None:
        return True
    return bool(name) and bool(fields.named(name) or fields.near(name) or fields.is_field(OWN + name))


def _field(
    part: re.Match[str],
    fields: QueryFields,
    filters: dict[str, tuple[str, ...]],
    spans: dict[tuple[str, str], tuple[int, int]],
    mistakes: list[Mistake],
) -> None:
    of_name, of_values = ("later", "values") if part["later"] is not None else ("field", "value")
    written = part[of_name]
    name = fields.named(written.casefold())
    if not name:
        name = written.casefold()
        if fields.is_field(OWN + name) or (part["later"] is not None and fields.is_field(name)):
            code, values = "not_a_facet", {"field": written}
        else:
            code, values = "unknown_field", {"field": written, "near": fields.near(name)}
        mistakes.append(Mistake(code, part.start(of_name), part.end(of_name), values))
        return
    if part["later"] is not None:
        asked = _split_values(part["values"])
    else:
        asked = value.split(",") if (value := part["value"].strip('"')) else []
    if not asked:
        mistakes.append(Mistake("no_value", part.start(), part.end(), {"field": written.casefold()}))
        return
    wanted: list[str] = []
    for one in asked:
        understood = _value(name, one) if name in ORDER else _value_of(fields.value_type(name), one)
        if understood is None:
            code = _NOT_ONE.get(name) or _NOT_OF_TYPE.get(fields.value_type(name), "no_such_value")
            mistakes.append(Mistake(code, part.start(of_values), part.end(of_values), {"field": name, "value": one}))
        else:
            wanted += understood
            spans |= dict.fromkeys([(name, value) for value in understood], part.span(of_values))
    if wanted:
        filters[name] = tuple(dict.fromkeys((*filters.get(name, ()), *wanted)))


_NOT_ONE = {"year": "not_a_year", "decade": "not_a_decade", "country": "not_a_country"}


def _value(name: str, value: str) -> list[str] | None:
    """Return the facet values that a value of a first-edition field means; None when it is none."""
    match name:
        case "year":
            return _years(value)
        case "decade":
            match = _DECADE.match(value)
            return [f"{match[1]}0"] if match else None
        case "country":
            return _value_of("country", value)
        case "kind":
            near = get_close_matches(value.casefold().removesuffix("s"), KINDS, 1, 0.8)
            return near or None
        case "has":
            return [value.casefold()] if value.casefold() in HAS else None
    return [value.casefold()]


# -- values ----------------------------------------------------------------------------------------------------------

_QUOTED = re.compile(r'"(?P<quoted>(?:[^"]|"")*)"?|(?P<plain>[^,"]+)')
_YEARS = re.compile(r"(?P<first>\d{4})?(?P<dots>\.\.)?(?P<last>\d{4})?\Z")

_NOT_OF_TYPE: Mapping[str, str] = {
    "date": "not_a_date",
    "number": "not_a_number",
    "yes_no": "not_yes_or_no",
    "country": "not_a_country",
}
"""Type to the code of the mistake for other values; of any other type every text may be a value."""


def _split_values(values: str) -> list[str]:
    """Split values at commas; one in quotation marks may have commas, and doubled quotation marks."""
    found = (
        part["plain"] if part["quoted"] is None else part["quoted"].replace('""', '"')
        for part in _QUOTED.finditer(values)
    )
    return [value.strip() for value in found if value.strip()]


_ANSWERS = {"yes": "yes", "true": "yes", "co": "yes", "no": "no", "false": "no", "khong": "no"}
"""Folded: English, Vietnamese, and as in files."""


def _value_of(value_type: str, value: str) -> list[str] | None:
    """Return the facet values that a value of a type means; None when it is none of the type."""
    match value_type:
        case "date":
            return _years(value) or _date(value)
        case "number":
            return _number(value)
        case "yes_no":
            answer = _ANSWERS.get(fold(value))
            return [answer] if answer else None
        case "country":
            return [value.upper()] if len(value) == 2 and value.isalpha() and value.isascii() else None
        case "text" | "localized" | "quote":
            return [nfc(value)]
    return [value.casefold()]


def _date(value: str) -> list[str] | None:
    from govtui.model.dates import PartialDate  # not for the first list

    try:
        return [PartialDate.parse(value).text.partition("T")[0]]
    except ValueError:
        return None


def _number(value: str) -> list[str] | None:
    try:
        return [number_value(int(value) if value.lstrip("+-").isdecimal() else float(value))]
    except ValueError:
        return None


def _years(value: str) -> list[str] | None:
    """Return the years of a year or span ("2018..2022", "2018.."); None where it is neither."""
    match = _YEARS.match(value)
    if not match or not (match["first"] or match["last"]):
        return None
    if not match["dots"]:
        return [match["first"]] if match["first"] and not match["last"] else None
    first, last = int(match["first"] or 1000), int(match["last"] or 2999)
    return [str(year) for year in range(first, last + 1)] if first <= last else None
