"""Vietnamese as a Telex input method with fake backspaces sends it: as text in a field, as keys outside of one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from telex_hand import telex_bytes

from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from conftest import Browser, Program

ESC, BACKSPACE = "\x1b", "\x7f"
RENEWAL = "Cục Kế hoạch Đổi mới Chính phủ"


@pytest.fixture
def browser(program: Program, records: Path) -> Iterator[Browser]:
    with program.open(records) as opened:
        opened.started()
        yield opened


def single_bytes(packets: list[bytes]) -> list[bytes]:
    return [bytes([byte]) for packet in packets for byte in packet]


TIMINGS: dict[str, tuple[Callable[[list[bytes]], list[bytes]], float]] = {
    "all at once": (lambda packets: [b"".join(packets)], 0.0),
    "a packet a keystroke, without a pause": (list, 0.0),
    "byte after byte": (single_bytes, 0.001),
    "byte after byte, slowly": (single_bytes, 0.01),
    "as one types": (list, 0.12),
}


def test_what_is_typed_into_search_field_and_palette_arrives_and_filters_whatever_the_timing(
    browser: Browser, vi: Translator
) -> None:
    everything = browser.still()
    filtered = None
    for name, (cut, pause) in TIMINGS.items():
        browser.press("/", vi.gettext("Name, acronym, place, text…"))
        for packet in cut(telex_bytes("đổi mới")):
            browser.send(packet)
            time.sleep(pause)
        browser.wait_for(" / đổi mới ")
        browser.wait_for(RENEWAL)
        screen = browser.still()
        assert filtered in (None, screen), name
        filtered = screen
        browser.send(ESC)
        browser.wait_gone(" / đổi mới ")
        browser.send(ESC)
        browser.wait_for_snapshot(everything)
    browser.press(":", vi.gettext("What do you want to do?"))
    for packet in telex_bytes("trợ giúp"):
        browser.send(packet)
    browser.wait_for("│ trợ giúp ")
    browser.wait_for_mark(vi.gettext("Help"))


def test_what_is_typed_over_a_line_that_is_there_takes_its_place_whatever_the_timing(
    browser: Browser, vi: Translator
) -> None:
    browser.press("/", vi.gettext("Name, acronym, place, text…"))
    browser.send("asean")
    browser.wait_for(" / asean ")
    browser.send("\r")
    browser.wait_for(" / asean × ")
    filtered = None
    for name, (cut, pause) in TIMINGS.items():
        browser.send("/")
        browser.wait_gone(" / asean × ")
        for packet in cut(telex_bytes("đổi mới")):
            browser.send(packet)
            time.sleep(pause)
        browser.wait_for(" / đổi mới ")
        browser.wait_for(RENEWAL)
        screen = browser.still()
        assert filtered in (None, screen), name
        filtered = screen
        browser.send(ESC)
        browser.wait_for(" / asean × ")


def test_letters_that_telex_composes_act_as_the_keys_that_they_came_from(browser: Browser, vi: Translator) -> None:
    closed = browser.still()
    browser.press("o", f"{vi.gettext('Recently changed')} ───")
    opened = browser.still()
    browser.send("j")
    browser.wait_for(lambda: browser.snapshot() != opened)
    plainly = browser.still()
    browser.press("ko", gone=["───"])
    browser.wait_for_snapshot(closed)
    browser.send("o")
    browser.wait_for_snapshot(opened)
    browser.send(BACKSPACE + "ọ")
    browser.wait_for_snapshot(plainly)
    browser.press("ko", gone=["───"])
    browser.wait_for_snapshot(closed)
    browser.press("o" + BACKSPACE + "ọ", f"{vi.gettext('Recently changed')} ───")  # a slow line: all in one packet
    browser.wait_for_snapshot(plainly)
    browser.press("ko", gone=["───"])
    browser.wait_for_snapshot(closed)

    browser.show_kind("2")
    organizations = browser.still()
    assert organizations != closed
    for back, forward in (("ơ", "ư"), ("[", "]")):
        browser.send(back)
        browser.wait_for_snapshot(closed)
        browser.send(forward)
        browser.wait_for_snapshot(organizations)


def test_o_and_o_which_become_one_letter_still_lead_home_and_back(browser: Browser, vi: Translator) -> None:
    closed = browser.still()
    browser.press("o", f"{vi.gettext('Recently changed')} ───")
    browser.send(BACKSPACE + "ô")
    assert browser.still() == closed


def test_d_typed_twice_through_telex_asks_once_before_it_deletes(browser: Browser, vi: Translator) -> None:
    closed = browser.still()
    browser.press("d", vi.gettext("Delete"))
    asked = browser.still()
    assert asked != closed
    browser.send(BACKSPACE + "đ")
    assert browser.still() == asked
    browser.send(ESC)
    browser.wait_for_snapshot(closed)
    browser.send("d" + BACKSPACE + "đ")  # a slow line: all in one packet
    browser.wait_for_snapshot(asked)
    assert browser.still() == asked
    browser.send(ESC)
    browser.wait_for_snapshot(closed)


def test_whoever_types_with_vni_says_so_in_the_configuration(program: Program, records: Path, vi: Translator) -> None:
    (program.config / "govtui").mkdir(parents=True)
    (program.config / "govtui" / "config.toml").write_text('typing = "vni"\n', encoding="utf-8")
    with program.open(records) as browser:
        browser.started()
        browser.show_kind("5")
        sources = browser.still()
        browser.press("1")
        browser.wait_for(lambda: browser.snapshot() != sources)
        browser.press("u", vi.gettext("There is nothing to undo."))
        browser.send(BACKSPACE + "ụ")
        browser.wait_for_snapshot(sources)


def test_the_key_that_ends_what_was_typed_does_not_overtake_it(browser: Browser, vi: Translator) -> None:
    """Here all comes in one packet, as over a slow line."""
    name = "Sự kiện năm nay của khối ASEAN"
    browser.press("V", vi.gettext("Name of a view…"))
    browser.send(b"".join(telex_bytes(name)) + b"\r")
    browser.wait_for(vi.gettext("Saved: {name}").format(name="Sự kiện"))
    browser.press("V", f"│ {name} ")
    browser.press(ESC, gone=[f"│ {name} "])
    browser.press(":", vi.gettext("What do you want to do?"))
    browser.send("tr")
    browser.wait_for("│ tr ")
    browser.settle(0.1)
    first = browser.marked()
    browser.press(ESC, gone=["│ tr "])
    browser.press(":", vi.gettext("What do you want to do?"))
    browser.send("tr\x1b[B")
    browser.wait_for(lambda: browser.marked() not in ("", first) and "│ tr " in browser.text())
    browser.settle(0.1)
    assert browser.marked() != first
