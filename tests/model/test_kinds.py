"""The table of kinds is whole, and the only place that lists them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from small import record

from govtui.model.kinds import KINDS, Kind
from govtui.model.record import MODELS
from govtui.model.vocabulary import VOCABULARIES

PACKAGE = Path(__file__).parents[2] / "govtui"

kinds = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def test_the_kinds_are_those_that_have_a_model_in_the_same_order() -> None:
    assert tuple(KINDS) == tuple(MODELS)
    assert [kind.key for kind in KINDS.values()] == list(KINDS)


@pytest.mark.parametrize("column", ["folder", "label", "plural", "sign", "digit", "command_title", "command_help"])
def test_no_two_kinds_have_the_same(column: str) -> None:
    told = [getattr(kind, column) for kind in KINDS.values()]
    assert all(told) and len(set(told)) == len(told)


def test_the_digits_follow_on_the_one_that_shows_all() -> None:
    assert [kind.digit for kind in KINDS.values()] == [str(digit) for digit in range(2, len(KINDS) + 2)]


@kinds
def test_a_kind_has_its_types(kind: Kind) -> None:
    assert VOCABULARIES[f"{kind.key}.type"]


@kinds
def test_the_model_is_called_by_the_name_field_and_dated_by_the_first_date_field_with_a_value(kind: Kind) -> None:
    called = {"vi": "Một"}
    assert record("a", kind.key, **{kind.name_field: called}).label == called
    dates = {field: f"20{place:02}" for place, field in enumerate(kind.date_fields, 1)}
    for field in kind.date_fields:
        assert str(record("a", kind.key, **dates).main_date) == dates.pop(field)
    assert record("a", kind.key).main_date is None


# -- nobody else lists them ------------------------------------------------------------------------------------------

NAMES = frozenset(name for kind in KINDS.values() for name in (kind.key, kind.folder))
_SIDE_BY_SIDE = re.compile(rf"(?<![\w.-])({'|'.join(NAMES)}) ({'|'.join(NAMES)})(?![\w.-])")  # no ids of commands

MAY = {
    "model/record.py": "the models by kind",
    "page/card.py": "the rows of the card by kind",
    "cli/offered.py": "names of options",
    "interchange/bibtex.py": "what it carries by kind",
    "interchange/citation.py": "what it carries by kind",
    "interchange/outgoing/jsonld.py": "what it carries by kind",
    "interchange/outgoing/popolo.py": "what it carries by kind",
    "interchange/incoming/popolo_document.py": "Popolo's own classes, two of which are called as ours",
    "model/relations.py": "short names of the kinds, for the table of which kinds a relation joins",
}


def written_out(source: str) -> Iterator[int]:
    """The lines of literal collections, and of texts that are split, with two kinds or more in them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Dict):
            lists = [node.keys, node.values]
        elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            lists = [node.elts]
        else:
            lists = []
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _SIDE_BY_SIDE.search(node.value):
                yield node.lineno
        for parts in lists:
            if len(NAMES & {part.value for part in parts if isinstance(part, ast.Constant)}) > 1:
                yield node.lineno


@pytest.mark.parametrize(
    "planted",
    [
        'KINDS = ("organization", "event")',
        'X = ["a", "sources", "event"]',
        'X = {"declaration": 1, "event": 2}',
        'X = {"a": "events", "b": "sources"}',
        'X = "all organizations declarations".split()',
    ],
)
def test_a_list_of_kinds_is_found(planted: str) -> None:
    assert list(written_out(planted)) == [1]


def test_no_other_module_lists_the_kinds() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): lines
        for path in sorted(PACKAGE.rglob("*.py"))
        if (lines := list(written_out(path.read_text("utf-8"))))
    }
    assert found.keys() - MAY.keys() == set(), found


@pytest.mark.parametrize("module", MAY)
def test_an_exception_is_still_one(module: str) -> None:
    assert list(written_out((PACKAGE / module).read_text("utf-8")))
