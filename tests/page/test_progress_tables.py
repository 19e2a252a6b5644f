"""Progress as a table: numbers under heads, frameworks side by side, sums marked as computed, what does not add up said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from hypothesis import example, given, settings
from hypothesis import strategies as st
from small import RECORDS, registry, shipped_index, table, toml, write

from govtui.i18n.formats import number, percent
from govtui.i18n.labels import label
from govtui.i18n.translator import LANGUAGES, Translator, load
from govtui.index.api import Index
from govtui.index.cache import build
from govtui.interchange.markdown import markdown
from govtui.model.progress import STATUSES, ProgressRow, ProgressTable
from govtui.model.record import Declaration
from govtui.page.compose import compose
from govtui.page.layout import Line, lay_out, line_of
from govtui.page.linear import linear
from govtui.page.outline import outline
from govtui.page.page import DISCREPANCY_LINK, PAGE_LINK, Page, Role, Span, Table, link_target
from govtui.page.parallel import parallel
from govtui.page.progress_tables import HEADS
from govtui.store.registry import Registry
from govtui.text.width import width

PLAN = "asean-poa-civil-service-2022"
SHIPPED = Registry(RECORDS)
INDEX = shipped_index()
both_languages = pytest.mark.parametrize("language", LANGUAGES)


def shipped(language: str) -> Page:
    return compose(SHIPPED.entry(f"declarations/{PLAN}.toml"), PLAN, context_of(SHIPPED, INDEX, language))


def progress(page: Page, cells: int) -> list[Line]:
    return [line for line in lay_out(page, cells) if line.section == "progress"]


def first_table(page: Page, cells: int) -> list[str]:
    """The lines of the first table, from its heads to what its signs mean."""
    texts = [line.text.replace("\u00a0", " ").rstrip() for line in progress(page, cells)]
    start = next(n for n, text in enumerate(texts) if "ACCSM ─" in text)
    return texts[start : next(n for n, text in enumerate(texts) if text.startswith(" ᶜ ")) + 2]


class TestTheShippedPlan:
    def test_eighty_cells_in_vietnamese(self) -> None:
        assert first_table(shipped("vi"), 78) == [
            "           ACCSM ──────────────────            ACCSM+3 ───────────────",
            " Lĩnh vực   nêu  xong  đang  kỳ  sẽ            nêu  xong  đang  kỳ  sẽ",
            " 1            4     1     ·   ·   3             12     2     ·   ·  10",
            " 2         ≠ 18     5     ·   ·  10  thiếu 3     8     3     ·   ·   5",
            " 3           25     7     1   3  14             23     5     1   3  14",
            " 4           24     6     1   4  13             21     4     ·   3  14",
            " 5            2     1     ·   ·   1              0     ·     ·   ·   ·",
            " chưa rõ      2     ·     ·   ·   2              7     2     ·   ·   5",
            " Cộng ᶜ      75    20     2   7  43  thiếu 3    71    16     1   6  48",
            " ᶜ số do chương trình cộng, nguồn không nêu",
            " xong: đã hoàn thành · sẽ: đã lên kế hoạch",
        ]

    def test_eighty_cells_in_english(self) -> None:
        assert first_table(shipped("en"), 76)[:5] == [
            "       ACCSM ────────────────────           ACCSM+3 ──────────────────",
            " Area  stated done now recur plan           stated done now recur plan",
            " 1          4    1   ·     ·    3               12    2   ·     ·   10",
            " 2       ≠ 18    5   ·     ·   10  3 short       8    3   ·     ·    5",
            " 3         25    7   1     3   14               23    5   1     3   14",
        ]

    @both_languages
    @pytest.mark.parametrize("cells", [36, 44, 60, 80, 140])
    def test_every_number_stands_under_its_head_at_every_width(self, language: str, cells: int) -> None:
        record = SHIPPED.entry(f"declarations/{PLAN}.toml").record
        assert isinstance(record, Declaration)
        assert_numbers_stand_in_place(record.progress[0], "progress.1", shipped(language), cells, load(language))

    @both_languages
    def test_frameworks_stand_side_by_side_where_there_is_room_else_one_below_the_other(self, language: str) -> None:
        def beside(cells: int) -> bool:
            return any(
                "ACCSM ─" in one.text and "ACCSM+3 ─" in one.text for one in progress(shipped(language), cells)[:9]
            )

        assert beside(76) and beside(140) and not beside(48)
        narrow = [line.text for line in progress(shipped(language), 48)]
        heads = [n for n, text in enumerate(narrow) if "─" in text and "ACCSM" in text]
        assert heads[1] - heads[0] == 9, "each has its heads, six areas and the sum"

    @both_languages
    def test_only_the_row_that_does_not_add_up_is_marked_and_leads_to_what_sources_say(self, language: str) -> None:
        lines = progress(shipped(language), 78)
        marked = [(line, span) for line in lines for span in line.spans if span.role is Role.DISCREPANCY]
        assert [span.text.strip() for _, span in marked] == ["≠ 18", {"vi": "thiếu 3", "en": "3 short"}[language]]
        assert marked[0][1].link == f"{DISCREPANCY_LINK}progress.1.rows.3"
        line = marked[0][0]
        assert line.fields == ("progress.1.rows.3", "progress.1.rows.4")
        assert line.field_of(marked[0][1].link) == "progress.1.rows.3"
        assert line.field_of(f"{DISCREPANCY_LINK}progress.1.rows.4.percent.planned") == "progress.1.rows.4"

    @both_languages
    def test_the_outline_counts_it_once(self, language: str) -> None:
        assert [item.differing for item in outline(shipped(language)) if item.name == "progress"] == [1]

    @both_languages
    def test_each_area_has_its_name_and_its_place_in_the_source_and_leads_to_the_text_that_has_it(
        self, language: str
    ) -> None:
        declaration = SHIPPED.entry("declarations/asean-declaration-civil-service-2021.toml").record
        assert isinstance(declaration, Declaration)
        page = shipped(language)
        [first, _] = [block for block in blocks(page) if isinstance(block, Table)]
        named = {one.lead: re.sub("[¹²³⁴⁵]", "¹", text(one.spans)).replace("\u00a0", " ") for one in first.legend}
        for area in declaration.areas:
            assert named[area.key].startswith(area.name[language])
        lines = {"vi": "¹ dòng 37–39", "en": "¹ lines 37–39"}[language]
        assert named["1"].endswith(lines)
        one, other = {"vi": ("¹ dòng 53–55", "¹ dòng 53"), "en": ("¹ lines 53–55", "¹ line 53")}[language]
        assert named["5"].endswith(f" · ACCSM {one} · ACCSM+3 {other}"), "they stand apart"
        assert [link_target(row.cells[0][0].link) for row in first.rows[:5]] == [
            (declaration.id, f"areas.{area.key}") for area in declaration.areas
        ]

    @both_languages
    def test_the_names_of_areas_stand_beside_the_table_where_there_is_room(self, language: str) -> None:
        name = {"vi": "Lãnh đạo công vụ", "en": "Responsive and transformative"}[language]
        texts = [line.text for line in progress(shipped(language), 140)]
        assert any("ACCSM ─" in text and name in text for text in texts)

    @both_languages
    def test_a_field_is_found_on_the_line_that_its_table_shares_with_others(self, language: str) -> None:
        lines = lay_out(shipped(language), 78)
        for row in (3, 4):
            found = line_of(lines, f"progress.1.rows.{row}")
            assert found is not None and lines[found].text.startswith(" 2 ")

    @both_languages
    def test_exports_have_it_as_a_table_with_full_heads(self, language: str) -> None:
        text, tr = markdown(shipped(language)), load(language)
        rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line[:1] == "|"]
        completed = label("progress.status", "completed", tr)
        assert rows[0][:3] == [*rows[0][:1], f"ACCSM: {HEAD(tr, 'stated')}", f"ACCSM: {completed}"]
        assert rows[1] == ["---", *["---:"] * 5, "---", *["---:"] * 5]
        assert rows[3] == [
            "2",
            "≠ 18",
            "5",
            "·",
            "·",
            "10",
            {"vi": "thiếu 3", "en": "3 short"}[language],
            "8",
            "3",
            "·",
            "·",
            "5",
        ]

    @both_languages
    def test_it_is_heard_row_by_row_without_what_is_silent(self, language: str) -> None:
        heard = linear(shipped(language), load(language), lambda link: False).lines
        assert {
            "vi": "- Lĩnh vực 5 · ACCSM+3 · nêu 0",
            "en": "- Area 5 · ACCSM+3 · stated 0",
        }[language] in heard
        assert not any("·" in line.removeprefix("- ").split(" · ") for line in heard if line.startswith("- "))

    @both_languages
    def test_in_two_languages_it_stands_once_and_names_of_areas_in_both(self, language: str) -> None:
        entry = SHIPPED.entry(f"declarations/{PLAN}.toml")
        lines = progress(parallel(entry, PLAN, context_of(SHIPPED, INDEX, language), ("vi", "en")), 140)
        assert sum("ACCSM ─" in line.text for line in lines) == 2, "two tables, each once"
        assert any("Lãnh đạo công vụ" in line.text and "Responsive" in line.text for line in lines)


def HEAD(tr: Translator, column: str) -> str:  # noqa: N802
    return tr.pgettext("progress.head", HEADS[column])


def blocks(page: Page) -> list[Any]:
    return [block for section in page.sections if section.name == "progress" for block in section.blocks]


# what a table says, whatever is in it


def made(root: Path, tables: Sequence[dict[str, Any]], language: str = "en", **fields: Any) -> Page:
    areas = [{"key": key, "name": {"vi": f"Tên {key}", "en": f"Name {key}"}} for key in ("1", "2")]
    measures = [{"key": "m1", "text": {"vi": "Việc", "en": "Work"}}]
    tables = [{"source": "s", **one} for one in tables]
    plan = table("plan", "declaration", **{"areas": areas, "measures": measures, **fields}, progress=tables)
    files = registry(root, plan, table("o1"), table("o2"), *(table(id, "source") for id in "st"))
    entry = files.entry("declarations/plan.toml")
    assert entry.record is not None, entry.problems
    return compose(entry, "plan", context_of(files, build(files), language))


def texts(page: Page, cells: int = 100) -> list[str]:
    return [line.text.replace("\u00a0", " ").rstrip() for line in progress(page, cells)][1:]


def test_sums_that_no_source_states_and_numbers_that_it_states_are_told_apart(tmp_path: Path) -> None:
    rows = [{"area": "1", "completed": 3, "planned": 4}, {"area": "2", "stated": 9, "completed": 4, "planned": 5}]
    assert texts(made(tmp_path, [{"rows": rows}]), 60)[1:6] == [
        " Area   stated   done  plan",
        " 1           7ᶜ     3     4",
        " 2           9      4     5",
        " Sum ᶜ      16      7     9",
        " ᶜ added up by the program, not stated by the source",
    ]


def test_one_part_alone_is_no_sum(tmp_path: Path) -> None:
    shown = texts(made(tmp_path, [{"rows": [{"area": "1", "planned": 4}]}]), 44)
    assert shown[1:3] == [" Area  plan", " 1        4"] and not any("ᶜ" in line for line in shown)


def test_totals_that_the_source_states_stand_above_the_sums(tmp_path: Path) -> None:
    rows = [{"area": "1", "stated": 7, "completed": 3, "planned": 4}, {"area": "2", "stated": 9, "planned": 9}]
    given = {"rows": rows, "stated": {"stated": 17, "completed": 3, "planned": 13, "percent": {"planned": 76.5}}}
    page = made(tmp_path, [given])
    shown = texts(page)
    start = shown.index(next(line for line in shown if line.startswith(" Total")))
    assert shown[start : start + 4] == [
        " Total    ≠ 17     3     13  1 short",
        " %                    76.5%",
        "   ≠ The total of “Stated” is stated as 17, but the rows add up to 16.",
        " Sum ᶜ      16     3     13",
    ]
    links = [span.link for line in progress(page, 80) for span in line.spans if span.link.startswith(DISCREPANCY_LINK)]
    assert links == [f"{DISCREPANCY_LINK}progress.1.stated", f"{DISCREPANCY_LINK}progress.1.stated.stated"]


def test_totals_of_several_frameworks_are_a_table_below(tmp_path: Path) -> None:
    rows = [{"area": "1", "under": id, "stated": 7, "planned": 7} for id in ("o1", "o2")]
    shown = texts(made(tmp_path, [{"rows": rows, "stated": {"stated": 14}}]), 60)
    assert [line for line in shown if line.startswith((" Total", " Sum"))] == [
        " Total      14     ·",
        " Sum ᶜ      14    14",
    ]


def test_percentages_stand_below_their_numbers_and_what_is_off_is_marked_and_said(tmp_path: Path) -> None:
    row = {
        "area": "1",
        "stated": 10,
        "completed": 3,
        "planned": 7,
        "percent": {"completed": 30, "planned": 75, "own": 5},
    }
    shown = texts(made(tmp_path, [{"rows": [row]}]), 44)
    assert shown[1:6] == [
        " Area  stated  done   plan  “own”",
        " 1         10     3      7      ·",
        " %              30%  ≠ 75%     5%",
        "   ≠ 75% is given for “planned”, but the",
        "     figures make 70%.",
    ]


def test_rows_by_measure_are_named_by_its_key_and_its_words(tmp_path: Path) -> None:
    rows = [{"item": "m1", "planned": 3, "ongoing": 2}, {"area": "1", "item": "m1", "planned": 1}]
    page = made(tmp_path, [{"rows": rows}])
    [first] = [block for block in blocks(page) if isinstance(block, Table)]
    assert [["".join(span.text for span in row.cells[0])] for row in first.rows[:2]] == [["m1"], ["1 · m1"]]
    assert [span.link for span in first.rows[1].cells[0] if span.link] == [
        f"{PAGE_LINK}areas.1",
        f"{PAGE_LINK}measures.m1",
    ]
    assert ["".join(span.text for span in one.spans) for one in first.legend] == ["Work", "Name 1 · Work"]


def test_a_row_of_another_source_says_which(tmp_path: Path) -> None:
    rows = [{"area": "1", "planned": 3, "source": "t", "at": "L4"}, {"area": "2", "planned": 3, "at": "L9"}]
    [first] = [block for block in blocks(made(tmp_path, [{"at": "L9", "rows": rows}])) if isinstance(block, Table)]
    assert [text(one.spans).replace("\u00a0", " ") for one in first.legend] == ["Name 1 ² line 4", "Name 2"]


def test_the_same_cell_told_twice_stands_twice(tmp_path: Path) -> None:
    shown = texts(made(tmp_path, [{"rows": [{"area": "1", "planned": 3}, {"area": "1", "planned": 4}]}]), 44)
    assert shown[2:5] == [" 1         3", " 1         4", " Sum ᶜ     7"]


def test_a_muted_discrepancy_is_still_said_but_not_marked(tmp_path: Path) -> None:
    rows = [{"area": "1", "stated": 5, "planned": 3}]
    page = made(tmp_path, [{"rows": rows}], checked=[{"code": "sum_differs"}])
    assert texts(page, 44)[2] == " 1          5     3  2 short"
    assert not any(span.role is Role.DISCREPANCY for line in progress(page, 44) for span in line.spans)


def test_what_exceeds_is_said_as_well(tmp_path: Path) -> None:
    assert texts(made(tmp_path, [{"rows": [{"stated": 5, "planned": 8}]}]), 44)[2] == "      ≠ 5     8  3 over"


@both_languages
def test_every_status_has_a_head_of_its_own(language: str) -> None:
    heads = [HEAD(load(language), status) for status in ("stated", *STATUSES)]
    assert (
        set(HEADS) == {"stated", *STATUSES} and len(set(heads)) == len(heads) and all(width(one) <= 9 for one in heads)
    )


_HELD: dict[str, tuple[Path, Registry, Index]] = {}


def drawn(tmp_path_factory: pytest.TempPathFactory, rows: Sequence[dict[str, Any]], language: str) -> Page:
    """The page of a plan with these rows, in a registry whose index is made once: it knows of no problem of the plan."""
    areas = [{"key": key, "name": {"vi": f"Tên {key}", "en": f"Name {key}"}} for key in ("1", "2")]
    if not _HELD:
        root = tmp_path_factory.mktemp("plan")
        files = registry(root, table("plan", "declaration"), table("o1"), table("o2"), table("s", "source"))
        _HELD["plan"] = root, files, build(files)
    root, files, index = _HELD["plan"]
    measures = [{"key": "m1", "text": {"vi": "Việc", "en": "Work"}}]
    plan = toml("plan", "declaration", areas=areas, measures=measures, progress=[{"source": "s", "rows": rows}])
    write(root, "declarations/plan.toml", plan)
    return compose(files.entry("declarations/plan.toml"), "plan", context_of(files, index, language))


NUMBERS = st.one_of(st.none(), st.integers(0, 12), st.sampled_from([1234, 10**9]))
ROWS = st.fixed_dictionaries(
    {
        "area": st.sampled_from([None, "1", "2", "none", "lost"]),
        "under": st.sampled_from([None, "o1", "o2"]),
        "item": st.sampled_from([None, None, "m1"]),
        "stated": NUMBERS,
        **dict.fromkeys(STATUSES, NUMBERS),
        "percent": st.dictionaries(st.sampled_from(["completed", "planned"]), st.integers(0, 100), max_size=2),
    }
)


@settings(deadline=None, max_examples=60)
@given(st.lists(ROWS, min_size=1, max_size=6), st.integers(20, 200), st.sampled_from([*LANGUAGES]))
@example([{"area": "1", "under": None, "stated": 0}], 20, "vi")
def test_every_number_stands_in_its_row_and_column_and_sums_are_sums(
    tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, Any]], cells: int, language: str
) -> None:
    given = [{name: value for name, value in row.items() if value not in (None, {})} for row in rows]
    page = drawn(tmp_path_factory, given, language)
    assert all(width(line.text) <= cells for line in lay_out(page, cells))
    tr, told = load(language), ProgressTable.model_validate({"rows": given})
    for block in blocks(page):
        if isinstance(block, Table):
            assert_sums_are_sums(block, tr)
    assert_numbers_stand_in_place(told, "progress.1", page, cells, tr)
    assert markdown(page) and linear(page, tr, bool).lines


def assert_sums_are_sums(block: Table, tr: Translator) -> None:
    """The computed row of a table has below each head what stands above it."""
    name = f"{tr.pgettext('progress', 'Sum')} ᶜ"
    for total in block.rows:
        if text(total.cells[0]) != name:
            continue
        for place in block.numbers:
            above = [text(row.cells[place]) for row in block.rows if row is not total and row.silent]
            values = [int(re.sub(r"\D", "", one)) for one in above if one]
            assert text(total.cells[place]) == (number(sum(values), tr) if values else "")


def text(spans: Sequence[Span]) -> str:
    return "".join(span.text for span in spans)


def assert_numbers_stand_in_place(told: ProgressTable, path: str, page: Page, cells: int, tr: Translator) -> None:
    """Each number of a row stands flush right under the head of its column, or in words where there are no columns."""
    lines = progress(page, cells)
    for position, row in enumerate(told.rows, 1):
        if row.item and row.stated is None and not row.parts and not row.percent:
            continue
        field = f"{path}.rows.{position}"
        drawn = [(n, line) for n, line in enumerate(lines) if field in (line.fields or (line.field,))]
        assert drawn or not (row.parts or row.percent or row.stated is not None), field
        if not drawn:
            continue
        ends = list(_ends_of_heads(lines, drawn[0][0], path, tr))
        for status, value in (("stated", row.stated), *row.parts):
            if value is None:
                continue
            words = number(value, tr)
            if not ends:  # in words
                assert words in "".join("".join(line.text.split()) for _, line in drawn)
                continue
            head = HEAD(tr, status)
            places = [end for name, end in ends if name == head]
            assert any(
                re.search(rf"(?:^|[ ≠]){re.escape(words)}\Z", line.text[:end].rstrip())
                and line.text[end - 1 : end] in (words[-1], " ")
                for _, line in drawn
                for end in places
            ), (field, status)
        for share in row.percent.values():
            said = "".join(line.text for _, line in drawn)
            assert "".join(percent(share, tr).split()) in "".join(said.split())


def _ends_of_heads(lines: Sequence[Line], at: int, path: str, tr: Translator) -> Iterator[tuple[str, int]]:
    """The heads above a line, each with the cell behind its last letter."""
    heads = {HEAD(tr, column) for column in HEADS} | {tr.pgettext("progress.head", "sum")}
    for line in reversed(lines[:at]):
        words = [(found[0], found.end()) for found in re.finditer(r"\S+", line.text)]
        if line.field == path and not line.text.startswith(" •") and any(word in heads for word, _ in words):
            yield from words
            return


def test_rows_of_nothing_but_a_measure_are_in_no_table_of_numbers(tmp_path: Path) -> None:
    page = made(tmp_path, [{"rows": [{"item": "m1", "status": "limited"}]}])
    assert not any(isinstance(block, Table) for block in blocks(page))
    assert ProgressRow(item="m1").parts == ()
