"""Quotation marks within quotation marks, and that no sentence puts a name between “ ” as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.i18n.errors import refusal
from govtui.i18n.formats import in_quotes, quoted
from govtui.i18n.problems import sentence
from govtui.i18n.translator import load
from govtui.model.problem import Problem, Severity

PROGRAM = Path(__file__).parents[2] / "govtui"
BARE = {"key", "id", "path", "code", "command", "near", "editor", "named"}
"""What has no quotation marks of its own: ids, keys, paths, names of programs."""


@pytest.mark.parametrize(
    ("name", "nested"),
    [
        ("Bộ Nội vụ", "“Bộ Nội vụ”"),
        ("Đề án “Đẩy mạnh cải cách”", "“Đề án ‘Đẩy mạnh cải cách’”"),
        ("“A ‘b’”", "“A ‘b’”"),
        ("“A” and “B”", "“‘A’ and ‘B’”"),
        ("The ASEAN’s “vision”", "“The ASEAN’s ‘vision’”"),
        ("on “the ‘new’ way”", "“on ‘the “new” way’”"),
    ],
)
def test_the_marks_of_a_name_are_turned_within_others(name: str, nested: str) -> None:
    assert quoted(name) == nested


@given(text=st.text(alphabet="ab ’", max_size=12))
def test_a_text_without_double_marks_stays(text: str) -> None:
    assert in_quotes(text) == text


@given(parts=st.lists(st.text(alphabet="ab ", max_size=4), min_size=1, max_size=4))
def test_marks_that_open_close_again(parts: list[str]) -> None:
    text = quoted("of " + " ".join(f"“{part}”" for part in parts))
    assert text.count("“") == text.count("”") == 1 and text.count("‘") == text.count("’") == len(parts)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_sentences_nest_the_marks_of_the_names_in_them(language: str) -> None:
    tr, name = load(language), "Đề án “Số”"
    problem = Problem("likely_duplicate", "declarations/x.toml", Severity.WARNING, values={"other": "x"})
    nested = "“Đề án ‘Số’”"
    assert nested in sentence(problem, tr, lambda id: name)
    assert nested in refusal("editor_failed", {"editor": name}, tr)


def values_in_marks(source: str, name: str) -> list[str]:
    """Where a module puts a value between quotation marks as it is."""
    found = []
    for node in ast.walk(ast.parse(source if "“" in source or "\\" in source else "")):  # a mark may be written \u201c
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            message = " ".join(
                part.value
                for part in ast.walk(node.func.value)
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
            )
            between = set(re.findall(r"“\{(\w+)\}”", message)) - BARE
            found += [
                f"{name}:{node.lineno}: {word.arg}"
                for word in node.keywords
                if word.arg in between and "in_quotes(" not in ast.unparse(word.value)
            ]
        elif isinstance(node, ast.JoinedStr) and "“{" in ast.unparse(node) and name != "i18n/formats.py":
            found.append(f"{name}:{node.lineno}: quoted() is for this")
    return found


def test_no_value_is_put_between_quotation_marks_as_it_is() -> None:
    paths = sorted(PROGRAM.rglob("*.py"))
    assert len(paths) > 100
    assert [
        one for path in paths for one in values_in_marks(path.read_text("utf-8"), path.relative_to(PROGRAM).as_posix())
    ] == []


@pytest.mark.parametrize(
    "source",
    [
        'tr.gettext("The name “{name}” is taken.").format(name=name)',
        'f"“{name}”"',
        'tr("\\u201c{name}\\u201d").format(name=name)',
    ],
)
def test_a_value_between_quotation_marks_is_found(source: str) -> None:
    assert values_in_marks(source, "cli/x.py")
    assert not values_in_marks(source, "i18n/formats.py") or not source.startswith("f")
