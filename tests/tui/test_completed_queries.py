"""What is offered at the cursor: keys, values and ids, found by their names in either language, with or without accents."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from small import RECORDS, registry, table

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry
from govtui.tui.edit.completion import explained, offers


@cache
def context(language: str = "vi") -> RenderContext:
    registry = Registry(RECORDS)
    return RenderContext(load(language), (language,), build(registry), registry.manifest, lambda id: None)


def offered(text: str, kind: str = "event", language: str = "vi") -> list[str]:
    """What would be written at the bar in a text, best first."""
    found = offers(text.replace("|", "", 1), text.index("|"), kind, context(language))
    return [str(choice.value) for choice in found.choices] if found else []


def test_keys_come_in_the_order_of_files_and_only_those_that_are_allowed_there() -> None:
    assert offered("|")[:6] == ["schema = ", "kind = ", "id = ", 'type = ""', 'status = ""', 'date = ""']
    assert "[[steps]]\n" in offered("|", "declaration")
    assert "[[steps]]\n" not in offered("|", "event")
    assert offered("[place]\n|") == ['country = ""', "city = {}", "venue = {}", "online = "]
    assert offered("[[steps]]\nac|", "declaration") == ['action = ""']


def test_a_key_is_found_by_its_name_in_the_language_of_the_interface_without_accents() -> None:
    assert offered("tinh|") == ['status = ""']
    assert offered("time|", language="en") == ['part_of_day = ""']
    assert offered("[relations]\nto|", "event")[0] == "organized_by = []"


def test_a_key_that_has_a_value_already_is_only_renamed() -> None:
    assert offered('sta|x = "held"') == ["status"]
    assert offered('sta| = "held"') == ["status"]


def test_a_header_is_completed_with_its_brackets() -> None:
    assert offered("[re|") == ["[relations]", "[[remarks]]", "[review]"]
    assert offered("[fig|]") == ["[[figures]]"]
    found = offers("x = 1\n[[fi]]\n", 10, "event", context())
    assert found is not None
    assert "x = 1\n[[fi]]\n"[found.start : found.end] == "[[fi]]"


@pytest.mark.parametrize(
    ("typed", "key"), [("hoan", "postponed"), ("đã h", "postponed"), ("postp", "postponed"), ("du ki", "planned")]
)
def test_values_of_a_vocabulary_are_found_by_key_and_by_name(typed: str, key: str) -> None:
    assert offered(f'status = "{typed}|"')[0] == f'"{key}"'
    assert offered(f"status = {typed}|")[:1] == [f'"{key}"'] or " " in typed


def test_ids_are_found_by_the_record_s_name_in_either_language() -> None:
    ids = offered('[relations]\norganized_by = ["bo noi vu|"]')
    assert '"vn-moha"' in ids[:3]
    assert '"vn-moha"' in offered('[relations]\norganized_by = ["home affairs|"]')[:3]
    assert '"vn-moha"' in offered('[relations]\norganized_by = ["vn-moha|"]')[:1]


def test_only_records_of_a_fitting_kind_are_offered() -> None:
    assert {context().index.card(id.strip('"')).kind for id in offered('[[sources]]\nref = "|"')} == {"source"}  # type: ignore[union-attr]


def test_a_gap_is_a_field_a_relation_or_money() -> None:
    assert offered('gaps = ["kinh phi|"]') == ['"money"']
    assert offered('gaps = ["don vi to chuc|"]') == ['"relations.organized_by"']
    assert offered('gaps = ["date|"]')[0] == '"date"'
    assert '"money"' not in offered('[[sources]]\nfor = ["money|"]')


def test_countries_and_languages_have_names() -> None:
    assert offered('place = { country = "han quoc|"') == ['"KR"']
    assert offered("[name]\n|") == ['vi = ""', 'en = ""']


@pytest.mark.parametrize("text", ["# st|", 'vi = """\nst|\n"""', 'status = "held" |', "kind = [1] |", "status |"])
def test_nothing_is_offered_where_nothing_can_stand(text: str) -> None:
    assert offered(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[name]\nvi = "x|"', "Tên › tiếng Việt"),
        ('[relations]\norganized_by = ["x|"]', "Quan hệ › Đơn vị tổ chức"),
        ("[[steps]]\naction| = 1", "Các bước › Việc"),
        ("id = |", "Mã"),
        ("[zz.y]\nz = |", ""),
    ],
)
def test_the_field_at_the_cursor_is_called_by_its_names(text: str, name: str) -> None:
    found = explained(
        text.replace("|", "", 1), text.index("|"), "declaration" if "steps" in text else "event", context()
    )
    assert (found.name if found else "") == name


def test_the_field_at_the_cursor_is_explained() -> None:
    found = explained('status = "', 10, "event", context("en"))
    assert found is not None
    assert found.meaning == "The current status; unknown if the sources are silent."


OWN = """\
schema = 2
[relations.translates]
from = ["declaration"]
to = "same"
label = { vi = "Là bản dịch của", en = "Translation of" }
inverse = "translated_as"
inverse_label = { vi = "Có bản dịch", en = "Translated as" }
"""


@pytest.mark.parametrize(
    ("language", "typed", "name"), [("vi", "dich", "Là bản dịch của"), ("en", "transl", "Translation of")]
)
def test_an_own_relation_is_offered_by_its_name_with_the_records_it_may_lead_to(
    language: str, typed: str, name: str, tmp_path: Path
) -> None:
    own = registry(tmp_path, table("goc", "declaration"), table("goc-hop", "event"), manifest=OWN)
    here = RenderContext(load(language), (language,), build(own), own.manifest, lambda id: None)
    text = f"[relations]\n{typed}"
    found = offers(text, len(text), "declaration", here)
    assert found is not None and [choice.value for choice in found.choices] == ["translates = []"]
    assert offers(text, len(text), "event", here) is None
    text = '[relations]\ntranslates = ["'
    found = offers(f'{text}"]', len(text), "declaration", here)
    assert found is not None and [choice.value for choice in found.choices] == ['"goc"']
    told = explained(f'{text}"]', len(text), "declaration", here)
    assert told is not None and told.name.endswith(name)
