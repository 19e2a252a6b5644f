"""A record with errors can be mended one by one, and edited elsewhere; what is wrong already blocks nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from editable import RECORD, A
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import write

from govtui.edit.operations import Editing
from govtui.edit.proposal import EditRefused
from govtui.store.field_edits import MISSING, Change

Anew = Callable[[], Editing]

FAULTS = {
    "wrong type": ('status = "unknown"\n', 'status = "unknown"\nsdg = "16"\n', Change("sdg", ["16"])),
    "wrong table": (
        'status = "unknown"\n',
        'status = "unknown"\nplace = "Hà Nội"\n',
        Change("place", {"country": "VN"}),
    ),
    "unknown key": ('status = "unknown"\n', 'status = "unknown"\nstaus = "x"\n', Change("staus", MISSING)),
    "unknown word": ('type = "network"', 'type = "netwrk"', Change("type", "network")),
    "bad date": ('status = "unknown"\n', 'status = "unknown"\nfounded = "2006-13"\n', Change("founded", "2006-12")),
    "wrong item": ('ref = "s"\n', 'ref = "s"\nat = 5\n', Change("sources.s.at", "L5")),
    "schema": ("schema = 2", 'schema = "1"', Change("schema", 2)),
    "no name": ('vi = "Mạng lưới A"', "vi = 3", Change("name.vi", "Mạng lưới A")),
    "no source": ('ref = "s"\n', 'ref = "s"\n\n[[sources]]\nat = "L1"\n', Change("sources.2.ref", "s")),
}
"""What may be wrong with the record: where, how it stands then, and what mends it."""


def planted(names: list[str]) -> str:
    text = RECORD
    for name in sorted(names):
        old, new, _ = FAULTS[name]
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.permutations(sorted(FAULTS)), st.integers(1, 9))
def test_errors_are_mended_one_by_one_in_any_order(editing: Editing, root: Path, names: list[str], count: int) -> None:
    write(root, A, planted(names[:count]))
    change = editing.fields("a", [Change("name.en", "The Network")])
    assert not change.blocked and not change.loses_comments and change.introduced == ()
    for name in names[:count]:
        editing.save(editing.fields("a", [FAULTS[name][2]]))
    assert editing.entry("a").record is not None
    assert [one for one in editing.fields("a", []).problems if one.code != "untranslated"] == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_change_that_brings_an_error_is_blocked_whatever_else_is_wrong(
    editing: Editing, root: Path, name: str
) -> None:
    write(root, A, planted([name]))
    for wrong in (Change("links", "x"), Change("name.ko", 5), Change("dissolved", "2006-13")):
        change = editing.fields("a", [wrong])
        assert change.blocked and change.introduced
        with pytest.raises(EditRefused, match="blocked"):
            editing.save(change)


def test_what_an_unreadable_record_hid_does_not_keep_it_from_being_mended(editing: Editing, root: Path) -> None:
    """Unknown words come to light when the record can be read, but are not of this change."""
    write(root, A, planted(["unknown word", "wrong type"]).replace('status = "unknown"', 'status = "unknwn"'))
    assert [one.code for one in editing.entry("a").problems] == ["wrong_type"]
    change = editing.fields("a", [Change("sdg", ["16"])])
    assert [one.code for one in change.new_problems] == ["unknown_vocabulary_key", "unknown_vocabulary_key"]
    assert not change.blocked
    assert editing.fields("a", [Change("sdg", ["16"]), Change("status", "x")]).blocked, "this one is its own"


def test_of_more_errors_than_are_told_each_can_be_mended(editing: Editing, root: Path) -> None:
    many = "".join(f'[[aka]]\ntext = "A{n}"\ntype = 1\n' for n in range(120))
    write(root, A, RECORD + many)
    change = editing.fields("a", [Change("aka.1.type", "alias")])
    assert [one.code for one in change.problems].count("wrong_type") == 100 and not change.blocked


def test_an_item_put_in_before_others_makes_their_errors_no_new_ones(editing: Editing, root: Path) -> None:
    """Items without a name are called by their number, which is another one then."""
    rows = '[[sources]]\nat = "L1"\n\n[[sources]]\nat = "L2"\nfor = "x"\n'
    write(root, A, f"{RECORD}\n{rows}")
    before = editing.entry("a")
    assert [one.field for one in before.problems] == ["sources.2.ref", "sources.3.ref", "sources.3.for"]
    text = before.text.replace(
        '\n[[sources]]\nat = "L1"', '\n[[sources]]\nref = "s"\nat = "L0"\n\n[[sources]]\nat = "L1"'
    )
    change = editing.text("a", text, before.etag)
    assert [one.field for one in change.problems] == ["sources.3.ref", "sources.4.ref", "sources.4.for"]
    assert change.new_problems == () and not change.blocked
    more = editing.text("a", text + '\n[[sources]]\nat = "L3"\n', before.etag)
    assert [one.field for one in more.new_problems] == ["sources.5.ref"] and more.blocked


def test_a_text_is_mended_step_by_step(editing: Editing, root: Path) -> None:
    """First it becomes TOML, then a record; neither waits for the other."""
    broken = planted(["wrong type", "wrong item"]).replace("[name]", "[name")
    write(root, A, broken)
    editing.save(editing.text("a", broken.replace("[name", "[name]"), editing.entry("a").etag))
    assert [one.code for one in editing.entry("a").problems] == ["wrong_type", "wrong_type"]
    worse = editing.text("a", broken, editing.entry("a").etag)
    assert worse.blocked and [one.code for one in worse.introduced] == ["broken_header"]


def test_a_value_that_stays_wrong_is_told_and_saved(editing: Editing, root: Path) -> None:
    write(root, A, planted(["unknown word"]))
    change = editing.fields("a", [Change("type", "netwok")])
    assert [one.code for one in change.new_problems] == ["unknown_vocabulary_key"] and not change.blocked


def test_what_is_wrong_in_the_way_is_named(editing: Editing, root: Path) -> None:
    write(root, A, planted(["wrong table"]))
    with pytest.raises(EditRefused, match="not_a_table") as caught:
        editing.fields("a", [Change("place.city.vi", "Huế")])
    assert caught.value.values["whole"] == "place"


def test_schema_and_id_are_set_only_where_they_are_wrong(editing: Editing, root: Path) -> None:
    with pytest.raises(EditRefused, match="fixed_field"):
        editing.fields("a", [Change("schema", 2)])
    write(root, A, RECORD.replace('id = "a"', 'id = "A B"'))
    editing.save(editing.fields("a", [Change("id", "a")]))
    assert (root / A).read_text(encoding="utf-8") == RECORD


# exactly what was asked for

LISTS = """\
schema = 2
kind = "event"
id = "e"
type = "forum"
status = "held"  # đã họp
name = { vi = "Diễn đàn", en = "Forum" }  # tên
sdg = [
  "16",  # công lý
  # riêng
  "17",
]

