"""Names of items were once written with y as i; paths that records hold in that form are found, and stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import record, registry, table

from govtui.edit.merge import merged
from govtui.edit.operations import Editing
from govtui.edit.translation_state import translation_changes
from govtui.index.cache import build
from govtui.model.field_paths import citations_for, resolve, value_at
from govtui.model.item_names import item_name
from govtui.model.muting import mutes
from govtui.model.parts import Checked
from govtui.model.problem import Problem, Severity
from govtui.model.translations import digest, state, translated
from govtui.store.field_edits import Change, value_in

OLD, NEW = "people.li-van-thui", "people.ly-van-thuy"
TITLE = {"vi": "Vụ trưởng", "en": "Director"}
PERSON = {"name": "Lý Văn Thúy", "role": "chair", "title": TITLE}
MEMORY = {"field": f"{OLD}.title", "from": "vi", "to": "en", "digest": digest("Vụ trưởng")}


def fields() -> dict[str, object]:
    return {
        "people": [PERSON],
        "sources": [{"ref": "s", "for": [OLD]}],
        "claims": [{"field": f"{OLD}.role", "value": "participant", "source": "s"}],
        "translations": [MEMORY],
        "checked": [{"code": "claim_disagrees", "field": f"claims.{OLD}.role"}],
    }


def test_a_name_is_romanised() -> None:
    assert item_name("people", PERSON) == "ly-van-thuy"
    assert item_name("aka", {"text": "Quản lý quỹ"}) == "quan-ly-quy"


@pytest.mark.parametrize("path", [OLD, NEW, "people.Lý Văn Thúy"])
def test_every_spelling_of_a_path_leads_to_the_item(path: str) -> None:
    made = record("e", "event", **fields())
    assert value_at(made, f"{path}.role") == "chair"
    assert value_in(table("e", "event", **fields()), f"{path}.role") == "chair"
    found = resolve(made, f"{path}.role")
    assert found is not None and found.path == f"{NEW}.role"
    assert [citation.ref for citation in citations_for(made, f"{NEW}.title.vi")] == ["s"]


def test_a_translation_remembered_under_the_old_name_counts() -> None:
    made = record("e", "event", **fields())
    assert state(made, f"{NEW}.title", "en", "vi") == "done"
    states = {one.path: one.state for one in translated(made, ("vi", "en"), "vi")}
    assert states[f"{NEW}.title"] == "done"


def test_what_was_checked_under_the_old_name_is_checked() -> None:
    problem = Problem("sources_disagree", Severity.DISCREPANCY, field=f"claims.{NEW}.role")
    assert mutes(Checked(code="claim_disagrees", field=f"claims.{OLD}.role"), problem)
    assert not mutes(Checked(code="claim_disagrees", field="claims.people.li-van-thu.role"), problem)


def test_an_edit_finds_the_old_names_and_rewrites_none(tmp_path: Path) -> None:
    made = registry(tmp_path, table("e", "event", **fields()), table("s", "source"))
    edits = Editing(made, build(made))
    change = edits.fields("e", [Change(f"{OLD}.role", "participant")])
    assert not change.problems or all(one.severity < Severity.ERROR for one in change.problems)
    assert change.after is not None
    before, after = (one.text for one in (change.before, change.after) if one)
    assert after.count("li-van-thui") == before.count("li-van-thui") > 0
    assert after == before.replace('role = "chair"', 'role = "participant"')


def test_a_new_translation_goes_on_with_the_old_memory(tmp_path: Path) -> None:
    made = registry(tmp_path, table("e", "event", **fields()), table("s", "source"))
    entry = made.entry("events/e.toml")
    paths = [one.path for one in translation_changes(entry, f"{NEW}.title", "en", "Head", "vi")]
    assert paths == [f"{NEW}.title.en"]  # the digest is the one that is remembered


def test_a_merge_takes_both_spellings_for_one_text() -> None:
    base = 'people = [{name = "Lý Văn Thúy", title = {vi = "a", en = "b"}}]\n'
    old, new = (
        f'\n[[translations]]\nfield = "{path}.title"\nfrom = "vi"\nto = "en"\ndigest = "0123456789ab"\n'
        for path in (OLD, NEW)
    )
    merge = merged(base, base + old, base + new)
    assert merge.text.count("[[translations]]") == 1
