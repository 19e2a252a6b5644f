"""SafeFilter: what reaches the terminal's wire when nobody has made the text safe before."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hostile import LINE, NAME, SUBJECT, TEXT
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.control import Control
from rich.segment import Segment
from rich.style import Style
from terminal import Terminal, python_app
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter, Monochrome

from govtui.text.safe import UNSAFE
from govtui.tui.textual_compat.terminal import LONGEST_LINK, SafeFilter, install_filter

BLACK = Color(0, 0, 0)

PTY_APP = r"""
import sys
from rich.text import Text
from textual.app import App
from textual.content import Content
from textual.widgets import DataTable, Input, OptionList, Static, TextArea
from govtui.tui.textual_compat.terminal import install_filter

HOSTILE = "AB\x1b]0;PWNED\x07\x1b[31mCD\x9b1m\u202eE\u2066F\u200bG\x7fH\ufeffI\u3164J"

class Probe(App):
    def compose(self):
        yield Static(HOSTILE, markup=False)
        yield Static(Content(HOSTILE))
        yield Static('[link="https://evil.example"]link[/link]')
        yield Input(HOSTILE, placeholder=HOSTILE)
        yield Input(placeholder=HOSTILE)
        area = TextArea(HOSTILE)
        area.border_title = Content(HOSTILE)
        yield area
        yield OptionList(Content(HOSTILE))
        table = DataTable()
        table.add_column(Text(HOSTILE))
        table.add_row(Text(HOSTILE), label=Text(HOSTILE))
        yield table

    def on_mount(self):
        self.query_one(TextArea).focus()
        self.notify(HOSTILE, title=HOSTILE, markup=False)
        self.call_after_refresh(self.set_timer, 0.2, lambda: self.query_one(Static).update("painted"))

app = Probe(ansi_color=False)
if "bare" not in sys.argv:
    install_filter(app)
app.run()
"""

HARMFUL = [b"\x1b]0;", b"\xc2\x9b", "\u202e".encode(), "\u2066".encode(), "\u200b".encode(), b"\x7f", b"\xef\xbb\xbf"]
HARMFUL += [b"\x1b]8;", "\u3164".encode()]


@pytest.mark.parametrize("installed", [True, False])
def test_no_harmful_byte_of_any_widget_reaches_the_terminal(tmp_path: Path, installed: bool) -> None:
    script = tmp_path / "probe.py"
    script.write_text(PTY_APP)
    # Without the filter they do: else this test would prove nothing.
    with Terminal([*python_app(script), *([] if installed else ["bare"])], cols=100, rows=40) as terminal:
        terminal.wait_for(lambda: b"painted" in terminal.raw)
        found = [harmful for harmful in HARMFUL if harmful in terminal.raw]
        assert found == ([] if installed else HARMFUL)
        assert b"evil.example" not in terminal.raw or not installed


hostile_text = st.text(
    st.one_of(st.characters(), st.sampled_from("a\x1b\x9b\u202e\u200d\u3164\ud800\t\n👩ổ")), max_size=20
)


@settings(deadline=None)  # the machine may be busy
@given(st.lists(hostile_text, max_size=4))
def test_a_filtered_line_is_safe_and_as_wide_as_it_was_laid_out(texts: list[str]) -> None:
    line = [Segment(text, Style(bold=True, link="https://evil.example")) for text in texts]
    filtered = SafeFilter().apply(line, BLACK)
    for before, after in zip(line, filtered, strict=True):
        assert not UNSAFE.search(after.text) and "\t" not in after.text and "\n" not in after.text
        assert cell_len(after.text) == cell_len(before.text)
        assert after.style is not None and after.style.bold
        assert after.style.link is None or after.text in "https://evil.example"


def test_a_safe_line_passes_untouched() -> None:
    line = [Segment("Nghị quyết "), Segment("đổi mới".encode().decode(), Style(bold=True)), Segment("o\u0302\u0309")]
    assert SafeFilter().apply(line, BLACK) is line


URL = "https://bao.example/accsm?a=1&b=%C4%91#x"


@pytest.mark.parametrize("text", [URL, "https://bao.example/", "accsm?a=1"])
def test_a_link_is_kept_whose_text_is_a_part_of_it(text: str) -> None:
    line = [Segment("Xem "), Segment(text, Style(link=URL)), Segment(".")]
    assert SafeFilter().apply(line, BLACK) is line


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("Xem", URL),
        ("https://bao.example.evil/", URL),
        (f"{URL} ", URL),
        ("  ", URL),
        ("", URL),
        ("HTTPS://BAO.EXAMPLE/ACCSM", URL),
        ("file:///etc/passwd", "file:///etc/passwd"),
        ("javascript:x", "javascript:x"),
        ("ssh://x", "ssh://x"),
        ("https://", "https://"),
        ("https://bào.example", "https://bào.example"),
        ("https://bao.example", "https://bao.example\u202e/"),
        ("https://bao.example", "https://bao.example\x1b\\\x1b[2J"),
        ("https://bao.example", "https://bao.example\x07"),
        ("https://bao.example", "https://bao.example /x"),
        ("https://bao.example", "https://bao.example/\n"),
        ("https://bao.example", "https://bao.example/" + "a" * LONGEST_LINK),
        *((text, f"https://bao.example/{text}") for text in (LINE, TEXT, NAME, SUBJECT)),
        *((text, text) for text in (LINE, TEXT, NAME, SUBJECT)),
    ],
)
def test_a_link_that_leads_elsewhere_than_its_text_says_is_dropped(text: str, link: str) -> None:
    (after,) = SafeFilter().apply([Segment(text, Style(bold=True, link=link))], BLACK)
    assert after.style is not None and after.style.link is None and after.style.bold


def test_the_longest_link_is_kept() -> None:
    link = "https://bao.example/".ljust(LONGEST_LINK, "a")
    line = [Segment(link, Style(link=link))]
    assert SafeFilter().apply(line, BLACK) is line


def test_a_control_segment_is_dropped_whole() -> None:
    line = [Segment("a"), Control.title("PWNED").segment]
    assert [segment.text for segment in SafeFilter().apply(line, BLACK)] == ["a", ""]


def test_the_filter_is_the_last_and_is_there_once() -> None:
    async def run() -> None:
        app: App[None] = App()
        app._filters.append(Monochrome())
        install_filter(app)
        install_filter(app)
        async with app.run_test():
            filters = app.get_line_filters()
            assert all(isinstance(each, LineFilter) for each in filters)
            assert [isinstance(each, SafeFilter) for each in filters].count(True) == 1
            assert isinstance(filters[-1], SafeFilter)

    asyncio.run(run())
