"""What becomes of imported records: matched by key, id and place, asked about by name, resolved, refused with a reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from importing import body, data, exported, imported, key, only, planned, states
from small import table, write

from govtui.edit.import_plan import ImportState
from govtui.edit.proposal import EditRefused
from govtui.model.imported import Backward, ForeignId, ImportedRecord, ImportFault


def test_a_new_record_is_a_draft_that_cites_its_place_and_keeps_what_has_no_place(root: Path) -> None:
    record = body(7, "Office of Good Works", founded="1990", left={"image": "x.png", "none": None, "great": 2**70})
    plan, batches = imported(root, record)
    assert (states(plan), plan.left) == (["new"], {"image": 1, "none": 1, "great": 1})
    assert plan.source is not None and plan.source.state is ImportState.NEW
    assert [(one.ids, one.done, one.total, one.is_kept) for one in batches] == [
        (("bodies-json", "office-good-works"), 2, 2, True)
    ]
    assert data(root, "organizations/office-good-works.toml") == {
        "schema": 2,
        "kind": "organization",
        "id": "office-good-works",
        "type": "network",
        "status": "unknown",
        "founded": "1990",
        "name": {"en": "Office of Good Works"},
        "sources": [{"ref": "bodies-json", "at": "organizations/7", "for": ["name", "founded", "type"]}],
        "review": {"state": "draft"},
        "x": {"popolo": {"image": "x.png", "great": str(2**70), "id": "7"}},
    }
    assert data(root, "sources/bodies-json.toml") == {
        "schema": 2,
        "kind": "source",
        "id": "bodies-json",
        "type": "data_set",
        "title": {"en": "bodies.json"},
        "accessed": "2026-11-29",
        "seen": "full",
        "sha256": "ab" * 32,
    }


def test_a_key_tells_the_record_again_whatever_it_is_called_by_then(root: Path) -> None:
    imported(root, body(1, "Office of Good Works"))
    again = only(planned(root, body(1, "Bureau of Better Works")))
    assert (again.state.value, again.id, again.claims) == ("changed", "office-good-works", ("name",))


def test_a_key_of_records_of_another_kind_or_of_several_decides_nothing(root: Path) -> None:
    mark = {"popolo": {"id": "1"}}
    write(root, "events/f.toml", _toml("f", "event", x=mark))
    assert states(planned(root, body(1, "Office"))) == ["new"]
    write(root, "organizations/c.toml", _toml("c", x=mark))
    write(root, "organizations/d.toml", _toml("d", x=mark))
    one = only(planned(root, body(1, "Office")))
    assert (one.state.value, one.candidates) == ("unclear", ("c", "d"))


def test_an_id_of_ours_tells_the_record_and_a_new_one_gets_it_where_it_is_free(root: Path) -> None:
    foreign = ImportedRecord("o/1", "organization", {"name": {"en": "Quite another"}, "type": "network"}, "a")
    assert only(planned(root, foreign)).id == "a"
    as_event = ImportedRecord("e/1", "event", {"name": {"en": "Quite another"}, "type": "forum"}, "a")
    assert only(planned(root, as_event)).id == "quite-another"
    free = ImportedRecord("o/1", "organization", {"name": {"en": "Quite another"}, "type": "network"}, "free-one")
    assert only(planned(root, free)).id == "free-one"


@pytest.mark.parametrize(
    ("name", "candidates"),
    [
        ("NETWORK A", ("a",)),
        ("HHB", ("b",)),
        ("B, hiệp hội", ("b",)),
        ("Hiệp hội quốc gia C", ()),
        ("Network", ()),
    ],
)
def test_a_name_alone_is_never_the_same_thing_but_asked_about(
    root: Path, name: str, candidates: tuple[str, ...]
) -> None:
    one = only(planned(root, body(1, name)))
    assert (one.state.value, one.candidates) == ("unclear" if candidates else "new", candidates)


def test_records_of_other_countries_are_not_asked_about(root: Path) -> None:
    write(root, "organizations/vn.toml", _toml("vn", name={"en": "Ministry of Home Affairs"}, place={"country": "VN"}))
    abroad = body(1, "Ministry of Home Affairs", place={"country": "LA"})
    assert states(planned(root, abroad)) == ["new"]
    assert states(planned(root, body(1, "Ministry of Home Affairs"))) == ["unclear"]


def test_answers_say_what_an_unclear_record_is(root: Path) -> None:
    record = body(1, "Network A", founded="1990")
    for answer, state, code in [
        ("a", "changed", ""),
        ("new", "new", ""),
        ("skip", "left", "skipped"),
        ("zz", "refused", "answer_unknown"),
        ("e", "refused", "answer_other_kind"),
    ]:
        one = only(planned(root, record, answers={"popolo:1": answer}))
        assert (one.state.value, one.code) == (state, code), answer
    assert only(planned(root, record, answers={"popolo:1": "new"})).id == "network-a"
    nothing_alike = body(1, "Quite another name")
    assert only(planned(root, nothing_alike, answers={"popolo:1": "a"})).id == "a"


def test_a_record_without_a_key_is_known_again_by_its_place_in_the_source(root: Path) -> None:
    row = ImportedRecord("row 2", "organization", {"name": {"en": "Network A"}, "founded": "1990", "type": "network"})
    moved = ImportedRecord("row 3", "organization", {"name": {"en": "Network A"}, "type": "network"})
    at_url = {"title": {"en": "Bodies"}, "url": "https://example.org/b.csv", "sha256": "ab" * 32}
    imported(root, row, answers={"row 2": "new"}, new_source=at_url)
    assert only(planned(root, row, new_source=at_url)).state is ImportState.SAME
    # Another row of the same file is another record; where the file has changed since, rows may have moved.
    assert only(planned(root, moved, new_source=at_url)).candidates == ("a",)
    changed = planned(root, moved, new_source={**at_url, "sha256": "cd" * 32})
    assert only(changed).candidates == ("a", "network-a")


def test_a_type_is_told_by_the_file_or_by_who_imports_it(root: Path) -> None:
    record = body(1, "Office", unknown_type="department")
    plan = planned(root, record)
    assert (only(plan).code, only(plan).values["type"], plan.unknown_types) == (
        "unknown_type",
        "department",
        {"department": "organization"},
    )
    assert states(planned(root, record, types={"department": "ministry_unit"})) == ["new"]
    assert states(planned(root, record, type="network")) == ["new"]
    assert states(planned(root, record, types={"department": "skip"})) == ["left"]
    untyped = ImportedRecord("o/1", "organization", {"name": {"en": "Office"}})
    assert only(planned(root, untyped)).code == "type_needed"
    wrong = only(planned(root, record, types={"department": "forum"}))
    assert (wrong.code, [one.code for one in wrong.problems]) == ("blocked", ["unknown_vocabulary_key"])


def test_what_cannot_be_a_record_is_refused_with_its_reason(root: Path) -> None:
    faults = (ImportFault("o/1/founding_date", "bad_date", {"value": "x"}), ImportFault("o/1/name", "no_name"))
    for record, code, place in [
        (ImportedRecord("o/1", "organization", {}, faults=faults), "bad_date", "o/1/founding_date"),
        (ImportedRecord("o/1", "", {}), "no_kind", "o/1"),
        (ImportedRecord("o/1", "person", {}), "unknown_kind", "o/1"),
        (ImportedRecord("o/1", "organization", {"type": "network"}), "no_name", "o/1"),
        (body(1, "Office", founded="soon"), "blocked", "organizations/1"),
        (body(1, "Office", links={"website": "\ud800"}), "cannot_store", "organizations/1"),
        (body(1, "Office", summary={"en": "x" * 300_000}), "record_too_large", "organizations/1"),
        (ImportedRecord("line 1", "organization", {}, "Not An Id", restored=True), "bad_id", "line 1"),
        (ImportedRecord("line 1", "organization", {}, "e", restored=True), "other_kind", "line 1"),
    ]:
        plan = planned(root, record)
        assert (only(plan).state.value, only(plan).code, only(plan).place) == ("refused", code, place)
        assert plan.is_held_up and plan.source is None and not planned(root, record, skip_refused=True).is_held_up
    assert only(planned(root, ImportedRecord("o/1", "organization", {}, faults=faults))).faults == faults


def test_a_value_that_no_record_could_have_is_not_claimed_either(root: Path) -> None:
    imported(root, body(1, "Office", founded="1990", links={"website": "https://example.org"}))
    for wrong in ({"founded": "soon"}, {"links": "https://example.com"}, {"claims": "x"}, {"summary": "x"}):
        one = only(planned(root, body(1, "Office", **wrong)))
        assert (one.state.value, one.code, [problem.field for problem in one.problems]) == (
            "refused",
            "blocked",
            [*wrong],
        )


def test_a_second_record_with_the_same_key_is_refused_and_names_the_first_place(root: Path) -> None:
    plan = planned(root, body(1, "Office of Works"), body(2, "Office of Words"), body(1, "Office of Works"))
    assert states(plan) == ["new", "new", "refused"]
    assert (plan.records[2].code, plan.records[2].values) == ("duplicate_in_file", {"first": "organizations/1"})


def test_two_records_of_the_file_are_not_both_the_same_record(root: Path) -> None:
    answers = {"popolo:1": "a", "popolo:2": "a"}
    plan = planned(root, body(1, "Network A"), body(2, "Network A"), answers=answers)
    assert [one.code for one in plan.records] == ["", "duplicate_in_file"]


def test_ids_are_taken_by_nobody_else_here_or_in_the_file(root: Path) -> None:
    given = ImportedRecord("o/9", "organization", {"name": {"en": "Given"}, "type": "network"}, "office")
    write(root, "organizations/other.toml", _toml("other", former_ids=["office-2"]))
    plan = planned(root, body(1, "Office"), body(2, "Office"), given)
    assert [one.id for one in plan.records] == ["office-3", "office-4", "office"]


def test_references_lead_to_records_before_and_behind_and_in_the_registry(root: Path) -> None:
    write(root, "organizations/c.toml", _toml("c", identifiers={"ror": "05abc"}))
    first = body(
        1,
        "Office",
        relations={"part_of": [key("2"), ForeignId("identifiers.ror", "05abc")], "succeeds": [key("99")]},
        members=[{"who": key("98")}, {"who": ForeignId("id", "a")}],
        people=[{"name": "Ms X", "role": "official", "org": key("97")}],
    )
    plan, _ = imported(root, first, body(2, "Ministry of Works"))
    made = data(root, "organizations/office.toml")
    assert made["relations"] == {"part_of": ["ministry-works", "c"]}
    assert made["members"] == [{"who": "a"}] and made["people"] == [{"name": "Ms X", "role": "official"}]
    assert made["x"]["popolo"] == {"succeeds": "99", "members": "98", "org": "97", "id": "1"}
    assert plan.left == {"succeeds": 1, "members": 1, "org": 1} and "dangling" not in plan.warnings
    assert set(states(planned(root, first, body(2, "Ministry of Works")))) == {"same"}


def test_a_reference_by_name_leads_to_the_only_record_of_the_file_that_is_called_so(root: Path) -> None:
    ministry = body(2, "Ministry of Works", aka=[{"text": "MOW", "type": "acronym"}])
    by_name = [key("ministry of works"), key("MOW"), key("Network A"), key("Twin")]
    records = body(1, "Office", relations={"part_of": by_name}), ministry, body(3, "Twin"), body(4, "Twin")
    imported(root, *records)
    made = data(root, "organizations/office.toml")
    assert made["relations"] == {"part_of": ["mow"]}
    assert made["x"]["popolo"]["part_of"] == ["Network A", "Twin"]


def test_a_reference_that_led_nowhere_is_kept_until_the_record_comes(root: Path) -> None:
    child = body(1, "Office", relations={"part_of": [key("2"), key("3")]}, left={"motto": "x"})
    plan, _ = imported(root, child)
    assert plan.left == {"part_of": 1, "motto": 1}
    assert data(root, "organizations/office.toml")["x"]["popolo"] == {"part_of": ["2", "3"], "motto": "x", "id": "1"}
    imported(root, child, body(2, "Ministry of Works"))
    now = data(root, "organizations/office.toml")
    assert now["relations"] == {"part_of": ["ministry-works"]}
    assert now["x"]["popolo"] == {"part_of": ["3"], "motto": "x", "id": "1"}
    imported(root, child, body(3, "Senate"))
    assert data(root, "organizations/office.toml")["x"]["popolo"] == {"motto": "x", "id": "1"}


def test_relations_that_others_have_to_a_record_change_the_others(root: Path) -> None:
    names = ["Office", "Ministry of Works"]
    child = Backward(key("2"), "part_of"), Backward(ForeignId("id", "a"), "part_of"), Backward(key("9"), "part_of")
    records = body(1, names[0], backward=child), body(2, names[1])
    plan, _ = imported(root, *records)
    assert [(one.id, one.state.value) for one in plan.records] == [
        ("office", "new"),
        ("ministry-works", "new"),
        ("a", "changed"),
    ]
    assert data(root, "organizations/ministry-works.toml")["relations"] == {"part_of": ["office"]}
    changed = data(root, "organizations/a.toml")
    assert changed["relations"] == {"member_of": ["b"], "part_of": ["office"]}
    assert changed["sources"][1] == {"ref": "bodies-json", "at": "organizations/1", "for": ["relations.part_of"]}
    assert "# tên" in (root / "organizations/a.toml").read_text(encoding="utf-8")
    assert not plan.left  # what the file has no record of is in the record's `left`, counted there
    assert states(planned(root, *records)) == ["same", "same"]


def test_a_relation_to_a_record_that_is_refused_is_left(root: Path) -> None:
    child = [Backward(key("2"), "part_of"), Backward(key("3"), "part_of")]
    bad = body(2, "Ministry", unknown_type="A"), body(3, "Agency", unknown_type="B")
    plan = planned(root, body(1, "Office", backward=child), *bad, skip_refused=True)
    assert states(plan) == ["new", "refused", "refused"] and plan.left == {"part_of": 1}


def test_a_type_for_all_that_have_none_is_given_to_records_of_its_kind(root: Path) -> None:
    plan = planned(
        root,
        ImportedRecord("organizations/0", "organization", {"name": {"en": "Office"}}),
        ImportedRecord("events/0", "event", {"name": {"en": "Talks"}}),
        type="network",
        kinds_of_type=frozenset({"organization"}),
    )
    assert [(one.state.value, one.code) for one in plan.records] == [("new", ""), ("refused", "type_needed")]


def test_a_refused_record_is_referred_to_by_none_of_the_others(root: Path) -> None:
    bad = body(2, "Ministry", founded="soon", backward=[Backward(key("1"), "succeeds")])
    plan, _ = imported(root, body(1, "Office", relations={"part_of": [key("2")]}), bad, skip_refused=True)
    assert states(plan) == ["new", "refused"]
    made = data(root, "organizations/office.toml")
    assert "relations" not in made and made["x"]["popolo"]["part_of"] == "2"


def test_the_source_of_an_earlier_import_is_cited_again(root: Path) -> None:
    imported(root, body(1, "Office"))
    plan = planned(root, body(1, "Office", founded="1990"))
    assert plan.source is not None and (plan.source.state.value, plan.source.id) == ("same", "bodies-json")
    at_url = {"title": {"en": "Bodies"}, "url": "https://example.org/b.json"}
    imported(root, body(2, "Second office"), new_source=at_url)
    plan = planned(root, body(3, "Third office"), new_source={**at_url, "sha256": "cd" * 32})
    assert plan.source is not None and (plan.source.state.value, plan.source.id) == ("same", "bodies")


def test_a_source_can_be_named_and_must_be_one(root: Path) -> None:
    plan, _ = imported(root, body(1, "Office"), source="s")
    assert plan.source is not None and plan.source.id == "s"
    assert data(root, "organizations/office.toml")["sources"][0]["ref"] == "s"
    for name, code in [("zz", "no_such_record"), ("a", "not_a_source")]:
        with pytest.raises(EditRefused, match=code):
            planned(root, body(1, "Office"), source=name)


def test_a_wrong_source_record_holds_up_the_import(root: Path) -> None:
    plan = planned(root, body(1, "Office"), new_source={"title": {"en": "x"}, "accessed": "yesterday"})
    assert plan.source is not None and plan.source.state is ImportState.REFUSED and plan.is_held_up


def test_records_of_an_export_of_ours_are_restored_and_cite_nothing(root: Path) -> None:
    plan, batches = imported(root, exported(table("n", sources=None, status="nonsense", founded="1990")))
    one = only(plan)
    assert (one.state.value, [problem.code for problem in one.problems]) == ("new", ["unknown_vocabulary_key"])
    assert plan.source is None and plan.warnings["no_citation"] == 1 and batches[0].ids == ("n",)
    assert data(root, "organizations/n.toml") == table("n", sources=None, status="nonsense", founded="1990")


def test_a_restored_record_takes_the_place_of_the_one_that_is_there_and_keeps_its_comments(root: Path) -> None:
    plan, _ = imported(root, exported(table("a", type="ministry", aka=[])))
    assert states(plan) == ["changed"]
    assert data(root, "organizations/a.toml") == table("a", type="ministry", aka=[])
    assert "# tên" in (root / "organizations/a.toml").read_text(encoding="utf-8")
    part = {"kind": "organization", "id": "a", "name": {"en": "Net A"}, "status": ""}
    imported(root, exported(part, whole=False))
    changed = data(root, "organizations/a.toml")
    assert changed["name"] == {"vi": "a", "en": "Net A"} and "status" not in changed and changed["type"] == "ministry"


def test_a_record_that_was_renamed_since_its_export_keeps_its_id(root: Path) -> None:
    write(root, "organizations/new-id.toml", _toml("new-id", former_ids=["old-id"]))
    imported(root, exported(table("old-id", name={"vi": "x", "en": "y"})))
    made = data(root, "organizations/new-id.toml")
    assert (made["id"], made["former_ids"], made["name"]["en"]) == ("new-id", ["old-id"], "y")


def test_dates_and_letters_of_a_file_stay_as_they_are_written_where_they_say_the_same(root: Path) -> None:
    text = _toml("c").replace("name = { ", "name = { ") + 'founded = 1990-05-01\n\n[summary]\nvi = "Ho\u0300a"\n'
    lines = text.replace("[name]", "founded = 1990-05-01\n[name]").split("founded = 1990-05-01\n\n")
    write(root, "organizations/c.toml", lines[0] + "\n" + lines[1])
    same = exported(table("c", founded="1990-05-01", summary={"vi": "Hòa"}))
    assert states(planned(root, same)) == ["same"]


def _toml(id: str, kind: str = "organization", **fields: object) -> str:
    from small import toml

    return toml(id, kind, **fields)
