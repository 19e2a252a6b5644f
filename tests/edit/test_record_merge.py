"""Two records of one thing made one: what the kept one has stands, nothing of either is lost, every reference leads to it."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

import pytest
from edit_pairs import Edits
from seeds import rounds, seeded
from small import RECORDS, registry, shipped_index, table, write

from govtui.edit.conflict import Own, Side
from govtui.edit.operations import Editing
from govtui.edit.plain_data import plain
from govtui.edit.proposal import EditRefused
from govtui.edit.record_merge import RecordMerge, decided, prepare, save
from govtui.edit.undo import UndoStack
from govtui.index.cache import build
from govtui.model.problem import Severity
from govtui.store.registry import Registry
from govtui.store.toml_units import comments

KEPT, GONE = "organizations/kept.toml", "organizations/gone.toml"


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.glob("*/*.toml"))}


def editing_of(root: Path) -> Editing:
    made = Registry(root)
    return Editing(made, build(made), UndoStack())


Merge = Callable[..., RecordMerge]


@pytest.fixture
def merge(tmp_path: Path) -> Merge:
    """Prepare the merge of two records of these fields, or texts, beside others."""

    def prepared(
        kept: Mapping[str, Any] | str, gone: Mapping[str, Any] | str, *others: dict[str, Any], choices: Any = None
    ) -> RecordMerge:
        registry(tmp_path, *others, table("s", "source"), table("s2", "source"))
        for id, given in (("kept", kept), ("gone", gone)):
            if isinstance(given, str):
                write(tmp_path, f"organizations/{id}.toml", given)
            else:
                registry(tmp_path, table(id, **({"name": {"vi": "Tên"}} | given)))
        return prepare(editing_of(tmp_path), "kept", "gone", choices)

    return prepared


def result(merge: RecordMerge) -> dict[str, Any]:
    assert merge.change.after is not None and merge.change.after.record is not None
    return plain(merge.change.after.text) or {}


def told(merge: RecordMerge) -> set[tuple[str, str]]:
    return {(one.field, one.why) for one in merge.remainder}


SOURCED = [{"ref": "s2", "at": "L3", "for": ["founded", "summary", "place"]}]


# fields


def test_what_only_the_other_has_fills_a_gap_and_its_names_and_ids_become_other_ones(merge: Merge) -> None:
    kept = {"name": {"vi": "Văn phòng"}, "aka": [{"text": "VP", "type": "acronym"}]}
    gone = {
        "name": {"vi": "Văn phòng cũ", "en": "Office"},
        "aka": [{"text": "VP", "type": "acronym", "lang": "vi"}, {"text": "Office", "type": "alias"}],
        "former_ids": ["older"],
        "status": "active",
        "founded": "2006",
        "links": {"website": "http://a.vn"},
    }
    made = result(merge(kept, gone))
    assert made["name"] == {"vi": "Văn phòng", "en": "Office"}
    assert made["aka"] == [
        {"text": "VP", "type": "acronym", "lang": "vi"},
        {"text": "Văn phòng cũ", "lang": "vi", "type": "alias"},
    ]
    assert made["former_ids"] == ["gone", "older"]
    assert (made["status"], made["founded"], made["links"]) == ("active", "2006", {"website": "http://a.vn"})


def test_a_differing_value_becomes_a_claim_of_the_source_that_cites_it(merge: Merge) -> None:
    kept = {"founded": "2006-06", "summary": {"vi": "Một"}}
    gone = {"founded": 2007, "summary": {"vi": "Hai", "en": "Two"}, "sources": [{"ref": "s"}, *SOURCED]}
    found = merge(kept, gone)
    made = result(found)
    assert (made["founded"], made["summary"]) == ("2006-06", {"vi": "Một", "en": "Two"})
    assert {claim["field"]: claim["value"] for claim in made["claims"]} == {"founded": "2007", "summary": {"vi": "Hai"}}
    assert all((claim["source"], claim["at"]) == ("s2", "L3") for claim in made["claims"])
    assert not found.clashes
    covered = next(one["for"] for one in made["sources"] if one["ref"] == "s2")
    assert "founded" not in covered and {"claims", "summary"} <= set(covered)


def test_without_a_source_somebody_decides(merge: Merge) -> None:
    kept, gone = {"founded": "2006", "sources": None}, {"founded": "2007", "sources": None}
    found = merge(kept, gone)
    assert [(one.path, one.mine, one.theirs) for one in found.undecided] == [("founded", "2006", "2007")]
    assert result(found)["founded"] == "2006"
    for choice, value in ((Side.MINE, "2006"), (Side.THEIRS, "2007"), (Own("2008"), "2008")):
        chosen = merge(kept, gone, choices={"founded": choice})
        assert result(chosen)["founded"] == value and not chosen.undecided
        assert ("founded", "chosen") in told(chosen)
    with pytest.raises(EditRefused, match="nothing_to_take"):
        merge(kept, gone, choices={"dissolved": Side.THEIRS})


def test_a_value_that_is_taken_leaves_the_kept_one_as_a_claim(merge: Merge) -> None:
    kept = {"founded": "2006", "sources": [{"ref": "s", "at": "L1", "for": ["founded"]}]}
    gone = {"founded": "2007", "sources": [{"ref": "s2", "for": ["founded"]}]}
    made = result(merge(kept, gone, choices={"founded": Side.THEIRS}))
    assert made["founded"] == "2007"
    assert made["claims"] == [{"field": "founded", "value": "2006", "source": "s", "at": "L1"}]
    assert {one["ref"]: one["for"] for one in made["sources"]} == {"s": ["claims"], "s2": ["founded"]}


def test_what_means_the_same_is_no_difference_and_what_is_less_exact_is_told(merge: Merge) -> None:
    found = merge(
        {"founded": "2006", "dissolved": "2010-05-01", "summary": {"vi": "Một  hai"}, "sources": None},
        {"founded": 2006, "dissolved": "2010", "summary": {"vi": "Một hai"}, "sources": None},
    )
    assert not found.differences and told(found) == {("dissolved", "less_exact")}


def test_the_city_of_another_country_fills_no_gap(merge: Merge) -> None:
    kept, gone = (
        {"place": {"country": "KR"}},
        {"place": {"country": "VN", "city": {"vi": "Hà Nội"}}, "sources": SOURCED},
    )
    made = result(merge(kept, gone))
    assert made["place"] == {"country": "KR"}
    claims = {claim["field"]: claim["value"] for claim in made["claims"]}
    assert claims == {"place.country": "VN", "place.city": {"vi": "Hà Nội"}}


def test_private_notes_join_and_a_difference_is_to_be_decided(merge: Merge) -> None:
    found = merge({"x": {"a": 1, "t": {"b": "m"}}}, {"x": {"a": 2, "t": {"c": "n"}}, "sources": SOURCED})
    assert result(found)["x"] == {"a": 1, "t": {"b": "m", "c": "n"}}
    assert [one.path for one in found.undecided] == ["x.a"]


def test_a_review_is_a_draft_if_either_is_and_a_name_is_as_sure_as_the_record_that_has_it(merge: Merge) -> None:
    kept = {"review": {"state": "reviewed", "name_vi": "official", "by": "Lan"}}
    gone = {
        "name": {"vi": "Khác", "en": "E"},
        "review": {"state": "draft", "name_vi": "usual", "name_en": "translated"},
    }
    found = merge(kept, gone)
    assert result(found)["review"] == {
        "state": "draft", "name_vi": "official", "by": "Lan", "name_en": "translated"
    }  # fmt: skip
    assert ("review.state", "review") in told(found) and ("review.name_vi", "review") in told(found)


def test_of_two_records_of_a_source_what_was_seen_of_it_in_all_stands(tmp_path: Path) -> None:
    registry(
        tmp_path,
        table("kept", "source", seen="title", accessed="2024-01-01", url="http://a.vn"),
        table("gone", "source", seen="full", accessed="2023-01-01", sha256="ab"),
        table("a", sources=[{"ref": "gone", "at": "L1"}, {"ref": "kept", "at": "L1"}]),
    )
    found = prepare(editing_of(tmp_path), "kept", "gone")
    made = result(found)
    assert (made["seen"], made["accessed"], made["sha256"]) == ("full", "2024-01-01", "ab") and not found.undecided
    assert {("seen", "surpassed"), ("accessed", "surpassed")} <= told(found)
    [moved] = found.moved
    assert [one["ref"] for one in (plain((moved.file.after or b"").decode()) or {})["sources"]] == ["kept", "kept"]


# items


def test_items_of_one_name_are_one_and_another_source_of_it_becomes_a_citation(merge: Merge) -> None:
    kept = {"people": [{"name": "Lan", "role": "chair", "source": "s", "at": "L1"}]}
    person = {"name": "Lan", "role": "speaker", "org": "a", "title": {"vi": "Vụ trưởng"}, "source": "s2", "at": "L9"}
    made = result(merge(kept, {"people": [person]}, table("a")))
    assert made["people"] == [
        {"name": "Lan", "role": "chair", "title": {"vi": "Vụ trưởng"}, "org": "a", "source": "s", "at": "L1"}
    ]
    assert made["claims"] == [{"field": "people.lan.role", "value": "speaker", "source": "s2", "at": "L9"}]
    assert {"ref": "s2", "at": "L9", "for": ["people.lan", "claims"]} in made["sources"]


def test_a_key_that_names_another_thing_gets_a_free_one_and_field_paths_follow(merge: Merge) -> None:
    kept = {"aims": [{"key": "a1", "text": {"vi": "Giúp các nước"}}, {"key": "a2", "text": {"vi": "Đào tạo"}}]}
    gone = {
        "aims": [
            {"key": "a1", "text": {"vi": "Xuất bản tạp chí"}},
            {"key": "b", "text": {"vi": "Đào tạo"}, "source": "s2"},
        ],
        "claims": [{"field": "aims.a1.text", "quote": "q", "source": "s2"}],
        "sources": [{"ref": "s2", "for": ["aims.a1", "aims.b"]}],
    }
    found = merge(kept, gone)
    made = result(found)
    assert [aim["key"] for aim in made["aims"]] == ["a1", "a2", "a1-2"]
    assert made["aims"][1]["source"] == "s2"
    assert made["claims"][0]["field"] == "aims.a1-2.text"
    assert next(one["for"] for one in made["sources"] if one["ref"] == "s2") == ["aims.a1-2", "aims.a2"]
    assert {field for field, why in told(found) if why == "key"} == {"aims.a1.key", "aims.b.key"}


def test_figures_and_terms_that_differ_are_statements_of_their_own(merge: Merge) -> None:
    kept = {"figures": [{"what": "countries", "value": 7, "source": "s"}], "terms": [{"type": "chair", "date": "2019"}]}
    gone = {
        "figures": [{"what": "countries", "value": 8, "source": "s2"}, {"what": "days", "value": 1, "source": "s2"}],
        "terms": [{"type": "chair", "date": "2019", "number": 3}],
        "sources": [{"ref": "s2", "for": ["figures.countries", "figures.days"]}],
    }
    made = result(merge(kept, gone))
    assert [(one["what"], one["value"]) for one in made["figures"]] == [("countries", 7), ("countries", 8), ("days", 1)]
    assert made["terms"] == [{"type": "chair", "date": "2019", "number": 3}]
    assert next(one["for"] for one in made["sources"] if one["ref"] == "s2") == ["figures.2", "figures.days"]


def test_the_provenance_of_a_translation_goes_with_its_text(merge: Merge) -> None:
    item = {"field": "summary", "from": "vi", "to": "en"}
    kept = {"summary": {"vi": "Một"}, "note": {"vi": "A", "en": "B"}}
    gone = {
        "summary": {"vi": "Hai", "en": "Two"},
        "note": {"en": "C"},
        "translations": [{**item, "digest": "0" * 12}, {**item, "field": "note", "digest": "1" * 12}],
        "sources": SOURCED,
    }
    found = merge(kept, gone)
    assert result(found)["translations"] == [{**item, "digest": "0" * 12}]
    assert ("translations.note.en", "translation") in told(found)


def test_gaps_and_what_was_checked_stay_as_far_as_they_are_true_of_the_result(merge: Merge) -> None:
    kept = {"gaps": ["dissolved", "place"], "founded": "2006"}
    checked = [{"code": "sources_disagree", "field": "founded"}, {"code": "untranslated", "field": "summary"}]
    gone = {"dissolved": "2010", "founded": "2007", "summary": {"vi": "S"}, "checked": checked, "gaps": ["frequency"]}
    found = merge(kept, {**gone, "sources": SOURCED})
    made = result(found)
    assert made["gaps"] == ["place", "frequency"] and made["checked"] == [checked[1]]
    assert {("gaps", "filled"), ("checked", "unchecked")} <= told(found)


# references


def test_relations_join_but_for_those_between_the_two(merge: Merge) -> None:
    kept = {
        "relations": {"part_of": ["gone", "a"], "funded_by": ["gone"]},
        "sources": [{"ref": "s", "for": ["relations.part_of.gone", "relations.funded_by", "name"]}],
    }
    gone = {"relations": {"cooperates_with": ["kept", "b"], "part_of": ["a"]}}
    found = merge(kept, gone, table("a"), table("b"))
    made = result(found)
    assert made["relations"] == {"part_of": ["a"], "cooperates_with": ["b"]}
    assert [(one.field, one.value) for one in found.remainder] == [
        ("relations.part_of", "gone"), ("relations.funded_by", "gone"), ("relations.cooperates_with", "kept")
    ]  # fmt: skip
    assert made["sources"][0]["for"] == ["name"]


def test_references_in_other_files_lead_to_the_kept_record_once(merge: Merge, tmp_path: Path) -> None:
    event = table(
        "e",
        "event",
        relations={"organized_by": ["kept", "gone"]},
        participants=[{"who": "gone", "count": 2}, {"who": "b", "within": "gone"}, {"who": "kept"}],
        sources=[{"ref": "s", "for": ["relations.organized_by.gone", "participants.gone.count"]}],
    )
    body = table("b", members=[{"who": "kept", "date": "2001/2005"}, {"who": "gone", "date": "2010/.."}])
    write(tmp_path, "organizations/broken.toml", 'kind = "organization"\nid = "broken"\nx = "gone"\n')
    found = merge({}, {}, event, body)
    after = {one.file.path: plain((one.file.after or b"").decode()) or {} for one in found.moved}
    assert after.keys() == {"events/e.toml", "organizations/b.toml"}
    made = after["events/e.toml"]
    assert made["relations"] == {"organized_by": ["kept"]}
    assert made["participants"] == [{"who": "kept", "count": 2}, {"who": "b", "within": "kept"}]
    assert made["sources"][0]["for"] == ["relations.organized_by.kept", "participants.kept.count"]
    assert [one.doubled for one in found.moved] == [(), ("members.2",)]
    assert found.left == ("organizations/broken.toml",)


# comments


TEXT = """\
schema = 2
kind = "organization"
id = "{id}"
type = "network"{type}
status = "unknown"

