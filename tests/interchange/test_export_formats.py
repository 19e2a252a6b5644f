"""Each export format is a row and a module; the command line and the copy screen offer what has a row."""

from __future__ import annotations

import os
import re
import sys
from types import ModuleType

import click
import pytest
from small import RECORDS

from govtui.cli import show
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.formats import FORMATS, ExportFormat, NotARecord, Of, record_formats, record_text
from govtui.model.record import Record
from govtui.page.render_context import RenderContext
from govtui.store.registry import Entry, Registry
from govtui.tui.views.copied import FORMS

REGISTRY = Registry(RECORDS)


@pytest.fixture(scope="module")
def context() -> RenderContext:
    return RenderContext.of(REGISTRY, load("en"), ("en",), build(REGISTRY))


def entry_of(context: RenderContext, id: str) -> Entry:
    card = context.index.card(id)
    assert card is not None
    return REGISTRY.entry(card.path)


def test_a_row_says_what_a_program_needs_to_know_of_its_files() -> None:
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", one.media_type) for one in FORMATS.values())
    extensions = [one.extension for one in FORMATS.values()]
    assert len({*extensions}) == len(extensions)
    assert all(load("vi").pgettext("copy", one.label) for one in FORMATS.values())


SINGLE = {key: FORMATS[key] for key in record_formats()}


@pytest.mark.parametrize("format", SINGLE.values(), ids=SINGLE)
def test_every_format_of_single_records_writes_a_record_and_says_when_it_cannot(
    format: ExportFormat, context: RenderContext
) -> None:
    text = record_text(format, entry_of(context, "unpog"), "unpog", context)
    assert text.strip() and text.endswith("\n") != format.is_line
    assert format.is_line == ("\n" not in text)
    broken = REGISTRY.entry_from("organizations/a.toml", b'id = "a\n')
    if format.of is Of.PAGE:
        assert "a" in record_text(format, broken, "a", context)
    else:
        with pytest.raises(NotARecord):
            record_text(format, broken, "a", context)


def test_a_new_format_is_a_module_and_a_row(monkeypatch: pytest.MonkeyPatch, context: RenderContext) -> None:
    module = ModuleType("govtui.interchange.csl")

    def csl(record: Record, context: RenderContext) -> str:
        return f'{{"id": "{record.id}"}}\n'

    module.csl = csl  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "govtui.interchange.csl", module)
    monkeypatch.setitem(FORMATS, "csl", ExportFormat("csl", "CSL", "application/vnd.citationstyles.csl+json", "json"))  # type: ignore[arg-type]
    assert record_text(FORMATS["csl"], entry_of(context, "unpog"), "unpog", context) == '{"id": "unpog"}\n'
    session = Session(load("en"), os.environ, Output.standard(load("en"), os.environ))
    choice = next(one.type for one in show.command(session).params if one.name == "style")
    assert isinstance(choice, click.Choice) and "csl" in choice.choices


def test_the_copy_screen_offers_every_format() -> None:
    assert FORMATS.keys() <= FORMS.keys()
