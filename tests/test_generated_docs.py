"""docs/machine.*, docs/schema.* and the tables of docs/formats.* are what their tools make of the code, and of what commands print."""

from __future__ import annotations

import importlib
import json
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from govtui.i18n.translator import LANGUAGES, load
from govtui.interchange.formats import FORMATS
from govtui.interchange.import_formats import IMPORT_FORMATS
from govtui.interchange.machine_shapes import SHAPES

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"


@pytest.fixture(scope="module")
def tools() -> Any:
    """The modules of tools/ by name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield importlib.import_module


@pytest.fixture(scope="module")
def lines(tools: Any) -> Mapping[str, Any]:
    if shutil.which("git") is None:
        pytest.skip("git is needed for the examples")
    return tools("machine_examples").examples()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_machine_lines_is_up_to_date_with_shapes_and_commands(
    tools: Any, lines: Mapping[str, Any], language: str
) -> None:
    tool = tools("machine_doc")
    made = tool.page(load(language), lines)
    assert (DOCS / tool.NAMES[language]).read_text(encoding="utf-8") == made, (
        "python tools/machine_doc.py writes it anew"
    )


def test_every_shape_has_an_example_from_a_command_that_prints_it(lines: Mapping[str, Any]) -> None:
    assert lines.keys() == {*SHAPES, "label"}
    for shape in SHAPES:
        assert lines[shape].line["is"] == shape
        assert any(lines[shape].command.split()[1] == command.split()[0] for command in SHAPES[shape].commands), shape


def test_a_line_is_the_same_when_it_is_broken_for_reading(tools: Any, lines: Mapping[str, Any]) -> None:
    for example in lines.values():
        assert json.loads(tools("machine_examples").wrapped(example.line)) == example.line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_fields_is_up_to_date(tools: Any, language: str) -> None:
    made = tools("schema_doc").page(load(language))
    assert (DOCS / f"schema.{language}.md").read_text(encoding="utf-8") == made, (
        "python tools/schema_doc.py writes it anew"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tables_of_what_formats_carry_are_up_to_date(tools: Any, language: str) -> None:
    text = (DOCS / f"formats.{language}.md").read_text(encoding="utf-8")
    assert tools("formats_doc").page(load(language), text) == text, "python tools/formats_doc.py writes it anew"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_has_a_section(language: str) -> None:
    heads = re.findall(r"^## ([a-z]+)$", (DOCS / f"formats.{language}.md").read_text(encoding="utf-8"), re.M)
    assert FORMATS.keys() | IMPORT_FORMATS.keys() <= {*heads}


@pytest.mark.parametrize(
    "name", ["formats.en.md", "formats.vi.md", "machine.md", "machine.vi.md", "schema.en.md", "schema.vi.md"]
)
def test_links_to_headings_lead_to_headings(name: str) -> None:
    text = (DOCS / name).read_text(encoding="utf-8")
    heads = {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in re.findall(r"^#+ (.+)$", text, re.M)}
    links = set(re.findall(r"\]\(#([^)]+)\)", text))
    assert len(links) > 4 and links - heads == set()
