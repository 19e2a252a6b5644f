"""Names are found by how their words begin: in any case, accents optional, as TELEX or VNI types them."""

from __future__ import annotations

import pytest

from govtui.text.beginnings import Beginnings

NAMES = Beginnings(
    [
        ("forum", ("forum", "Diễn đàn", "Forum")),
        ("multistakeholder", ("multistakeholder", "Sáng kiến, diễn đàn đa bên", "Multi-stakeholder initiative")),
        ("area", ("area", "Diện tích", "Area")),
        ("un_system", ("un_system", "Cơ quan Liên hợp quốc", "UN entity")),
        ("MM", ("MM", "Myanmar")),
        ("US", ("US", "Mỹ", "United States")),
    ]
)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("diễn", {"forum": True, "multistakeholder": False}),
        ("DIỄN ĐÀN", {"forum": True, "multistakeholder": False}),
        ("dien", {"forum": True, "multistakeholder": False, "area": True}),
        ("dieenx", {"forum": True, "multistakeholder": False}),  # TELEX
        ("die6n4 d9a2n", {"forum": True, "multistakeholder": False}),  # VNI
        ("diê", {"forum": True, "multistakeholder": False, "area": True}),  # its tone may come
        ("diện", {"area": True}),
        ("điện", {"forum": True, "multistakeholder": False, "area": True}),  # nothing has these accents
        ("đa bên", {"multistakeholder": False}),
        ("bên diễn", {}),
        ("sáng kiến d", {"multistakeholder": True}),
        ("sáng, kiến, d", {"multistakeholder": True}),
        ("kiến", {"multistakeholder": False}),
        ("iến", {}),
        ("un_s", {"un_system": True}),
        ("un", {"un_system": True, "US": True}),
        ("my", {"MM": True, "US": True}),  # whole, or the beginning of a word
        ("mm", {"MM": True}),
        ("diễn đàn ", {"multistakeholder": False}),  # another word follows
        ("zzz", {}),
        ("?", {}),
    ],
)
def test_a_name_is_found_by_the_beginning_of_its_words(typed: str, found: dict[str, bool]) -> None:
    assert NAMES.find(typed) == found


@pytest.mark.parametrize("typed", ["", " "])
def test_nothing_typed_begins_all(typed: str) -> None:
    assert list(NAMES.find(typed)) == ["forum", "multistakeholder", "area", "un_system", "MM", "US"]


@pytest.mark.parametrize(
    ("typed", "whole"),
    [("diễn đàn", ["forum"]), ("dien dan ", ["forum"]), ("FORUM", ["forum"]), ("diễn", []), ("", []), ("!", [])],
)
def test_a_whole_name_is_told_from_a_beginning(typed: str, whole: list[str]) -> None:
    assert NAMES.whole(typed) == whole
