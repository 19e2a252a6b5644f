"""The fields of a record with their last changes, and those that were removed, over a real repository."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest
from repository import BO, Committed, imported, organization

from govtui.edit.changed_fields import ChangedField, changed_fields, differences_in, revision_of
from govtui.edit.file_history import FileHistory
from govtui.edit.plain_data import MISSING
from govtui.store.registry import Registry

AKA = '\n[[aka]]\ntext = "{text}"\ntype = "acronym"\nsource = "s"\nat = "{at}"\n'
NOTE = '\n[note]\nvi = "Ghi chú"\nen = "Note"\n'
URL = 'url = "https://example.org"\n'

TEXTS: Sequence[tuple[str, str]] = (
    ("An", organization("bo") + NOTE + AKA.format(text="BNV", at="L3") + AKA.format(text="MOHA", at="L3")),
    ("Bình", organization("bo") + NOTE + AKA.format(text="BNV", at="L4") + AKA.format(text="MOHA", at="L3")),
    ("Chi", organization("bo", "Bộ Nội vụ") + NOTE + AKA.format(text="BNV", at="L4")),
    ("Dũng", organization("bo", "Bộ Nội vụ") + AKA.format(text="BNV", at="L4")),
    ("Giang", organization("bo", "Bộ Nội vụ") + NOTE + AKA.format(text="BNV", at="L4")),
    ("Hoa", organization("bo", "Bộ Nội vụ").replace("\n[name]", f"{URL}\n[name]") + AKA.format(text="BNV", at="L4")),
    ("Khoa", organization("bo", "Bộ Nội vụ") + AKA.format(text="BNV", at="L4")),
)
"""Who wrote which text; each is a version."""


@cache
def top() -> Path:
    folder = Path(mkdtemp(prefix="govtui-tests-fields-"))
    manifest = {"registry.toml": 'schema = 2\nlanguages = ["vi", "en"]\n'}
    imported(
        folder,
        [
            Committed([n - 1] if n else [], {**(manifest if not n else {}), BO: text}, author)
            for n, (author, text) in enumerate(TEXTS)
        ],
    )
    return folder


@pytest.fixture
def history() -> FileHistory:
    return FileHistory(Registry(top()), BO)


def told(fields: Sequence[ChangedField]) -> list[tuple[str, str, bool]]:
    return [(one.path, one.change.version.author if one.change.version else "", one.removed) for one in fields]


def test_what_one_version_gave_is_one_field_and_the_rest_is_told_step_by_step(history: FileHistory) -> None:
    assert told(changed_fields(history))[:6] == [
        ("id", "An", False),
        ("type", "An", False),
        ("status", "An", False),
        ("name.vi", "Chi", False),
        ("name.en", "An", False),
        ("aka.bnv.text", "An", False),
    ]
    assert ("aka.bnv.at", "Bình", False) in told(changed_fields(history))


def test_fields_come_in_the_order_in_which_they_are_read_and_others_last(history: FileHistory) -> None:
    names = [
        one.path.partition(".")[0] for one in changed_fields(history, ["name", "aka", "status"]) if not one.removed
    ]
    assert list(dict.fromkeys(names)) == ["name", "aka", "status", "id", "type"]


def test_removed_fields_stand_at_the_end_the_latest_first_with_what_they_were_and_who_removed_them(
    history: FileHistory,
) -> None:
    gone = [one for one in changed_fields(history) if one.removed]
    assert told(gone) == [("url", "Khoa", True), ("note", "Hoa", True), ("aka.moha", "Chi", True)]
    assert gone[0].value == "https://example.org"
    assert gone[1].value == {"vi": "Ghi chú", "en": "Note"}
    assert told(changed_fields(history))[-3:] == told(gone)


def test_what_was_removed_and_is_there_again_is_not_told_as_removed(tmp_path: Path) -> None:
    imported(tmp_path, [Committed([n - 1] if n else [], {BO: text}) for n, (_, text) in enumerate(TEXTS[:5])])
    assert "note" not in [one.path for one in changed_fields(FileHistory(Registry(tmp_path), BO)) if one.removed]


def test_an_item_without_a_name_that_was_removed_is_told_though_another_stands_in_its_place(tmp_path: Path) -> None:
    steps = [f'\n[[steps]]\ndate = "{year}"\n' for year in (2019, 2020, 2021)]
    text = organization("bo")
    texts = [text + "".join(steps), text + "".join(steps[1:])]
    imported(tmp_path, [Committed([n - 1] if n else [], {BO: one}) for n, one in enumerate(texts)])
    gone = [one for one in changed_fields(FileHistory(Registry(tmp_path), BO)) if one.removed]
    assert [one.value for one in gone] == [{"date": "2019"}]


def test_what_is_not_committed_has_no_version(tmp_path: Path) -> None:
    imported(tmp_path, [Committed([], {BO: TEXTS[0][1]})])
    (tmp_path / BO).write_text(organization("bo", status="inactive") + NOTE, encoding="utf-8")
    fields = {one.path: one for one in changed_fields(FileHistory(Registry(tmp_path), BO))}
    assert fields["status"].change.version is None and fields["note"].change.version is not None
    assert fields["aka"].removed and fields["aka"].change.version is None


def test_a_record_that_cannot_be_read_has_no_fields_to_tell_of(tmp_path: Path) -> None:
    imported(tmp_path, [Committed([], {BO: TEXTS[0][1]}), Committed([0], {BO: "a = "})])
    assert changed_fields(FileHistory(Registry(tmp_path), BO)) == ()


def test_the_differences_of_one_field_leave_out_the_others_and_look_into_what_came_as_a_whole(
    history: FileHistory,
) -> None:
    fields = {one.path: one for one in changed_fields(history)}
    revision = revision_of(history, fields["name.vi"])
    assert revision is not None
    (found,) = differences_in(revision, "name.vi").values()
    assert [(one.path, one.before, one.after) for one in found] == [("name.vi", "Bộ", "Bộ Nội vụ")]
    first = history.revisions[-1]
    (found,) = differences_in(first, "aka.bnv.at").values()
    assert [(one.path, one.before, one.after) for one in found] == [("aka.bnv.at", MISSING, "L3")]
