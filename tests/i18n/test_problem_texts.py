"""Each problem code has a sentence, a heading, a gist and a reason, in each language; and the sentences fill in their values."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import govtui
from govtui.i18n.problem_texts import PROBLEMS
from govtui.i18n.problems import gist, heading, sentence, why
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.dates import DATE_CODES
from govtui.model.problem import Problem, Severity
from govtui.text.width import width

MAKERS = {"Problem", "fault", "_discrepancy", "Unreadable", "refused", "custom_error_schema"}
"""What makes a problem of a code, its first argument (the second of a Pydantic schema)."""
ROOM = 44
"""Cells of a heading: on a screen of 80 the code has room behind it."""
AS_THEY_ARE = {"no_manifest"}
"""A file's name is in no language."""


def raised() -> set[str]:
    """The codes that model, store, index and interchange give to a maker: as literals, or by a name that literals are assigned to."""
    found = {f"date_{code}" for code in DATE_CODES}
    for room in ("model", "store", "index", "interchange"):
        for path in (Path(govtui.__file__).parent / room).rglob("*.py"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                maker = getattr(node.func, "id", getattr(node.func, "attr", "")) if isinstance(node, ast.Call) else ""
                if isinstance(node, ast.Call) and maker in MAKERS and node.args:
                    found.update(texts(node.args[maker == "custom_error_schema"], tree))
    return found


def texts(node: ast.AST, tree: ast.Module, depth: int = 3) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(text)) if re.fullmatch("[a-z_0-9]{3,}", text):
            yield text
        case ast.Name(id=name) if depth:
            for one in ast.walk(tree):
                targets = one.targets if isinstance(one, ast.Assign) else [getattr(one, "target", None)]
                if isinstance(one, ast.Assign | ast.NamedExpr) and name in [getattr(t, "id", "") for t in targets]:
                    yield from texts(one.value, tree, depth - 1)
        case ast.Call(func=ast.Attribute(value=table, attr=method), args=arguments):
            for child in (table, *arguments) if method == "fromkeys" else (table,):  # _CODES.get(number)
                yield from texts(child, tree, depth)
        case ast.Subscript() | ast.Compare() | ast.JoinedStr():
            pass  # keys, conditions, and the codes of dates
        case _:
            for child in ast.iter_child_nodes(node):
                yield from texts(child, tree, depth)


def test_each_code_that_is_raised_has_its_texts_and_no_other_has() -> None:
    assert raised() == set(PROBLEMS)


@pytest.mark.parametrize("code", PROBLEMS)
def test_all_four_texts_are_there(code: str) -> None:
    text = PROBLEMS[code]
    assert text.sentence.endswith((".", "?")) and text.heading and text.why and text.gist
    for message in (text.sentence, text.several, text.gist):
        assert all(name is None or name.isidentifier() for _, name, *_ in Formatter().parse(message))


@pytest.mark.parametrize("code", PROBLEMS)
def test_a_heading_is_a_few_words_in_each_language_and_no_code(code: str) -> None:
    said = [heading(code, load(language)) for language in LANGUAGES]
    assert len(set(said)) == len(LANGUAGES)
    for words in said:
        assert words[0].isupper()
        assert words[-1].isalnum() or words[-1] == ")"
        assert 1 < width(words) <= ROOM
        assert code in AS_THEY_ARE or not re.search(r"[a-z]_[a-z]", words)


def reason(code: str, language: str) -> str:
    text = why(code, load(language))
    assert text is not None
    return text


def toml(text: str) -> list[str]:
    """What a text quotes of a file, in any order: values in straight quotation marks, headers, inline tables."""
    return sorted(re.findall(r'"[^"\s]+"|\[{1,2}[a-z_.]+\]{1,2}|\{[^}]*\}', text))


@pytest.mark.parametrize("code", PROBLEMS)
def test_why_it_matters_is_one_paragraph_in_each_language(code: str) -> None:
    said = [reason(code, language) for language in ("en", "vi")]
    assert said[0] != said[1]
    for text in said:
        assert len(text) >= 80
        assert text == " ".join(text.split())
        assert text.endswith(".")
    assert toml(said[0]) == toml(said[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_codes_share_a_heading_or_a_paragraph(language: str) -> None:
    assert len({heading(code, load(language)) for code in PROBLEMS}) == len(PROBLEMS)
    assert len({reason(code, language) for code in PROBLEMS}) == len(PROBLEMS)


def test_a_code_of_another_version_stands_for_itself_and_has_a_sentence() -> None:
    tr = load("en")
    assert heading("of_tomorrow", tr) == "of_tomorrow"
    assert why("of_tomorrow", tr) is None
    later = Problem("of_tomorrow", Severity.ERROR, values={"given": "x"})
    assert sentence(later, tr) == "The value “x” does not fit this field."
    assert gist(later, tr, field="Place") == "Place: The value “x” does not fit this field."


def test_a_gist_tells_what_stands_against_what() -> None:
    tr = load("en")
    values = {
        "event": "e",
        "action": "adopted",
        "other_action": "noted",
        "source": "s",
        "other_source": "t",
        "slot": "outcome@e",
    }
    told = gist(Problem("sources_disagree", Severity.DISCREPANCY, values=values), tr, str.upper, field="Steps")
    assert (
        told
        == f"what happened at “E”: {tr.pgettext('step.action', 'Adopted')} (s) / {tr.pgettext('step.action', 'Noted')} (t)"
    )
    dangling = Problem("dangling", Severity.WARNING, values={"target": "nobody"})
    assert gist(dangling, tr, str.upper, field="Part of") == "Part of: nobody"
    several = Problem("likely_duplicate", Severity.WARNING, values={"other": "a", "others": "a, b", "more": 2})
    assert gist(several, tr, str.upper, field="Name") == "A, B"
    assert sentence(several, tr, str.upper).startswith("A, B and 2 others have the same name")
    assert gist(Problem("unknown_vocabulary", Severity.WARNING, values={"name": "x"}), tr, field="f") == (
        "There is no vocabulary “x” to add to."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_total_of_all_statuses_is_called_by_its_label(language: str) -> None:
    tr = load(language)
    values = {"status": "stated", "stated": 40, "itemised": 39}
    told = sentence(Problem("total_differs", Severity.DISCREPANCY, values=values), tr, str)
    assert f"“{tr.pgettext('field', 'Stated')}”" in told
    assert "“stated”" not in told
