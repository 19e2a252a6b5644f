"""Reading all files again, and what is said when that fails."""

from __future__ import annotations

import pytest
from drive import Play, Rehearsal, drive
from samples import SAMPLE

from govtui.index.api import BuilderKilledError
from govtui.store.registry import Registry


@pytest.mark.parametrize(
    ("language", "said", "done"),
    [
        ("vi", "Chưa đọc được hết các tệp", "Đã đọc lại tất cả các tệp."),
        ("en", "Not all files could be read", "All files were read again."),
    ],
)
def test_where_the_process_that_reads_is_killed_it_is_said_and_one_reads_on(
    language: str, said: str, done: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_asked: object, **_options: object) -> None:
        raise BuilderKilledError

    async def scenario(play: Play) -> None:
        before = play.names()
        with monkeypatch.context() as patch:
            patch.setattr(play.app.library, "refreshed", ended)
            await play.press("R")
            await play.until(lambda: said in play.text(), "it is not said")
            assert done not in play.text()
            await play.silence()
            assert play.names() == before
        await play.press("down", "R")
        await play.until(lambda: done in play.text(), "it is not said that all is read")
        assert play.list.key != ""

    drive(scenario, Rehearsal(Registry(SAMPLE), language))