{name}[name]
vi = "Tên"
{more}"""


def test_comments_of_the_other_stand_above_what_they_speak_of(merge: Merge) -> None:
    kept = TEXT.format(id="kept", type="  # mine", name="# a\n", more="")
    gone = TEXT.format(
        id="gone", type="  # theirs", name="# a\n# b\n", more='\n# the place\n[place] # c\ncountry = "VN" # d\n# end\n'
    )
    text = merge(kept, gone).change.after
    assert text is not None
    assert '# theirs\ntype = "network"  # mine\n' in text.text
    assert "\n# a\n# b\n[name]\n" in text.text
    assert text.text.endswith('\n# the place\n# c\n[place]\n# d\ncountry = "VN"\n\n# end\n')


def test_comments_without_a_place_are_to_be_decided(merge: Merge) -> None:
    kept = TEXT.format(id="kept", type="", name="", more="")
    gone = TEXT.format(id="gone", type="", name="", more='\n# between us\n[relations]\npart_of = ["kept"]\n')
    found = merge(kept, gone)
    assert [(one.path, one.theirs) for one in found.undecided] == [("relations#", "# between us")]
    taken = merge(kept, gone, choices={"comments": Side.THEIRS}).change.after
    assert taken is not None and taken.text.endswith("\n\n# between us\n")
    dropped = merge(kept, gone, choices={"relations#": Side.MINE})
    assert not dropped.undecided and ("relations#", "chosen") in told(dropped)


# saving


def test_it_is_one_step_that_undo_takes_back_to_the_byte(merge: Merge, tmp_path: Path) -> None:
    found = merge({"founded": "2006"}, {"dissolved": "2010"}, table("b", relations={"part_of": ["gone"]}))
    editing, before = editing_of(tmp_path), files(tmp_path)
    saved = save(editing, found)
    after = files(tmp_path)
    assert (
        saved.path == KEPT
        and before.keys() - after.keys() == {GONE}
        and not any(b'"gone"' in raw for path, raw in after.items() if path != KEPT)
    )
    assert build(Registry(tmp_path)).card("gone").key == "kept"  # type: ignore[union-attr]
    steps = editing.journal
    assert isinstance(steps, UndoStack) and steps.last is not None and steps.last.code == "merge"
    steps.undo(editing.registry)
    assert files(tmp_path) == before


@pytest.mark.parametrize("path", [KEPT, GONE, "organizations/b.toml"])
def test_where_somebody_changed_a_file_meanwhile_nothing_is_written(merge: Merge, tmp_path: Path, path: str) -> None:
    found = merge({}, {}, table("b", relations={"part_of": ["gone"]}))
    with (tmp_path / path).open("a") as file:
        file.write("# meanwhile\n")
    before = files(tmp_path)
    with pytest.raises(EditRefused, match="changed_meanwhile"):
        save(editing_of(tmp_path), found)
    assert files(tmp_path) == before


def test_what_cannot_be_merged_is_refused(merge: Merge, tmp_path: Path) -> None:
    undecided = merge({"founded": "2006", "sources": None}, {"founded": "2007", "sources": None})
    editing = editing_of(tmp_path)
    with pytest.raises(EditRefused, match="undecided"):
        save(editing, undecided)
    for other, code in (("kept", "same_record"), ("s", "other_kind"), ("none", "no_such_record")):
        with pytest.raises(EditRefused, match=code):
            prepare(editing, "kept", other)
    editing.registry.read_only = True
    with pytest.raises(EditRefused, match="read_only"):
        save(editing, undecided)


def test_two_files_with_one_id_become_one(tmp_path: Path) -> None:
    registry(tmp_path, table("a"), table("s", "source"), table("b", relations={"part_of": ["a"]}))
    write(
        tmp_path,
        "organizations/copy.toml",
        (tmp_path / "organizations/a.toml").read_text() + '[links]\nwebsite = "http://a.vn"\n',
    )
    editing = editing_of(tmp_path)
    found = prepare(editing, "a", "organizations/copy.toml")
    assert result(found)["links"] and "former_ids" not in result(found) and not found.moved
    save(editing, found)
    assert not (tmp_path / "organizations/copy.toml").exists()


# laws


def leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield " ".join(str(value).split())


def hold(editing: Editing, kept: str, gone: str, draw: Random) -> None:
    """Hold the laws of a merge of two records: no value, no comment of either is lost, and no error is new."""
    merge = prepare(editing, kept, gone, everywhere=False)
    choices: dict[str, Any] = {one.path: draw.choice([Side.MINE, Side.THEIRS]) for one in merge.clashes}
    choices |= {one.path: Side.THEIRS for one in merge.differences if draw.random() < 0.2}
    merge = decided(editing, merge, choices)
    assert not merge.undecided and not merge.change.introduced
    assert merge.change.after is not None and merge.change.before is not None
    data = result(merge)
    have = {*leaves(data), *leaves([one.value for one in merge.remainder]), kept, gone, "unknown"}
    said = Counter(comments(merge.change.after.text))
    words = {line for one in merge.remainder for line in str(one.value).split("\n")}
    for entry in (merge.change.before, merge.gone):
        before = plain(entry.text) or {}
        evidence = ("sources", "translations", "gaps")  # field paths follow, and digests go with their texts
        told = {name: value for name, value in before.items() if name not in (*evidence, "schema", "kind")}
        assert set(leaves(told)) <= have, set(leaves(told)) - have
        assert {one["ref"] for one in before.get("sources", [])} <= {one["ref"] for one in data.get("sources", [])}
        assert set(comments(entry.text)) <= said.keys() | words
    assert gone in data["former_ids"]


def test_of_any_two_records_nothing_is_lost() -> None:
    draw, editing = seeded("any two"), Editing(Registry(RECORDS), shipped_index(), UndoStack())
    found = sorted((path.parent.name, path.stem) for path in RECORDS.glob("*/*.toml"))
    for _ in range(rounds(8)):
        folder, kept = draw.choice(found)
        hold(editing, kept, draw.choice([stem for one, stem in found if one == folder and stem != kept]), draw)


def test_of_a_record_and_its_edited_copy_nothing_is_lost(tmp_path: Path) -> None:
    draw, made, pairs = seeded("twins"), Registry(RECORDS), []
    for path in draw.sample(sorted(RECORDS.glob("*/*.toml")), rounds(10, 140)):
        name, text = path.relative_to(RECORDS).as_posix(), path.read_text()
        write(tmp_path, name, text)
        copy = text.replace(f'"{path.stem}"', f'"{path.stem}-2"', 1)
        for _ in range(4):  # an edit may make it no record
            other = Edits(copy, draw, itertools.count(1)).make(3)
            entry = made.entry_from(name.replace(".toml", "-2.toml"), other.encode())
            if entry.record is not None and entry.record.id == f"{path.stem}-2":
                write(tmp_path, entry.path, other)
                pairs.append([path.stem, entry.record.id])
                break
    assert len(pairs) > 4
    editing = editing_of(tmp_path)
    for pair in pairs:
        hold(editing, *draw.sample(pair, 2), draw)


def test_no_error_is_new_in_any_file(tmp_path: Path, merge: Merge) -> None:
    found = merge(
        {"relations": {"part_of": ["b"]}},
        {},
        table("b", members=[{"who": "gone"}, {"who": "kept"}], relations={"part_of": ["gone"]}),
    )
    save(editing_of(tmp_path), found)
    made = build(Registry(tmp_path))
    assert {one.code for one in found.change.new_problems} >= {"cycle"}
    assert not [one for one in made.problems() if one.severity == Severity.ERROR]
