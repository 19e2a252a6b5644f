"""The tree of a TOML text: every value once, in the order of the text, and found again by its path."""

from __future__ import annotations

from pathlib import Path

import pytest
from small import FILES

from govtui.store.toml_cst import Document

EVERY = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)

TEXT = """\
# đầu
a.b = 1 # "one"
'c d' = [ # open
  { e = "#no" }, # behind
  2,
]
[[t]]
x = '''
# no comment
'''
[[t]]
x = { y.z = 3 }
"""


@EVERY
def test_every_value_is_met_once_in_order_and_found_by_its_path(file: Path) -> None:
    document = Document(file.read_text("utf-8"))
    values = [value for table in document.tables for _, value in table.values()]
    starts = [value.start for value in values]
    assert starts == sorted(starts)
    assert all(document.value(value.path) is value for value in values)


def test_pairs_have_the_path_of_their_value_and_items_have_no_pair() -> None:
    document = Document(TEXT)
    met = [(pair is not None, value.path) for table in document.tables for pair, value in table.values()]
    assert met == [
        (True, ("a", "b")),
        (True, ("c d",)),
        (False, ("c d", 0)),
        (True, ("c d", 0, "e")),
        (False, ("c d", 1)),
        (True, ("t", 0, "x")),
        (True, ("t", 1, "x")),
        (True, ("t", 1, "x", "y", "z")),
    ]


def test_comments_are_found_wherever_they_stand_and_no_string_is_one() -> None:
    document = Document(TEXT)
    found = [document.raw[start:end].decode() for start, end in document.comments()]
    assert found == ["# đầu", '# "one"', "# open", "# behind"]


def test_the_fields_below_a_key_are_those_of_the_whole_text() -> None:
    document = Document(TEXT)
    every = document.fields()
    for first in ("a", "c d", "t"):
        assert document.fields(first) == {path: field for path, field in every.items() if path[0] == first}


def test_columns_are_characters_also_far_along_a_line() -> None:
    text = "e = ['" + "ế" * 100 + "', 1]"
    document = Document(text)
    field = document.find(("e", 1))
    assert field is not None
    assert document.position(field.start) == (1, text.index("1]") + 1)
