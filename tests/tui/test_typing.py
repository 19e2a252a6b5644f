"""A letter typed into the search field: one drawing, of what changed, with nothing laid out anew; the reader follows.

And what input methods make of letters: bursts of backspaces and letters, over a line that is there as into an empty one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from drive import WIDE, Play, Rehearsal, drive
from hypothesis import given
from hypothesis import strategies as st
from input_method import LETTERS, InputMethod
from samples import SAMPLE
from telex_hand import telex_bytes
from textual.screen import Screen

from govtui.store.registry import Registry
from govtui.tui.base.footer import KeyBar
from govtui.tui.browse.header import Masthead
from govtui.tui.browse.record_list import RecordList
from govtui.tui.textual_compat.kept_lines import KeptLines


def app(language: str = "en") -> Rehearsal:
    return Rehearsal(Registry(SAMPLE), language)


@contextmanager
def laid_out(patch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """How often the screen was laid out anew."""
    times: list[object] = []
    refresh = Screen._refresh_layout

    def counted(self: Screen[object], *args: object, **named: object) -> None:
        times.append(args)
        refresh(self, *args, **named)  # type: ignore[arg-type]

    with patch.context() as patched:
        patched.setattr(Screen, "_refresh_layout", counted)
        yield times


def test_nothing_is_laid_out_anew_and_what_says_the_same_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def type_on(play: Play) -> None:
        await play.press("f", "slash")
        await play.type("ban")  # enough for a scroll bar, and so does the next letter
        drawn: list[str] = []
        render = KeptLines.render_widget

        def counted(self: KeptLines, widget: object, crop: object) -> object:
            drawn.append(type(widget).__name__)
            return render(self, widget, crop)  # type: ignore[arg-type]

        shown = play.list.show_vertical_scrollbar
        with laid_out(monkeypatch) as times, monkeypatch.context() as patched:
            patched.setattr(KeptLines, "render_widget", counted)
            await play.type(" ")
            assert play.list.show_vertical_scrollbar == shown
            assert times == []
        assert not {Masthead.__name__, KeyBar.__name__} & set(drawn)

    drive(type_on, app(), WIDE)


def test_what_the_list_shows_is_what_it_would_show_if_all_of_it_were_drawn() -> None:
    async def type_on(play: Play) -> None:
        await play.press("f", "slash")
        for letter in "hoi nghi asean" + "\b" * 9 + "ban":
            await play.press("backspace" if letter == "\b" else letter)
            before = play.rows()
            for widget in play.browse.walk_children():
                widget.refresh()
            await play.settle()
            assert play.rows() == before

    drive(type_on, app(), WIDE)


def test_the_reader_follows_when_nobody_types_for_a_moment() -> None:
    async def type_on(play: Play) -> None:
        await play.press("slash")
        told: list[str] = []
        announce = RecordList._announce

        def counted(self: RecordList) -> None:
            told.append(self.key)
            announce(self)

        RecordList._announce = counted  # type: ignore[method-assign]
        try:
            for letter in "accsm":
                play.app.post_message(play.key(letter))
            await play.settle()
        finally:
            RecordList._announce = announce  # type: ignore[method-assign]
        assert told and len(told) < len("accsm")
        assert play.browse.shown == play.list.key == told[-1]

    drive(type_on, app(), WIDE)


def test_the_search_field_says_at_once_how_many_there_are() -> None:
    async def open_it(play: Play) -> None:
        total = play.browse.listing.total
        await play.press("slash")
        assert total
        assert play.text("#count").strip() == f"{total} found"

    drive(open_it, app())


# -- through an input method -----------------------------------------------------------------------------------------

WORDS = ("đổi mới", "Hội nghị cấp cao", "ưu tiên", "Đường đến công vụ", "ườm ượp")
OLD = "cải cách"


def packets(keys: str, *, vni: bool) -> list[str]:
    """What a terminal receives, a packet a keystroke, for keys typed through TELEX or VNI; a word ends at a blank."""
    method, out = InputMethod(vni=vni), []
    for key in keys:
        out.append(method.press(key) if key != " " else key)
        if key == " ":
            method = InputMethod(vni=vni)
    return out


async def receive(play: Play, packet: str) -> None:
    """Have the app receive a packet, all of it at once."""
    for character in packet:
        play.app.post_message(play.key("backspace" if character == "\x7f" else character))
    await play.settle()


def result(sent: list[str]) -> str:
    """What a field has that all of these packets were typed into."""
    text = ""
    for character in "".join(sent):
        text = text[:-1] if character == "\x7f" else text + character
    return text


async def line_with(play: Play, how: str) -> str:
    """Open the query line: empty, fresh over an old line, or with the old line kept; return what stands in it to stay."""
    play.browse.filter_by("" if how == "empty" else OLD)
    await play.press("slash", *(["end"] if how == "kept" else []))
    if how == "kept":
        await play.type(" ")
    return f"{OLD} " if how == "kept" else ""


@pytest.mark.parametrize("how", ["empty", "fresh", "kept"])
def test_telex_types_the_same_into_every_line(how: str) -> None:
    async def type_on(play: Play) -> None:
        for words in WORDS:
            before = await line_with(play, how)
            for packet in telex_bytes(words):
                await receive(play, packet.decode())
            assert play.state()["query field"][0] == before + words == play.browse.text
            await play.press("escape")

    drive(type_on, app())


@pytest.mark.parametrize("how", ["empty", "fresh", "kept"])
@pytest.mark.parametrize(
    "keys", ["ddooir mowis", "nuwowcs vieetj nam", "dd", "aa ee oo", "ho65i nghi5", "d9o6i3 mo7i1", "1a6"]
)
def test_telex_and_vni_keys_do_into_a_fresh_line_what_they_do_into_an_empty_one(keys: str, how: str) -> None:
    async def type_on(play: Play) -> None:
        sent = packets(keys, vni=any(key.isdecimal() for key in keys))
        before = await line_with(play, how)
        for packet in sent:
            await receive(play, packet)
        assert play.state()["query field"][0] == before + result(sent)

    drive(type_on, app())


def test_any_keys_through_an_input_method_arrive_in_a_fresh_line_as_in_an_empty_one() -> None:
    tried: list[tuple[str, bool]] = []

    @given(
        st.booleans().flatmap(lambda vni: st.tuples(st.text(LETTERS[vni] + " ", min_size=1, max_size=9), st.just(vni)))
    )
    def collect(each: tuple[str, bool]) -> None:
        tried.append(each)

    collect()

    async def type_on(play: Play) -> None:
        for keys, vni in tried[:40]:
            sent = packets(keys, vni=vni)
            await line_with(play, "fresh")
            await receive(play, "".join(sent))  # a slow line: all in one packet
            assert play.state()["query field"][0] == result(sent), (keys, vni)
            await play.press("escape")

    drive(type_on, app())


@pytest.mark.parametrize("burst", ["\x7fđ", "\x7f\x7fôn", "\x7fờ"])
def test_a_burst_that_takes_back_a_letter_from_before_does_what_the_letter_alone_does(burst: str) -> None:
    async def type_on(play: Play) -> None:
        await line_with(play, "fresh")
        await receive(play, burst)
        assert play.state()["query field"][0] == burst.lstrip("\x7f") == play.browse.text

    drive(type_on, app())
