"""Merging measures and their statuses: two people report on one plan, and no row, status, partner or comment is lost."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from edit_pairs import due, edit_pairs, words
from hypothesis import given, settings
from hypothesis import strategies as st
from seeds import rounds

from govtui.edit.merge import merged
from govtui.edit.plain_data import plain
from govtui.store.toml_units import comments

PAIRS = rounds(250, 4000)

HEAD = """\
schema = 2
kind = "declaration"
id = "plan"
type = "action_plan"
status = "in_progress"
"""

INLINE = f"""\
{HEAD}# Cam kết và mốc
measures = [
  # Ngân sách
  {{ key = "c1", text = {{ vi = "Công khai ngân sách", en = "Publish the budget" }}, lead = "mof", partners = ["ngo", "moha"], date = "2023-01/2025-12" }},
  {{ key = "c1-m1", within = "c1", text = {{ vi = "Mở cổng dữ liệu", en = "Open the portal" }}, date = "../2023-12" }},  # mốc đầu
  {{ key = "c2", text = {{ vi = "Lấy ý kiến", en = "Consult" }}, lead = "moj" }},
]

[[progress]]
as_of = "2023-12"
source = "review"
rows = [
  {{ item = "c1", status = "limited", at = "L2-L3" }},
  {{ item = "c1-m1", status = "substantial", at = "L4" }},  # sau khi khai trương
  {{ area = "1", stated = 12, completed = 7, ongoing = 5 }},
]

[[progress]]
as_of = "2024-06"
source = "review"
rows = [
  {{ item = "c1", status = "substantial", at = "L10" }},
  {{ item = "c2", status = "not_started", at = "L13" }},
]
"""

TABLES = f"""\
{HEAD}
[[measures]]
key = "c1"  # Ngân sách
lead = "mof"
partners = ["ngo", "moha"]
date = "2023-01/2025-12"
text = {{ vi = "Công khai ngân sách", en = "Publish the budget" }}

# mốc đầu
[[measures]]
key = "c1-m1"
within = "c1"
text = {{ vi = "Mở cổng dữ liệu", en = "Open the portal" }}

[[progress]]
as_of = "2023-12"
source = "review"

[[progress.rows]]
item = "c1"
status = "limited"  # còn ít
at = "L2-L3"

# theo đoàn đánh giá
[[progress.rows]]
item = "c1-m1"
status = "substantial"

[[progress]]
as_of = "2024-06"
source = "review"

[[progress.rows]]
item = "c1"
status = "completed"
"""


@pytest.mark.parametrize("text", [INLINE, TABLES], ids=["inline", "tables"])
def test_of_random_edits_of_a_plan_no_word_and_no_comment_is_lost(text: str) -> None:
    for pair in edit_pairs(PAIRS, 16, [text]):
        merge = merged(pair.base, pair.mine, pair.theirs)
        assert plain(merge.text) is not None
        shown = "\n".join(str(value) for clash in merge.clashes for value in (clash.mine, clash.theirs))
        three = [words(one) for one in (pair.base, pair.mine, pair.theirs)]
        assert not due(*three) - words(merge.text) - words(shown), pair
        noted = [Counter(comments(one)) for one in (pair.base, pair.mine, pair.theirs)]
        lost = [one for one in due(*noted) - Counter(comments(merge.text)) if words(one) - words(shown)]
        assert not lost, pair


Rows = dict[str, str]
"""Status by measure, in order of file."""
Plan = dict[str, Rows]
"""Rows by day."""

ITEMS, STATUSES, DAYS = (
    "abcdef",
    ("not_started", "limited", "substantial", "completed"),
    ("2023-12", "2024-06", "2024-12"),
)


@st.composite
def reported(draw: st.DrawFn, base: Plan) -> Plan:
    """The plan after a report: statuses changed, rows out and in, a day more."""
    out: Plan = {}
    for day, rows in base.items():
        kept = {item: status for item, status in rows.items() if draw(st.integers(0, 5))}
        kept = {item: draw(st.sampled_from((status, status, *STATUSES))) for item, status in kept.items()}
        out[day] = kept | draw(st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(STATUSES), max_size=2))
    for day in draw(st.lists(st.sampled_from(DAYS), max_size=1)):
        out.setdefault(
            day, draw(st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(STATUSES), min_size=1, max_size=3))
        )
    return out


@st.composite
def reports(draw: st.DrawFn) -> tuple[Plan, Plan, Plan]:
    rows = st.dictionaries(st.sampled_from(ITEMS), st.sampled_from(STATUSES), max_size=5)
    base: Plan = draw(st.dictionaries(st.sampled_from(DAYS), rows, max_size=3))
    return base, draw(reported(base)), draw(reported(base))


def written(plan: Plan, inline: bool) -> str:
    out = [HEAD]
    for day, rows in plan.items():
        out.append(f'\n[[progress]]\nas_of = "{day}"\nsource = "review"\n')
        if inline:
            cells = "".join(f'  {{ item = "{item}", status = "{status}" }},\n' for item, status in rows.items())
            out.append(f"rows = [\n{cells}]\n")
        else:
            out += [f'\n[[progress.rows]]\nitem = "{item}"\nstatus = "{status}"\n' for item, status in rows.items()]
    return "".join(out)


@settings(max_examples=rounds(100, 3000), deadline=None)
@given(reports(), st.booleans())
def test_each_status_that_one_changed_is_there_and_both_are_shown_where_both_did(
    three: tuple[Plan, Plan, Plan], inline: bool
) -> None:
    base, mine, theirs = three
    merge = merged(*(written(plan, inline) for plan in three))
    data = plain(merge.text)
    assert data is not None
    tables: Any = data.get("progress", [])
    days = [table["as_of"] for table in tables]
    assert len(days) == len(set(days))
    found = {(table["as_of"], row["item"]): row["status"] for table in tables for row in table.get("rows", [])}
    assert len(found) == sum(len(table.get("rows", [])) for table in tables), "no measure stands twice in a table"
    a, b, c = ({(day, item): status for day, rows in plan.items() for item, status in rows.items()} for plan in three)
    clashing = " ".join(f"{clash.path} {clash.mine} {clash.theirs}" for clash in merge.clashes)
    for cell in {*a, *b, *c}:
        was, one, other = a.get(cell), b.get(cell), c.get(cell)
        if one == other or other == was:
            wanted = one
        elif one == was:
            wanted = other
        else:
            assert merge.clashes and all(each is None or each in clashing for each in (one, other)), cell
            continue
        assert found.get(cell) == wanted or merge.clashes, cell
        if wanted is not None and found.get(cell) != wanted:
            assert wanted in clashing, cell
