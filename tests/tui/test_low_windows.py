"""In windows of any height the line that is typed into is seen, and so is what is wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from drive import Play, Rehearsal, drive
from seeds import THOROUGH
from small import registry, table
from textual.widgets import Input, TextArea

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.model.field_paths import resolve
from govtui.store.registry import Registry
from govtui.tui.base.form import Form
from govtui.tui.base.inputs import MessageLabel
from govtui.tui.edit.field_form import FieldForm
from govtui.tui.edit.leave_out import LeaveOutForm
from govtui.tui.edit.new_item import NewItem
from govtui.tui.edit.value_form import ValueScreen

HEIGHTS = range(24, 8, -1) if THOROUGH else (24, 20, 15, 12, 10, 9)
LONG = "Một đoạn văn bản dài để khung phải cuộn. " * 8
SENTENCE = (
    "✗ Sai: điều này không thể lưu vì một lý do dài, được nói thành nhiều dòng trong cửa sổ hẹp, và còn dài hơn nữa."
)

Opening = Callable[[Play], Awaitable[None]]


def field(path: str) -> Opening:
    """The form of a field of the record in hand."""

    async def opening(play: Play) -> None:
        entry = play.app.edit_session.editing.entry("bo")
        assert entry.record is not None
        found = resolve(entry.record, path)
        assert found is not None
        play.app.push_screen(FieldForm(play.browse, "bo", entry, found))

    return opening


def keys(*pressed: str) -> Opening:
    return lambda play: play.press(*pressed)


async def new_item(play: Play) -> None:
    entry = play.app.edit_session.editing.entry("bo")
    assert entry.record is not None
    here = resolve(entry.record, "aims")
    assert here is not None
    play.app.push_screen(NewItem(play.browse, "bo", entry.record, here))


async def line_left_out(play: Play) -> None:
    play.app.push_screen(LeaveOutForm(play.browse, "s", 4, LONG))
    await play.settle()
    await play.press("tab")


async def value(play: Play) -> None:
    play.app.push_screen(ValueScreen(lambda tr: LONG[:200], LONG))


async def new_record_name(play: Play) -> None:
    await play.press("a", "enter", "enter")


FORMS: dict[str, Opening] = {
    "text of the file": keys("E"),
    "translation": keys("T"),
    "text by language": field("name"),
    "long text by language": field("note"),
    "date": field("founded"),
    "choice": field("status"),
    "list": field("sdg"),
    "number": field("figures.1.value"),
    "text": field("figures.1.text"),
    "reference": field("sources.s.ref"),
    "new item": new_item,
    "line left out": line_left_out,
    "list of fields": keys("e"),
    "new record": new_record_name,
    "id": keys("r"),
    "value": value,
    "search": keys("slash"),
    "find in page": keys("enter", "slash"),
    "jump": keys("comma"),
    "commands": keys("colon"),
    "saved views": keys("V"),
    "links": keys("b", "slash"),
    "help": keys("question_mark", "slash"),
}


def caret_row(play: Play) -> int:
    """The row of the screen that the caret is in."""
    field = play.app.screen.focused
    assert isinstance(field, (Input, TextArea))
    y = field.cursor_screen_offset.y
    assert 0 <= y < play.app.size.height - 1, f"the caret is in row {y}\n{play.text()}"
    return y


@pytest.mark.parametrize("width", [80, 40])
def test_what_is_typed_is_seen_in_windows_of_all_heights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    long = {"vi": LONG, "en": LONG}
    registry(
        tmp_path / "registry",
        table("s", "source"),
        table("bo", note=long, summary=long, founded="2006", sdg=["16"], aims=[{"key": "1", "text": long}],
              figures=[{"key": "1", "what": "so", "value": 3}]),
    )  # fmt: skip
    files = Registry(tmp_path / "registry")
    fits: list[Form] = []
    fit = Form.fit
    monkeypatch.setattr(Form, "fit", lambda form: (fits.append(form), fit(form)))

    async def look(play: Play) -> None:
        for name, opening in FORMS.items():
            await play.resize(width, 24)
            play.browse.go_to("bo")
            await play.press("escape")
            await opening(play)
            await play.settle()
            await play.type("ẩn ")
            told = [words for words in play.app.screen.query(MessageLabel) if words.has_class("wrong")]
            for height in HEIGHTS:
                wrong = (
                    height % 2 == width // 80
                )  # at one width the even heights have a warning, at the other the odd ones
                for words in told:
                    words.say(SENTENCE if wrong else "")
                fits.clear()
                await play.resize(width, height)
                assert len(fits) < 5, f"{name}, {height} rows: the form does not come to rest"
                drawn = play.rows()
                where = f"{name}, {height} rows\n" + "\n".join(drawn)
                assert "ẩn" in drawn[caret_row(play)], where
                assert not wrong or not told or any(SENTENCE[:12] in row for row in drawn), where
            await play.type("ẩn ẩn")
            assert "ẩn ẩn" in play.rows()[caret_row(play)], play.text()
            while len(play.app.screen_stack) > 1:
                play.app.pop_screen()
            await play.settle()
            shutil.rmtree(tmp_path / "state", ignore_errors=True)  # else the next form offers what was typed as a draft
            await play.press("escape", "escape", "escape")

    drive(look, Rehearsal(files, index=build(files, [*map(load, LANGUAGES)])), (width, 24))
