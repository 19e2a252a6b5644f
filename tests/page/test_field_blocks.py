"""What a field looks like that has no renderer, own fields among them: labels, languages, and values that do not fit."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pytest
from contexts import context_of
from small import registry, table

from govtui.index.cache import build
from govtui.model.dates import PartialDate
from govtui.model.fields import fields
from govtui.model.schema import About, Items
from govtui.model.value import Value
from govtui.model.value_types import LocalizedText, Text
from govtui.page.compose import compose
from govtui.page.field_blocks import field_blocks, item_blocks
from govtui.page.layout import lay_out, plain
from govtui.page.page import Page, Section, Span
from govtui.page.parallel import parallel
from govtui.page.render_context import RenderContext
from govtui.store.registry import Registry

MANIFEST = """\
schema = 2

[fields.all.budget]
type = "number"
label = { vi = "Kinh phí", en = "Budget" }

[fields.all.open]
type = "yes_no"
label = { vi = "Mở", en = "Open" }

[fields.all.aim]
type = "localized"
label = { vi = "Mục đích", en = "Aim" }

[fields.all.seats]
type = "text"
repeated = true
label = { vi = "Trụ sở", en = "Seats" }
"""

OWN = {
    "budget": 12000,
    "open": False,
    "aim": {"vi": "Minh bạch", "en": "Transparency"},
    "seats": ["Hà Nội", "Huế"],
    "secret": "nobody else's",
}


def files(root: Path, **x: Any) -> Registry:
    return registry(root, table("s", "source"), table("a", x=x), manifest=MANIFEST)


def own_lines(found: Registry, language: str, *, both: bool = False) -> list[str]:
    context = context_of(found, build(found), language, both=both)
    page = compose(found.entry("organizations/a.toml"), "a", context)
    return [line.text for line in lay_out(page, 80) if line.section == "own" and line.text.strip()]


def test_own_fields_stand_in_a_section_of_their_own_in_the_order_of_the_manifest(tmp_path: Path) -> None:
    found = files(tmp_path, **OWN)
    [heading, *lines] = own_lines(found, "vi")
    assert heading.startswith("Thông tin khác ─")
    assert lines == [
        "Kinh phí          12.000",
        "Mở                không",
        "Mục đích          Minh bạch",
        "Trụ sở            Hà Nội; Huế",
    ]
    [heading, *lines] = own_lines(found, "en")
    assert heading.startswith("Further fields ─")
    assert lines == [
        "Budget            12,000",
        "Open              no",
        "Aim               Transparency",
        "Seats             Hà Nội; Huế",
    ]


def test_in_both_languages_a_text_is_a_paragraph_for_each(tmp_path: Path) -> None:
    lines = own_lines(files(tmp_path, aim=OWN["aim"]), "en", both=True)
    assert lines[1:] == ["Aim               Transparency [en]", "                  Minh bạch [vi]"]


@pytest.mark.parametrize("value", ["x", 5, 1.5, True, [1, "b"], [[1]], {"a": 1}, {"vi": 5}, [{"vi": 1}], float("nan")])
@pytest.mark.parametrize("field", ["budget", "open", "aim", "seats"])
def test_a_value_that_does_not_fit_its_field_is_shown_all_the_same(tmp_path: Path, field: str, value: Any) -> None:
    found = files(tmp_path, **{field: value})
    for language in ("vi", "en"):
        for both in (False, True):
            assert len(own_lines(found, language, both=both)) >= 2
    parallel(found.entry("organizations/a.toml"), "a", context_of(found, build(found), "vi"), ("vi", "en"))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_key_without_a_label_stands_in_quotation_marks(tmp_path: Path, language: str) -> None:
    odd = table(
        "d",
        "declaration",
        type="odd-type",
        frequency="odd-frequency",
        identifiers={"odd-scheme": "x"},
        steps=[{"action": "odd-action"}],
        measures=[{"key": "m", "level": "odd-level", "text": {"vi": "Một", "en": "One"}}],
        aka=[{"text": "D", "type": "odd-alias"}],
        people=[{"name": "Lan", "role": "odd-role"}],
        figures=[{"what": "odd-what", "value": 1}],
        review={"state": "odd-state"},
    )
    found = registry(tmp_path, table("s", "source"), odd)
    page = compose(found.entry("declarations/d.toml"), "d", context_of(found, build(found), language))
    assert page.sections[0].name == "problems"
    shown = plain(replace(page, sections=page.sections[1:]), 80)
    keys = re.findall("odd-[a-z]+", shown)
    assert len(keys) == 9 and all(f"“{key}”" in shown for key in keys)


def test_without_own_values_there_is_no_such_section(tmp_path: Path) -> None:
    assert own_lines(files(tmp_path, secret=1), "en") == []


class Phone(Value):
    number: Annotated[Text, About("Number")]
    place: Annotated[LocalizedText | None, About("Place")] = None
    since: Annotated[PartialDate | None, About("Date")] = None
    source: Annotated[str | None, About("Source")] = None


class Office(Value):
    phones: Annotated[list[Phone], About("Links", items=Items(name="number"))] = []
    days: Annotated[list[Phone], About("Day", items=Items())] = []
    main: Annotated[Phone | None, About("Position")] = None


def lines_of(blocks: Any) -> list[str]:
    page = Page("", [Span("")], [], [Section("one", "", list(blocks))])
    return [line.text for line in lay_out(page, 60) if line.text.strip()]


@pytest.fixture
def context(tmp_path: Path) -> RenderContext:
    found = registry(tmp_path, table("s", "source"))
    return context_of(found, build(found), "en")


PHONE = Phone(number="113", place={"en": "Hanoi"}, since=PartialDate.parse("2021"), source="s")


def test_a_new_list_of_tables_has_a_line_an_item_and_forgets_no_part(context: RenderContext) -> None:
    specs = fields(Office)
    assert lines_of(field_blocks(specs["phones"], [PHONE], context)) == [
        "•  113 · Date: 2021 [s]",
        "   Place             Hanoi",
    ]
    assert lines_of(field_blocks(specs["days"], [PHONE], context)) == [
        "•  Number: 113 · Date: 2021 [s]",
        "   Place             Hanoi",
    ]


def test_a_new_table_has_its_parts_behind_its_label(context: RenderContext) -> None:
    assert lines_of(field_blocks(fields(Office)["main"], PHONE, context)) == [
        "Position          Number: 113 · Date: 2021 · Source: s",
        "   Place             Hanoi",
    ]


def test_what_a_renderer_does_not_tell_of_an_item_stands_behind_it(context: RenderContext) -> None:
    spec = fields(Office)["phones"]
    blocks = item_blocks(spec, PHONE, context, "phones.113", spans=[Span("Call 113")], shown=("number", "place"))
    assert lines_of(blocks) == ["•  Call 113 · Date: 2021 [s]"]