# về tên khác
[[aka]]  # một
text = "DĐ"  # viết tắt
type = "acronym"
# dưới một

[[figures]]
what = "participants"  # người
value = 5

[[people]]
name = "Trần Văn A"
role = "chair"

[[agenda]]
key = "1"
text = { vi = "Mở", en = "Open" }

[[sources]]
ref = "s"
at = "L1"

[[sources]]
ref = "s"  # lần nữa

[summary]
vi = \"\"\"
# Mục 1
#16 là mã
\"\"\"
"""

ASKED: list[tuple[str, object]] = [
    ("aka.dd.text", "DDD"),
    ("aka.1.text", "Khác"),
    ("aka.dd", MISSING),
    ("aka", MISSING),
    ("aka.+", {"text": "X", "type": "acronym"}),
    ("aka", [{"text": "X", "type": "acronym"}, {"text": "DĐ", "type": "acronym"}]),
    ("figures.participants.what", "delegations"),
    ("figures.1.value", 6),
    ("people.tran-van-a.name", "Lê B"),
    ("agenda.1.key", "2"),
    ("agenda.1.text.vi", "Khai mạc"),
    ("sources.s.ref", "b"),
    ("sources.2.ref", "b"),
    ("sources.2", MISSING),
    ("sources", [{"ref": "s"}, {"ref": "s", "at": "L1"}]),
    ("sdg", ["17", "16"]),
    ("sdg", ["17"]),
    ("sdg.16", "15"),
    ("status", MISSING),
    ("name.en", MISSING),
    ("summary.vi", "Khác hẳn"),
    ("summary.vi", "# Mục một\n#16 là mã\n"),
    ("summary", MISSING),
    ("summary.en", "# One\n# two"),
    ("place.city.vi", "Huế"),
]


@pytest.mark.parametrize(("path", "value"), ASKED, ids=[f"{path}={value}" for path, value in ASKED])
def test_exactly_what_was_asked_for_is_not_more(editing: Editing, root: Path, path: str, value: object) -> None:
    write(root, "events/e.toml", LISTS)
    assert not editing.fields("e", [Change(path, value)]).loses_comments


@pytest.mark.parametrize(
    "change",
    [Change("sdg", MISSING), Change("sdg", "16"), Change("name", "x")],
    ids=["comment in a list that goes", "comment in a list that becomes a text", "not lost"],
)
def test_a_comment_that_would_be_lost_is_more_than_was_asked_for(editing: Editing, root: Path, change: Change) -> None:
    write(root, "events/e.toml", LISTS)
    assert editing.fields("e", [change]).loses_comments == (change.path == "sdg")
