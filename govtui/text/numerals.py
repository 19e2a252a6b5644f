"""The numbers that a text may mean: digits in groups or with decimals, Vietnamese and English number words to 9,999.

Every reading counts ("1.000" is 1000 and 1; "năm" is 5, though it may be a year): the numbers of a text support a value, and
one too many only hides a mistake, while one too few would make one up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from govtui.text.nfc import nfc

_SPACES = "\u00a0\u2009\u202f "
_DIGITS = re.compile(rf"\d+(?:[.,]\d+|[{_SPACES}]\d{{3}}(?!\d))*")
_GROUPED = re.compile(rf"\d{{1,3}}(?:([.,{_SPACES}])\d{{3}})(?:\1\d{{3}})*(?:[.,]\d+)?")
_SCALE = re.compile(r"\s*(nghìn|ngàn|triệu|tỷ|tỉ|thousand|million|billion)(?!\w)")
_WORD = re.compile(r"[^\W\d_]+|\d+|[^\w\s-]")
_LONGEST = 18
"""Digits of a number that is read; more are no number of anything."""

_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SCALES |= {"thousand": 10**3, "million": 10**6, "billion": 10**9}


@lru_cache(maxsize=1 << 14)
def numbers(text: str) -> frozenset[float]:
    """Return every number that a text may mean, in digits or words; decimals as float."""
    lowered = nfc(text).casefold()
    return frozenset(_in_digits(lowered)) | frozenset(_in_words(lowered))


def written(text: str) -> list[tuple[str, frozenset[float]]]:
    """Return each number that stands in digits in a text as it is written, once, with its readings."""
    return [(raw, _readings(raw)) for raw in dict.fromkeys(_DIGITS.findall(text)) if len(raw) <= _LONGEST]


def _in_digits(text: str) -> Iterator[float]:
    for found in _DIGITS.finditer(text):
        if found.end() - found.start() > _LONGEST:
            continue
        readings = _readings(found[0])
        yield from readings
        if scale := _SCALE.match(text, found.end()):
            yield from (each * _SCALES[scale[1]] for each in readings)


@lru_cache(maxsize=1 << 12)
def _readings(raw: str) -> frozenset[float]:
    """Return the readings of digits with their separators: grouped, decimal, or several numbers one after another."""
    if raw.isdecimal():
        return frozenset({int(raw)})
    runs = re.findall(r"\d+", raw)
    found: set[float] = set()
    if grouped := _GROUPED.fullmatch(raw):
        whole = raw.replace(grouped[1], "")
        found.add(int(whole) if whole.isdecimal() else float(whole.replace(",", ".")))
    else:
        found |= set(map(int, runs))
    if len(runs) == 2 and raw[len(runs[0])] in ".,":
        found.add(float(f"{runs[0]}.{runs[1]}"))
    elif any(space in raw for space in _SPACES):
        found |= set(map(int, runs))  # "8 125" may be two numbers
    return frozenset(found)


# -- words -------------------------------------------------------------------------------------------------------------

_UNITS = {
    word: n for n, word in enumerate(["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"])
} | {"bẩy": 7}
_AFTER_TENS = {**_UNITS, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
del _AFTER_TENS["không"], _AFTER_TENS["năm"]  # "hai mươi năm" are twenty years
_TENS = frozenset({"mươi", "chục"})
_THOUSANDS = frozenset({"nghìn", "ngàn"})
_ODD = frozenset({"linh", "lẻ"})
"""What stands for tens that are none: "một trăm linh năm"."""
_AFTER_ODD = {**_UNITS, "tư": 4}

_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_ENGLISH_UNITS = {word: n for n, word in enumerate(_ENGLISH.split())}
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_ENGLISH_UNITS |= {word: n for n, word in enumerate(_ORDINALS.split(), 1)} | {"once": 1, "twice": 2, "both": 2}
_ENGLISH_TENS = {
    word: 10 * n
    for n, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)
} | {
    word: 10 * n
    for n, word in enumerate(
        ["twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth"], 2
    )
}
_ENGLISH_HUNDREDS = frozenset({"hundred", "hundredth", "hundreds"})
_ENGLISH_THOUSANDS = frozenset({"thousand", "thousandth", "thousands"})

_NUMBER_WORDS = frozenset(
    [*_AFTER_TENS, *_UNITS, *_TENS, *_THOUSANDS, *_ODD, "mười", "trăm", "thứ"]
    + [*_ENGLISH_UNITS, *_ENGLISH_TENS, *_ENGLISH_HUNDREDS, *_ENGLISH_THOUSANDS, "and", "a"]
)


def _in_words(text: str) -> Iterator[float]:
    run: list[str] = []
    for word in _WORD.findall(text):
        if word in _NUMBER_WORDS:
            run.append(word)
        elif run:
            yield from _in_run(run)
            run = []
    yield from _in_run(run)


def _in_run(run: Sequence[str]) -> Iterator[int]:
    """Yield the numbers in words of which each may belong to one: the longest from the left, then on behind it."""
    at = 0
    while at < len(run):
        if run[at] == "thứ" and run[at + 1 : at + 2] == ["tư"]:  # the fourth
            yield 4
            at += 2
            continue
        value, end = max(_vietnamese(run, at), _english(run, at), key=lambda read: read[1])
        if end == at:
            at += 1
            continue
        yield value
        if "năm" in run[at:end]:  # "một nghìn năm" are a thousand years, whatever comes next
            yield from _before_years(run, at, end)
        at = end


def _before_years(run: Sequence[str], start: int, end: int) -> Iterator[int]:
    for place in range(start + 1, end):
        if run[place] == "năm":
            yield _vietnamese(run[:place], start)[0]
            yield _vietnamese(run[:end], place)[0]


def _vietnamese(run: Sequence[str], at: int) -> tuple[int, int]:
    """Return the number that begins at a word, and where it ends (`at` where none begins)."""
    value, end = _below_thousand(run, at)
    if end < len(run) and run[end] in _THOUSANDS and (end == at or value):
        thousands = 1 if end == at else value
        rest, last = _below_thousand(run, end + 1, odd=True)
        return 1000 * thousands + rest, last
    return value, end


def _below_thousand(run: Sequence[str], at: int, *, odd: bool = False) -> tuple[int, int]:
    """Read up to 999. `odd`: behind thousands, where hundreds may be left out ("hai nghìn linh năm")."""
    value, end = 0, at
    following = run[at + 1 : at + 2]
    if following == ["trăm"] and run[at] in _UNITS:
        value, end = 100 * _UNITS[run[at]], at + 2
    elif run[at : at + 1] == ["trăm"]:
        value, end = 100, at + 1
    elif not (odd and at < len(run) and run[at] in _ODD):
        return _below_hundred(run, at)
    if end + 1 < len(run) and run[end] in _ODD and (unit := _AFTER_ODD.get(run[end + 1])):
        return value + unit, end + 2
    rest, last = _below_hundred(run, end)
    if rest < 10:  # "một trăm hai" is no 102: the hundreds end here
        return value, end
    return value + rest, last


def _below_hundred(run: Sequence[str], at: int) -> tuple[int, int]:
    if at >= len(run):
        return 0, at
    word = run[at]
    if word == "mười" or (word in _UNITS and run[at + 1 : at + 2] and run[at + 1] in _TENS):
        value, end = (10, at + 1) if word == "mười" else (10 * _UNITS[word], at + 2)
        if end < len(run) and run[end] in _AFTER_TENS:
            return value + _AFTER_TENS[run[end]], end + 1
        return value, end
    return (_UNITS[word], at + 1) if word in _UNITS else (0, at)


def _english(run: Sequence[str], at: int) -> tuple[int, int]:
    value, end = _english_hundreds(run, at)
    if end < len(run) and run[end] in _ENGLISH_THOUSANDS and (value or end == at):
        rest, last = _english_hundreds(run, _past_and(run, end + 1))
        return 1000 * max(value, 1) + rest, last if rest else end + 1
    return value, end


def _english_hundreds(run: Sequence[str], at: int) -> tuple[int, int]:
    value, end = _english_tens(run, at)
    if end == at and run[at : at + 1] == ["a"]:
        value, end = (1, at + 1) if run[at + 1 : at + 2] and run[at + 1] in _ENGLISH_HUNDREDS else (0, at)
    if end < len(run) and run[end] in _ENGLISH_HUNDREDS:
        rest, last = _english_tens(run, _past_and(run, end + 1))
        return 100 * max(value, 1) + rest, last if rest else end + 1
    return value, end


def _past_and(run: Sequence[str], at: int) -> int:
    return at + 1 if run[at : at + 1] == ["and"] else at


def _english_tens(run: Sequence[str], at: int) -> tuple[int, int]:
    if at >= len(run):
        return 0, at
    if tens := _ENGLISH_TENS.get(run[at]):
        unit = _ENGLISH_UNITS.get(run[at + 1], 0) if at + 1 < len(run) else 0
        return (tens + unit, at + 2) if 0 < unit < 10 else (tens, at + 1)
    return (_ENGLISH_UNITS[run[at]], at + 1) if run[at] in _ENGLISH_UNITS else (0, at)
