"""Remarks between the lines of a text area; fails when Textual no longer draws a text area the way this relies on."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from textual.app import App, ComposeResult

from govtui.tui.textual_compat.annotated_text_area import AnnotatedTextArea, Annotation

TEXT = "a = 1\nb = 2\nlong = 'aaaaa bbbbbb cccccc ddddddd eeeeee fffff gggg hhh'\nd = 4\n"


class _Noted(App[None]):
    CSS = "AnnotatedTextArea { border: none; padding: 0; }"

    def compose(self) -> ComposeResult:
        yield AnnotatedTextArea(show_line_numbers=True)


def with_area(scenario: Callable[[AnnotatedTextArea, Callable[..., Awaitable[None]]], Awaitable[None]]) -> None:
    """Run a scenario with a text area of 30 cells and 12 lines, and a function that presses keys."""

    async def run() -> None:
        app = _Noted()
        async with app.run_test(size=(30, 12)) as pilot:
            area = app.query_one(AnnotatedTextArea)
            area.load(TEXT)
            area.focus()

            async def press(*keys: str) -> None:
                await pilot.press(*keys)
                await pilot.pause()

            await press()
            await scenario(area, press)

    asyncio.run(run())


def rows(area: AnnotatedTextArea) -> list[str]:
    strips = area.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


NOTES = {
    1: Annotation(["first", "second"], "annotated--hidden", "✗"),
    2: Annotation(["under the long one"], "annotated--hidden", "!"),
}
DRAWN = [
    "1  a = 1",
    "2✗ b = 2",
    "   first",
    "   second",
    "3! long = 'aaaaa bbbbbb",
    "   cccccc ddddddd eeeeee",
    "   fffff gggg hhh'",
    "   under the long one",
    "4  d = 4",
    "5",
    "",
    "",
]


def test_remarks_stand_under_all_of_their_line_with_a_sign_in_the_margin() -> None:
    async def scenario(area: AnnotatedTextArea, press: Callable[..., Awaitable[None]]) -> None:
        area.annotate(NOTES)
        await press()
        assert rows(area) == DRAWN

    with_area(scenario)


def test_the_cursor_passes_over_remarks_and_is_drawn_where_it_is() -> None:
    async def scenario(area: AnnotatedTextArea, press: Callable[..., Awaitable[None]]) -> None:
        area.annotate(NOTES)
        places = []
        for _ in range(6):
            await press("down")
            places.append((area.cursor_location[0], area.cursor_screen_offset.y))
        assert places == [(1, 1), (2, 4), (2, 5), (2, 6), (3, 8), (4, 9)]

    with_area(scenario)


def test_a_click_on_a_remark_is_one_on_its_line_and_below_it_on_what_stands_there() -> None:
    async def scenario(area: AnnotatedTextArea, press: Callable[..., Awaitable[None]]) -> None:
        area.annotate(NOTES)
        await press()
        found = [area.wrapped_document.offset_to_location((2, y))[0] for y in range(10)]  # type: ignore[arg-type]
        assert found == [0, 1, 1, 1, 2, 2, 2, 2, 3, 4]

    with_area(scenario)


def test_remarks_move_with_their_lines_until_they_are_put_anew() -> None:
    async def scenario(area: AnnotatedTextArea, press: Callable[..., Awaitable[None]]) -> None:
        area.annotate({1: NOTES[1]})
        await press("enter")
        assert list(area.annotations) == [2]
        assert rows(area)[2:5] == ["3✗ b = 2", "   first", "   second"]
        await press("backspace")
        assert list(area.annotations) == [1]
        area.select_all()
        await press("delete")
        assert rows(area)[:3] == ["1✗", "   first", "   second"]
        await press("ctrl+z")
        assert area.file_text == TEXT

    with_area(scenario)


def test_what_must_not_be_drawn_is_a_sign_and_stays_what_it_is() -> None:
    text = 'a = "x\x1b]0;p\x07\u202ey"\u2028 # z\r\nb = 2\n'

    async def scenario(area: AnnotatedTextArea, press: Callable[..., Awaitable[None]]) -> None:
        area.load(text)
        await press()
        assert rows(area)[:3] == ['1  a = "x␛]0;p␇␦y"␦ # z␍', "2  b = 2", "3"]
        assert area.file_text == text
        area.move_cursor((0, 6))
        assert area.hidden_character((0, 6)) == "\x1b"
        await press("q", "delete", "ctrl+z", "ctrl+z", "ctrl+y", "ctrl+y")
        assert area.file_text == text.replace("\x1b", "q", 1)

    with_area(scenario)


def test_what_is_cut_and_put_back_is_what_it_was() -> None:
    async def scenario(area: AnnotatedTextArea, press: Callable[..., Awaitable[None]]) -> None:
        area.load("a\u200b\ue000b\n")
        area.select_all()
        await press("ctrl+x", "ctrl+v")
        assert area.file_text == "a\u200b\ue000b\n"

    with_area(scenario)
