"""A visit without a key: what a terminal sends of its mouse (SGR), through a pty. About three seconds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from govtui.i18n.labels import label
from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from conftest import Browser, Program

LEFT, MOVED, UP, DOWN = 0, 32, 64, 65


def mouse(browser: Browser, code: int, x: int, y: int, *, down: bool = True) -> None:
    """Tell the program of the mouse at a cell."""
    browser.send(f"\x1b[<{code};{x + 1};{y + 1}{'M' if down else 'm'}")


def click(browser: Browser, x: int, y: int) -> None:
    """The button goes down and up, in two packets that come at once."""
    mouse(browser, LEFT, x, y)
    mouse(browser, LEFT, x, y, down=False)


def click_on(browser: Browser, text: str, *, into: int = 1) -> None:
    x, y = browser.find(text)
    click(browser, x + into, y)


def test_a_registry_is_read_with_the_mouse_alone(program: Program, records: Path, vi: Translator) -> None:
    with program.open(records, cols=110, rows=30) as browser:
        browser.started()
        # a record: a click goes to it, one more reads it
        name = browser.row(7).strip().split("│")[0].strip(" …")
        click_on(browser, name, into=6)
        browser.wait_for_mark(name)
        click_on(browser, name, into=6)
        browser.wait_for(lambda: name not in browser.marked())
        browser.settle(0.1)
        # the help: its key in the last line, its end by the wheel, and away by a click beside it
        click_on(browser, vi.pgettext("footer", "Keys"))
        browser.wait_for(vi.gettext("What do you want to do?"))
        for _ in range(60):
            mouse(browser, DOWN, 50, 10)
        browser.wait_for(vi.gettext("Mouse"))
        click(browser, 0, 5)
        browser.wait_gone(vi.gettext("What do you want to do?"))
        # a kind, by its tab
        events = label("kinds", "event", vi)
        click_on(browser, events)
        total = browser.row(1).partition(events)[2].split()[0]
        browser.wait_for(f"/{total} ")
        browser.settle(0.1)
        # the list: the wheel, and its scroll bar
        bar = browser.row(3).index("│") - 1
        first = browser.row(3)[:bar]
        mouse(browser, DOWN, 5, 8)
        browser.wait_for(lambda: browser.row(3)[:bar] != first)
        mouse(browser, UP, 5, 8)
        browser.wait_for(lambda: browser.row(3)[:bar] == first)
        mouse(browser, LEFT, bar, 3)
        browser.settle(0.2)  # as long as a hand takes
        for y in range(4, 28):
            mouse(browser, LEFT + MOVED, bar, y)
        mouse(browser, LEFT, bar, 28, down=False)
        browser.wait_for(lambda: browser.row(3)[:bar] != first)
        browser.settle(0.2)  # the bar lets go of the mouse in a turn of its own
        # and out
        click_on(browser, f"q {vi.pgettext('footer', 'Back')}")
        browser.wait_for(f"q {vi.pgettext('footer', 'Quit')}")
        click_on(browser, f"q {vi.pgettext('footer', 'Quit')}")
        assert browser.wait_exit() == 0


def test_clicks_while_the_program_starts_do_no_harm(program: Program, records: Path) -> None:
    with program.open(records, cols=110, rows=30) as browser:
        browser.wait_for(lambda: bool(browser.row(browser.rows - 1)))
        for _ in range(20):
            for x, y in ((5, 5), (60, 10), (4, 1)):
                click(browser, x, y)
        browser.settle(0.3)
        assert not browser.at_end
        assert browser.left() == 0
