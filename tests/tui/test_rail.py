"""The rail right of the reader: sections with counts and marks, the one that is read, and clicks that go there."""

from __future__ import annotations

from drive import Play, Rehearsal, drive
from samples import SAMPLE

from govtui.page.outline import OutlineItem, outline
from govtui.page.page import Card, Page, Paragraph, Role, Section, Span, Table, TableRow
from govtui.store.registry import Registry

AT_ODDS = Paragraph((Span("12"),), "Số", field="a", beside=[(Span("≠ ", Role.DISCREPANCY), Span("13"))])
ADDED = Paragraph((Span("Hà Nội"),), "Nơi", field="b", beside=[(Span("+ ", Role.ELSEWHERE), Span("Huế"))])


def page(key: str = "x") -> Page:
    table = Table(["Lĩnh vực", "xong"], [TableRow([(Span("1"),), (Span("≠ 18", Role.DISCREPANCY),)])])
    lines = [Paragraph((Span(f"dòng {n}"),), field=f"f.{n}") for n in range(60)]
    sections = [
        Section("card", "", [Card([AT_ODDS, ADDED, ADDED])]),
        Section("aims", "Mục tiêu", lines, 60),
        Section("progress", "Tiến độ", [table, *lines]),
        Section("note", "", [AT_ODDS]),
        Section("names", "Tên gọi", lines, 4, folded=True),
    ]
    return Page(key, (Span("Tên"),), [], sections)


def test_an_outline_counts_what_is_at_odds_and_what_is_added() -> None:
    assert list(outline(page())) == [
        OutlineItem("", "", differing=1, added=2),
        OutlineItem("aims", "Mục tiêu", 60),
        OutlineItem("progress", "Tiến độ", differing=2),
        OutlineItem("names", "Tên gọi", 4, folded=True),
    ]


def test_the_rail_follows_the_reader_and_leads_in_it() -> None:
    async def scenario(play: Play) -> None:
        def rail() -> list[str]:
            rows = (" ".join(row.strip(" │").split()) for row in play.text("#rail").splitlines())
            return [row for row in rows if row]

        reader = play.reader
        reader.show(page())
        await play.press("tab")
        assert rail() == ["Mục lục", "▸ Tóm tắt ≠1 +2", "Mục tiêu 60", "Tiến độ ≠2", "Tên gọi 4"]
        await play.press("J")
        assert "▸ Mục tiêu 60" in rail()
        await play.press("pagedown", "pagedown")
        assert "▸ Tiến độ ≠2" in rail()
        await play.click("  Mục tiêu", into=2)
        assert "▸ Mục tiêu 60" in rail() and play.text("#reader").startswith(" Mục tiêu 60 ──")
        assert play.app.screen.focused is reader
        await play.click("  Tên gọi", into=2)
        assert "▾ Tên gọi 4" in play.text("#reader") and "▸ Tên gọi 4" in rail()

        reader.show(Page("y", (Span("Tên"),), [], [Section("one", "Một mục", [AT_ODDS])]))
        await play.settle()
        assert rail() == ["Mục lục"]
        await play.press("f")
        assert "Mục lục" not in play.text()
        await play.press("f")
        assert "Mục lục" in play.text()
        await play.resize(120, 40)
        assert "Mục lục" not in play.text()

    drive(scenario, Rehearsal(Registry(SAMPLE)), (140, 40))
