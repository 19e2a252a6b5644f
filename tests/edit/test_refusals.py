"""Every reason for which an edit can be refused has a sentence, in both languages."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from govtui.edit.external_editor import editor
from govtui.edit.proposal import EditRefused
from govtui.i18n.errors import REFUSALS, refusal
from govtui.i18n.translator import LANGUAGES, load

PACKAGE = Path(__file__).resolve().parents[2] / "govtui"

RAISED = ("EditRefused", "CannotEditInPlace", "NotSaved")


def codes() -> Iterator[tuple[str, str]]:
    """Each code that is raised somewhere, with the module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISED and node.args:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.isidentifier():
                        yield part.value, path.name


def test_each_code_that_is_raised_has_a_sentence() -> None:
    found = set(codes())
    assert len(found) > 25
    assert {one for one in found if one[0] not in REFUSALS} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", REFUSALS)
def test_a_sentence_shows_what_it_is_about_and_stands_without_it(code: str, language: str) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(REFUSALS[code]) if name}
    words = refusal(code, {name: f"«{name}»" for name in fields}, load(language))
    assert all(f"«{name}»" in words for name in fields)
    assert refusal(code, {}, load(language)).strip()


def test_a_nearest_guess_is_asked_for() -> None:
    words = refusal("no_such_record", {"target": "unpg", "near": "unpog"}, load("en"))
    assert words == "There is no record “unpg”. Did you mean “unpog”?"


def test_an_editor_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EditRefused, match="editor_failed") as caught:
        editor({"EDITOR": "nonesuch -x", "PATH": str(tmp_path)})
    assert caught.value.values == {"editor": "nonesuch"}


def test_without_any_editor_that_is_told(tmp_path: Path) -> None:
    with pytest.raises(EditRefused, match="no_editor"):
        editor({"PATH": str(tmp_path)})
