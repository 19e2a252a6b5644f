"""The registry's own fields are merged as those of the program: by what their declarations say of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import registry, table, toml

from govtui.edit.merge import merged, resolved
from govtui.edit.operations import Editing
from govtui.edit.plain_data import plain
from govtui.edit.proposal import Conflict
from govtui.index.cache import build
from govtui.model.own_fields import BUILT_IN, declared
from govtui.store.field_edits import Change, value_in

MANIFEST = """\
schema = 2

[fields.all.partners]
type = "reference"
label = { en = "Partners" }
repeated = true

[fields.all.mottos]
type = "text"
label = { en = "Mottos" }
repeated = true

[fields.organization.mission]
type = "localized"
label = { en = "Mission" }
"""
SCHEMA, FAULTS = declared(plain(MANIFEST)["fields"], {}, {})
BASE = {"partners": ["a", "b"], "mottos": ["One.", "Two."], "mission": {"vi": "Một.", "en": "One."}}


def text(**own: Any) -> str:
    return toml("n", x={**BASE, **own})


def own(made: str) -> dict[str, Any]:
    return plain(made)["x"]


def test_the_declarations_are_good() -> None:
    assert FAULTS == ()


def test_a_list_of_references_is_merged_as_a_set() -> None:
    mine, theirs = text(partners=["b", "a", "mine"]), text(partners=["b", "theirs"])
    merge = merged(text(), mine, theirs, SCHEMA)
    assert not merge.clashes and own(merge.text)["partners"] == ["b", "theirs", "mine"]
    (clash,) = merged(text(), mine, theirs, BUILT_IN).clashes  # a private note is a value of its own
    assert clash.path == "x.partners"


@pytest.mark.parametrize("side", ["mine", "theirs"])
def test_texts_keep_their_order_and_are_one_value(side: str) -> None:
    merge = merged(text(), text(mottos=["Two.", "One."]), text(mottos=["Two.", "One.", "Three."]), SCHEMA)
    assert [clash.path for clash in merge.clashes] == ["x.mottos"]
    made = resolved(merge, {"x.mottos": side})  # type: ignore[dict-item]
    assert own(made)["mottos"] == ["Two.", "One.", "Three."][: 2 if side == "mine" else 3]


def test_a_choice_of_one_field_leaves_the_set_beside_it_merged() -> None:
    mine = text(partners=["a", "b", "mine"], mottos=["Mine."])
    merge = merged(text(), mine, text(partners=["b"], mottos=["Theirs."]), SCHEMA)
    assert own(resolved(merge, {"x.mottos": "mine"})) == {**BASE, "partners": ["b", "mine"], "mottos": ["Mine."]}  # type: ignore[dict-item]


def test_a_localized_text_is_merged_by_language() -> None:
    mine, theirs = text(mission={"vi": "Hai.", "en": "One."}), text(mission={"vi": "Một.", "en": "Two."})
    merge = merged(text(), mine, theirs, SCHEMA)
    assert not merge.clashes and own(merge.text)["mission"] == {"vi": "Hai.", "en": "Two."}


def test_an_edit_that_meets_another_is_merged_by_the_manifest_of_the_registry(tmp_path: Path) -> None:
    made = registry(tmp_path, table("n", x=BASE), table("s", "source"), manifest=MANIFEST)
    first, second = Editing(made, build(made)), Editing(made, build(made))
    changes = [one.fields("n", [Change("x.partners", new)]) for one, new in ((first, ["a"]), (second, ["a", "b", "c"]))]
    first.save(changes[0])
    with pytest.raises(Conflict) as conflict:
        second.save(changes[1])
    merge, prepared = second.reconciled(conflict.value)
    assert prepared is not None and value_in(plain(merge.text), "x.partners") == ["a", "c"]
