"""The quick screen and streams of tests/quick_pyte.py make of any bytes what pyte's own make of them."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
import quick_pyte
from hypothesis import example, given
from hypothesis import strategies as st

PIECES = st.one_of(
    st.text("abc Đếạ漢字é\u0301\u200b\x07\x08\t\r\n\x0e\x0f", min_size=1, max_size=9),
    st.builds(
        "\x1b[{}{}{}".format,
        st.sampled_from(["", "", "", "?", ">", " "]),
        st.lists(st.sampled_from(["", "0", "1", "2", "3", "4", "7", "38", "5", "48", "99999"]), max_size=4).map(";".join),
        st.sampled_from("".join(pyte.Stream.csi) + "hlyz$\x18\x1b\n"),
    ),
    st.sampled_from(["\x1b[38;2;1;2;3m", "\x1b[4h", "\x1b[4l", "\x1b[?7l", "\x1b[2;3r", "\x1b]0;tên\x07", "\x1b(B", "\x1bM", "\x1b%G"]),
    st.text(max_size=3),
)  # fmt: skip


def looks(screen: Any) -> tuple[object, ...]:
    cells = [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]
    cursor = screen.cursor
    state = (
        cursor.x,
        cursor.y,
        cursor.attrs,
        cursor.hidden,
        screen.mode,
        screen.margins,
        screen.charset,
        screen.tabstops,
    )
    return cells, state, screen.dirty, screen.title, screen.icon_name


def what_becomes(module: Any, pieces: list[bytes]) -> tuple[object, ...]:
    """The screen after these pieces were fed, one by one, or what went wrong with it."""
    screen = module.Screen(7, 4)
    stream = module.ByteStream(screen)
    for number, piece in enumerate(pieces):
        try:
            stream.feed(piece)
        except Exception as error:  # pyte's own: a sequence with more numbers than it takes
            return number, type(error), looks(screen)
    return looks(screen)


@given(pieces=st.lists(PIECES, max_size=12), cuts=st.sets(st.integers(1, 80), max_size=4))
@example(pieces=["abcdefg", "h", "\x1b[1;7Hxy", "\x1b[4hab", "\x1b[4l漢漢漢漢", "\x1b[1;31m\x1b[m."], cuts={9, 11})
def test_any_bytes_in_any_pieces_look_alike(pieces: list[str], cuts: set[int]) -> None:
    sent = "".join(pieces).encode("utf-8", "replace")
    ends = [0, *sorted(cut for cut in cuts if cut < len(sent)), len(sent)]
    cut = [sent[start:end] for start, end in zip(ends, ends[1:], strict=False)]
    assert what_becomes(quick_pyte, cut) == what_becomes(pyte, cut)


@pytest.mark.parametrize("sent", ["ab", "\x1b[2;3Hab\x1b[0;1;38;2;9;8;7mđ\x1b[K", "\x1b[", "\x1b[1", "漢\x1b[?25l"])
def test_a_stream_of_text_looks_alike(sent: str) -> None:
    screens = []
    for module in (quick_pyte, pyte):
        screen = module.Screen(7, 4)
        module.Stream(screen).feed(sent)
        screens.append(looks(screen))
    assert screens[0] == screens[1]
