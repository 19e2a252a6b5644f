"""Of a text only the words that were corrected are written anew, however it stands in its file and wherever they are."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILES

from govtui.store.field_edits import Change, changed
from govtui.store.field_locations import FieldNames
from govtui.store.toml_render import with_value
from govtui.store.toml_values import parsed

MANY = settings(deadline=None, max_examples=150)

WORDS = [
    "Hội",
    "nghị",
    "họp",
    "tại",
    "Hà\u00a0Nội",
    "ngày",
    "mười",
    "“cấp",
    "cao”",
    "C:\\Đề",
    "án",
    "(2022)",
    "it's",
    'the"',
]


def held(literal: str) -> str:
    return str(parsed(f"v = {literal}")["v"]).replace("\r\n", "\n")


class Literal:
    """A text as it is written in one of TOML's forms: its words, each with the bytes that write it."""

    def __init__(self, quote: str, opening: str, words: list[tuple[str, str]], newline: str) -> None:
        self.quote, self.opening, self.words, self.newline = quote, opening, words, newline

    @property
    def text(self) -> str:
        body = "".join(source for _, source in self.words)
        return (self.quote + self.opening + body + self.quote).replace("\n", self.newline)


@st.composite
def literals(draw: st.DrawFn) -> Literal:
    quote = draw(st.sampled_from(['"', "'", '"""', "'''"]))
    is_block, escapes = len(quote) == 3, quote[0] == '"'
    words = []
    for number in range(draw(st.integers(2, 12))):
        word = f"{number}{draw(st.sampled_from(WORDS))}"
        if quote == "'" and "'" in word:
            word = f"{number}w"
        source = word
        if escapes:
            source = source.replace("\\", "\\\\").replace('"', '\\"')
            if draw(st.integers(0, 3)) == 0:
                source = f"\\u{ord(word[0]):04X}" + source[1 + source.startswith("\\") :]
        gaps = [(" ", " ")]
        gaps += [("\n", "\n")] * is_block + [(" ", " \\\n"), (" ", " \\  \n   ")] * (is_block and escapes)
        gaps += [("\n", "\\n"), ("\t", "\\t"), (" ", "\\u0020")] * escapes
        gap, written = draw(st.sampled_from(gaps))
        words.append((word + gap, source + written))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    opening = draw(st.sampled_from(["", "\n"])) if is_block else ""
    return Literal(quote, opening, words, newline)


@st.composite
def corrections(draw: st.DrawFn) -> tuple[Literal, str, list[list[int]]]:
    """A literal, what it shall hold after several small edits, and the runs of words that stay side by side."""
    literal = draw(literals())
    out: list[str] = []
    stay: list[list[int]] = [[]]
    allowed = WORDS if literal.quote[0] == '"' else [word for word in WORDS if "'" not in word]
    for number, (word, _) in enumerate(literal.words):
        what = draw(st.sampled_from(["stay", "stay", "stay", "other", "out", "before"]))
        new = f"x{number}{draw(st.sampled_from(allowed))}"
        if what != "stay":
            stay.append([])
        if what == "other":
            out.append(new + word[len(word.rstrip()) :])
        elif what != "out":
            out += [f"{new} "] * (what == "before") + [word]
            stay[-1].append(number)
    return literal, "".join(out), stay


@MANY
@given(corrections())
def test_several_corrections_leave_what_is_between_as_it_is_written(edit: tuple[Literal, str, list[list[int]]]) -> None:
    literal, value, stay = edit
    assert held(literal.text) == "".join(word for word, _ in literal.words)
    new = with_value(literal.text, value, literal.newline)
    assert held(new) == value
    at = 0
    for run in filter(None, stay):
        source = "".join(literal.words[number][1] for number in run)
        source = re.sub(r"\\[ \t]*\n[ \n]*$", "", source)  # it may go with the word behind it
        found = new.find(source.replace("\n", literal.newline), at)
        assert found >= 0, (literal.text, new, source)
        at = found + len(source)
    if literal.newline == "\r\n":
        assert "\n" not in new.replace("\r\n", "")


