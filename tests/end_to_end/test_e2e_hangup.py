"""A terminal that goes away takes the program with it. (Lost connections: test_e2e_ssh.py.)"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Program


@pytest.mark.parametrize("key", ["/", ":"], ids=["while searching", "in the palette"])
def test_a_window_that_is_closed_leaves_no_process_behind(program: Program, records: Path, key: str) -> None:
    with program.open(records) as browser:
        browser.started()
        browser.send(key)
        browser.settle(0.1)
        assert browser.pid in program.processes()
        browser.hang_up()
        assert browser.wait_exit() == 129
        program.wait_until_gone()
