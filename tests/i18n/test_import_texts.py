"""Each reason for which a file or a record is not imported has its sentence, filled with its values, in each language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import govtui
from govtui.i18n.errors import REFUSALS
from govtui.i18n.import_texts import IMPORT_TEXTS, import_sentence, place_words
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.imported import ImportFault

MAKERS = {"CannotImport": 1, "ImportFault": 1, "_BadLine": 0, "BadCell": 0, "fault": 0, "EditRefused": 0}
"""What takes the code of a reason, and as which argument."""


def given() -> Iterator[tuple[str, str]]:
    """The codes that readers and plan give, as literals, with where they do."""
    root = Path(govtui.__file__).parent
    for path in (*root.glob("interchange/incoming/*.py"), *root.glob("edit/import_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            place = MAKERS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
            values = [node.args[place]] if place is not None and len(node.args) > place else []
            values += [word.value for word in node.keywords if word.arg == "code"]
            for value in values:
                if isinstance(value, ast.Constant) and value.value:
                    yield str(value.value), f"{path.name}:{node.lineno}"


def test_each_code_has_a_sentence() -> None:
    found = dict(given())
    assert len(found) > 40
    assert {code: where for code, where in found.items() if code not in {*IMPORT_TEXTS, *REFUSALS}} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_have_their_values_in_them(language: str) -> None:
    tr = load(language)
    for code, message in IMPORT_TEXTS.items():
        names = {name for _, name, _, _ in Formatter().parse(message) if name}
        said = import_sentence(ImportFault("line 1", code, {name: f"<{name}>" for name in names}), tr)
        assert all(f"<{name}>" in said for name in names) and "{" not in said, code


def test_places_and_numbers_are_words_of_the_language() -> None:
    duplicate = ImportFault("line 9", "duplicate_in_file", {"first": "line 12"})
    many = ImportFault("line 9", "too_many", {"limit": 100_000})
    assert import_sentence(duplicate, load("en")) == "The same record is already in the file: line 12."
    assert import_sentence(duplicate, load("vi")) == "Bản ghi này đã có ở phần trước của tệp: dòng 12."
    assert "100,000" in import_sentence(many, load("en")) and "100.000" in import_sentence(many, load("vi"))
    assert place_words("organizations/3/name", load("vi")) == "organizations/3/name"


def test_a_refused_edit_is_told_as_elsewhere_and_an_unknown_code_does_no_harm() -> None:
    tr = load("en")
    assert "b.toml" in import_sentence(ImportFault("", "broken_toml", {"path": "b.toml"}), tr)
    assert import_sentence(ImportFault("", "of_a_later_version"), tr)
