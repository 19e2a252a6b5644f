"""What is found line by line stands where tree-sitter finds it; and where only that can tell, nothing is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rtoml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import FILES
from written import written

from govtui.store.plain_positions import first_pair, plain_positions
from govtui.store.toml_cst import Document


def agrees(text: str) -> int:
    """How many fields are found; each of them stands where tree-sitter has it."""
    plain, document = plain_positions(text), Document(text)
    fields = document.fields()
    assert plain == {path: tuple(map(document.position, fields[path][:2])) for path in plain}
    for path, field in fields.items():
        if first := first_pair(text, str(path[0])) if len(path) == 1 else None:
            assert first == (document.position(field.key), document.position(field.start))
    return len(plain)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_in_every_record_that_ships_the_places_are_those_of_the_tree(file: Path) -> None:
    text = file.read_text("utf-8")
    found = agrees(text)
    assert found if '"""' not in text and "'''" not in text else not found


@settings(max_examples=rounds(100))
@given(written())
def test_however_a_record_is_written(given: tuple[dict[str, Any], str]) -> None:
    agrees(given[1])
    agrees(given[1].replace("\r\n", "\n").replace("\n", "\r\n"))


LINES = st.lists(
    st.sampled_from(
        [
            "a = 1",
            "  b.c = 2 # x = 3",
            'd = "x = 1"',
            "e = [",
            "[1, 2],",
            "[true],",
            "[inf],",
            "['x'],",
            '["a", "b"],',
            "]",
            "[t]",
            "[ t . u ]",
            "[[l]]",
            "[[l.m]]",
            "[l.n]",
            'k = { p = 1, q = "[t]" }',
            '"q" = 1',
            '["t".x]',
            'x = """',
            '"""',
            "# [t]",
            "h = '[t]'",
            "ế = 1",
        ]
    ),
    max_size=9,
).map("\n".join)


def is_toml(text: str) -> bool:
    try:
        rtoml.loads(text)
    except (rtoml.TomlParsingError, ValueError):
        return False
    return True


@settings(max_examples=rounds(200))
@given(LINES.filter(is_toml))
@example("e = [\n[1, 2],\n[true],\n]\na = 1")
@example("[[l]]\na = 1\n[[l.m]]\na = 1\n[[l]]\n[l.n]\nb.c = 2")
def test_whatever_a_text_is_made_of(text: str) -> None:
    agrees(text)


@pytest.mark.parametrize("text", ["e = [\n['x'],\n]\na = 1", '"q" = 1\na = 1', 'x = """\na = 1\n"""'])
def test_where_only_the_tree_can_tell_nothing_is_found(text: str) -> None:
    assert is_toml(text) and not plain_positions(text)
