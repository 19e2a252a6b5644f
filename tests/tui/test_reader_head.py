"""The head over the reader: what is read, and at how many places its sources differ."""

from __future__ import annotations

from drive import WIDE, Play, Rehearsal, drive
from samples import SAMPLE

from govtui.store.registry import Registry
from govtui.tui.browse.reader_pane import ReaderHead
from govtui.tui.views.sources import SourcesScreen


def test_a_click_on_where_sources_differ_compares_them() -> None:
    async def click(play: Play) -> None:
        play.browse.go_to("accsm-21")
        await play.settle()
        head = play.browse.query_one(ReaderHead)
        said = "".join(piece.text for piece in head.left())
        assert said.endswith("  ≠ 1")
        x, y = play.find("≠ 1", head.region.y)
        await play.click_at(x, y)
        assert isinstance(play.app.screen, SourcesScreen)

    drive(click, Rehearsal(Registry(SAMPLE), "vi"), WIDE)
