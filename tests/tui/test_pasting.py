"""Several lines that are pasted into a field of one line are put on one, in every such field that there is."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from drive import BESIDE, Play, Rehearsal, drive
from hypothesis import example, given
from hypothesis import strategies as st
from samples import SAMPLE
from textual.widgets import Input
from tour import Leg, tour

from govtui.store.registry import Registry
from govtui.text.nfc import nfc
from govtui.tui.textual_compat.ime import ImeInput, on_one_line


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed into a form for a second is kept as a draft, and would be offered to other tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


PACKAGE = Path(sys.modules["govtui"].__file__ or "").parent

LEGS: tuple[Leg, ...] = (
    ("slash > search", "escape escape"),
    ("comma > jump", "escape"),
    ("@accsm-21 slash > find", "escape escape"),
    ("question_mark slash > help", "escape escape"),
    ("colon > palette", "escape"),
    ("V > views", "escape"),
    ("@accsm-21 b slash > links", "escape escape"),
    ("@accsm-21 y ctrl+s > file", "escape escape"),
    ("@accsm-21 e > fields", "escape"),
    ('@accsm-21 e "status enter > choice', "escape escape"),
    ('@accsm-21 e "date enter > date', "escape escape"),
    ('@accsm-21 e "tên enter > texts', "escape escape"),
    ('@accsm-21 e "theo enter > text', "escape escape"),
    ('@accsm-21 e "chuỗi enter down enter > number', "escape escape escape"),
    ('@tuyen-bo-2021 e "ký enter > symbol', "escape escape"),
    ("a > new", "escape"),
    ("@accsm-21 r > rename", "escape"),
    ("~elsewhere o a ~planned > init", "escape o ~here"),
)
"""The ways to all of them."""

PASTED = "\r\n\ndie\u0302n\u0300 dan \r\n  lan\thai\n\n\x1b[31mba\u2028bốn\n"
EXPECTED = nfc("die\u0302n\u0300 dan lan hai [31mba bốn")


def made_in_source() -> set[tuple[str, int]]:
    """Where an Input is made: module and line."""
    names = {each.__name__ for each in kinds()} | {"Input"}
    found = set()
    for path in (PACKAGE / "tui").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
                found.add((path.relative_to(PACKAGE).as_posix(), node.lineno))
    return found


def kinds(of: type[Input] = Input) -> Iterator[type[Input]]:
    for kind in of.__subclasses__():
        if kind.__module__.startswith("govtui."):
            yield kind
        yield from kinds(kind)


def made_here() -> tuple[str, int]:
    """Where the Input is made that is just being made: the line of the `compose` on the stack."""
    frame = sys._getframe()
    while frame.f_code.co_name != "compose" or not frame.f_code.co_filename.startswith(str(PACKAGE)):
        assert frame.f_back is not None
        frame = frame.f_back
    return Path(frame.f_code.co_filename).relative_to(PACKAGE).as_posix(), frame.f_lineno


def test_in_every_field_of_the_program_lines_are_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    makers: dict[int, tuple[str, int]] = {}
    make = ImeInput.__init__

    def noted(field: ImeInput, *args: object, **kwargs: object) -> None:
        makers[id(field)] = made_here()
        make(field, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(ImeInput, "__init__", noted)
    tried = set()

    async def look(play: Play) -> None:
        async for stop in tour(play, legs=LEGS):
            fields = sorted(play.app.screen.query(Input), key=lambda field: not field.has_focus)
            for field in fields:  # the one with the focus first: that of a search in a page goes with it
                field.focus()
                await play.settle()
                if not field.has_focus:  # not shown now
                    continue
                before = field.value
                field.cursor_position = len(before)
                await play.paste(PASTED)
                assert field.value == before + EXPECTED, (stop, field)
                field.value = before
                field.cursor_position = len(before)
                play.app._clipboard = PASTED
                await play.press("ctrl+v")
                assert field.value == before + EXPECTED, (stop, field)
                field.value = before
                await play.settle()
                tried.add(makers[id(field)])

    drive(look, Rehearsal(Registry(SAMPLE), "vi"), BESIDE)
    assert made_in_source() - tried == set(), "no way in LEGS leads to these"
    assert all(issubclass(kind, ImeInput) for kind in kinds())


@given(st.text(st.sampled_from("ab \t\n\r\v\f\x1c\x85\u2028\u2029\x00\x1b\x9b\u00a0e\u0301"), max_size=20))
@example("\r\n")
@example("a")
@example(" a ")
def test_what_is_put_on_one_line_is_one_and_has_all_words(text: str) -> None:
    line = on_one_line(text)
    assert len(line.splitlines()) <= 1 and line == on_one_line(line)
    assert "".join(line.split()) == "".join(c for c in text if not c.isspace() and c not in "\x00\x1b\x9b")
    if len(text.splitlines()) <= 1 and text.isprintable():
        assert line == text


@pytest.mark.parametrize("text", ["từ " * 300_000, " " * 1_000_000, "\n" * 1_000_000, " \n" * 500_000, "ế" * 500_000])
def test_a_megabyte_is_taken_as_fast_as_it_can_be_read(text: str) -> None:
    async def look(play: Play) -> None:
        await play.press("colon")
        await play.paste(text)
        assert play.app.screen.query_one(Input).value == nfc(on_one_line(text))
        await play.press("ctrl+u", "escape")

    drive(look, Rehearsal(Registry(SAMPLE), "vi"))
