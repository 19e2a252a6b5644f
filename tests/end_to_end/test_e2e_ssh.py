"""The same over a real OpenSSH server: the languages of people whose locale the server has not got, and lost connections."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from govtui.i18n.translator import Translator

if TYPE_CHECKING:
    from conftest import Browser, Program


@pytest.mark.parametrize(
    ("lang", "cols", "rows"),
    [("C", 80, 24), ("vi_VN.UTF-8", 140, 40)],
    ids=["no locale", "a locale the server has not got"],
)
def test_records_are_browsed_in_vietnamese_and_english(
    log_in: Callable[..., Browser], core_scenario: Callable[[Browser], None], lang: str, cols: int, rows: int
) -> None:
    with log_in(lang, cols=cols, rows=rows) as browser:
        core_scenario(browser)
        assert browser.left() == 0


def test_the_language_of_the_client_is_followed(log_in: Callable[..., Browser], en: Translator) -> None:
    with log_in("en_GB.UTF-8") as browser:
        browser.wait_for(f"▌{en.pgettext('pane', 'Home')} ")


def test_without_a_terminal_on_the_other_side_there_is_the_overview_and_a_sentence(
    log_in: Callable[..., Browser], vi: Translator
) -> None:
    with log_in("vi_VN.UTF-8", cols=140, rows=100, tty=False) as browser:
        assert browser.wait_exit() == 0
        assert f"{vi.gettext('Records')} ───" in browser.text()
        assert vi.gettext("Browsing needs a terminal; this is the overview.") in browser.text()
        assert b"\x1b" not in browser.raw


def test_a_connection_that_is_lost_leaves_no_process_behind(log_in: Callable[..., Browser], program: Program) -> None:
    with log_in("C") as browser:
        browser.started()
        assert program.processes()
        browser.signal(signal.SIGKILL)
        program.wait_until_gone()
