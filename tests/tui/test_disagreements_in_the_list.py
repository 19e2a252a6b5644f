"""n and N in the list: to the next and the previous record on which sources disagree, in the list's own order."""

from __future__ import annotations

from drive import WIDE, Play, Rehearsal, drive
from small import RECORDS

from govtui.index.api import View
from govtui.store.registry import Registry


def test_n_and_capital_n_go_along_the_disagreements_of_the_list_and_say_where_there_are_no_more() -> None:
    app = Rehearsal(Registry(RECORDS), "en")

    async def there_and_back(play: Play) -> list[str]:
        index = play.app.index
        assert index is not None
        found = index.result(View(text="has:discrepancy"))
        disputed = {*found.keys(0, found.total)}
        rows = play.list.rows
        wanted = [key for key in rows.keys(0, rows.total) if key in disputed]
        await play.press("g")
        seen = [play.list.key] if play.list.key in disputed else []
        while len(seen) < len(wanted):
            await play.press("n")
            seen.append(play.list.key)
        assert seen == wanted
        await play.press("n")
        await play.toast()
        assert play.list.key == wanted[-1] and "No later record" in play.text("Toast")
        await play.silence()
        for key in wanted[-2::-1]:
            await play.press("N")
            assert play.list.key == key
        await play.press("N")
        await play.toast()
        assert play.list.key == wanted[0] and "No earlier record" in play.text("Toast")
        await play.silence()
        return wanted

    async def scenario(play: Play) -> None:
        by_name = await there_and_back(play)
        await play.press("s")
        by_date = await there_and_back(play)
        assert sorted(by_name) == sorted(by_date) != by_name == by_name and by_name != by_date
        await play.press("S")
        await there_and_back(play)
        await play.press("S", "s", "s", "s", "s", "4")
        assert 0 < len(await there_and_back(play)) < len(by_name)
        # only what is marked
        await play.press("1", "g", "n", "space", "n", "n", "space", "g", "M")
        assert play.list.total == 2
        assert len(await there_and_back(play)) == 2
        await play.press("M", "backslash")
        await play.silence()
        # a list without any
        await play.press("slash")
        await play.type("kind:source")
        await play.press("enter", "n")
        await play.toast()
        assert "No later record" in play.text("Toast")
        await play.silence()
        # from home into the list
        await play.press("escape", "g", "o", "n")
        assert play.list.has_focus and play.list.cursor > 0
        # from an answer to the first record below it
        await play.press("slash")
        await play.type("area 2 accsm")
        await play.press("enter", "g")
        assert play.list.fact is not None
        await play.press("n")
        assert play.list.fact is None and play.list.key == "asean-poa-civil-service-2022"
        await play.press("escape")
        # in the reader the keys are the reader's
        await play.press("g", "enter")
        before = play.list.cursor
        await play.press("n", "N")
        assert play.list.cursor == before and play.browse.is_reading

    drive(scenario, app, WIDE)