ANY = st.text(alphabet="ab  \n\"'\\#Đế会\t", max_size=12)


@MANY
@given(literals(), ANY, ANY, st.integers(0, 40), st.integers(0, 40))
def test_any_text_can_be_changed_into_any_other(literal: Literal, one: str, other: str, at: int, to: int) -> None:
    text = held(literal.text)
    value = text[:at] + one + text[at : at + to] + other
    new = with_value(literal.text, value, literal.newline)
    assert held(new) == value
    if literal.quote[0] == '"':
        assert new[:3] == '"""' if literal.quote == '"""' else new[0] == '"'


def texts(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from texts(value, (*path, key))
    elif isinstance(data, str):
        yield path, data


def corrected(text: str, place: int) -> str:
    """The text with one letter more in its word at `place`, which has no quotation mark in it."""
    words = list(re.finditer(r"[^\W\d_]{2,}", text))
    at = words[place].start() + 1
    return f"{text[:at]}ờ{text[at:]}"


def test_two_corrections_in_a_text_of_any_record_change_their_own_lines_only() -> None:
    several = 0
    for file in FILES:
        text = file.read_bytes().decode()
        data = tomllib.loads(text)
        names = FieldNames(data)
        for path, value in texts(data):
            if len(re.findall(r"[^\W\d_]{2,}", value)) < 25:
                continue
            new = changed(text, [Change(names.path(path), corrected(corrected(value, -2), 1))])
            codes = difflib.SequenceMatcher(None, text.split("\n"), new.split("\n"), autojunk=False).get_opcodes()
            touched = [(b - a, d - c) for what, a, b, c, d in codes if what != "equal"]
            assert len(new) == len(text) + 2
            assert touched in ([(1, 1)], [(1, 1), (1, 1)], [(2, 2)]), (file.name, path)
            several += len(touched) > 1
    assert several > 60


@pytest.mark.parametrize(
    ("literal", "value", "wanted"),
    [
        ('"""\na \\\nb \\\nc"""', "a c", '"""\na \\\nc"""'),  # a line that goes leaves no empty one
        ('"""\na \\\nb \\\nc"""', "a b ", '"""\na \\\nb """'),
        ('"""\na \\\nb, c"""', "a\nb, c", '"""\na\nb, c"""'),
        ('"""\na, \\\nb"""', "a, b\nc", '"""\na, \\\nb\nc"""'),
        ('"""\na \\\nb"""', "a  b", '"""\na  \\\nb"""'),
        ('"""\n\\u0041n b \\\nc d"""', "An x c y", '"""\n\\u0041n x \\\nc y"""'),
        ('"""\nmột hai \\\nba bốn"""', "mười hai \nba năm", '"""\nmười hai \nba năm"""'),
        ('"a\\u00a0b"', "a\u00a0b\nc", '"""\na\\u00a0b\nc"""'),  # a block, but its escapes stay
        ("'C:\\a'", "C:\\a\nb", "'''\nC:\\a\nb'''"),
        ("'''\na b \"c\"'''", 'x b "d"', "'''\nx b \"d\"'''"),
        ('"""x"y"z"""', 'x""z', '"""x"\\"z"""'),
        ('"""x"y"""', 'x"', '"""x\\""""'),
        (
            '"""\n会议在\\\n河内举行，\\\n通过了文件。"""',
            "会议于河内举行，通过了该文件。",
            '"""\n会议于\\\n河内举行，\\\n通过了该文件。"""',
        ),
        ('"a\\r\\nb c d"', "a\nb x d", '"a\\r\\nb x d"'),
    ],
)
def test_a_corrected_text_looks_as_if_corrected_by_hand(literal: str, value: str, wanted: str) -> None:
    new = with_value(literal, value, "\n")
    assert new == wanted
    assert held(new) == value
