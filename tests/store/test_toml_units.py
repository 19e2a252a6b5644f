"""A text as a row of units: written one after another they are the text again, and each has the comments that stand at it."""

from __future__ import annotations

from pathlib import Path

import pytest
from edit_pairs import edit_pairs
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILES

from govtui.store.toml_units import comments, item_lines, units


@pytest.mark.parametrize("path", FILES[::4], ids=lambda path: path.stem)
def test_the_units_of_a_record_that_ships_are_its_text(path: Path) -> None:
    text = path.read_bytes().decode()
    for one in (text, "\ufeff" + text, text.replace("\n", "\r\n"), text.rstrip("\n")):
        assert units(one).text == one


def test_the_units_of_an_edited_record_are_its_text() -> None:
    for pair in edit_pairs(100, 1):
        for text in (pair.mine, pair.theirs):
            assert units(text).text == text


LINES = st.sampled_from(
    [
        "",
        "  ",
        "# a comment",
        "\t# indented  ",
        "a.b = 1",
        '"quoted.key" = "x" # behind',
        "inline = { a = 1, b = { c = [1, 2] } }",
        'many = """',
        "# not a comment",
        '"""',
        "list = [",
        "  1, # one",
        "  # two is missing",
        "]",
        "[table]",
        "[a.'b c'.d] # behind",
        "[[items]]",
        "[[items.inner]]",
        "broken = ",
        "[broken",
        "'''",
        "chú_thích = 'ă' # Chú thích",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())
def test_the_units_of_any_text_are_that_text(lines: list[str], end: str, mark: bool, ended: bool) -> None:
    text = "\ufeff" * mark + end.join(lines) + end * ended
    assert units(text).text == text


TEXT = """\
# at the top

schema = 2  # behind
# under it

# over the name
[name]
vi = '''
# not a comment
'''
# the end
"""


def test_comments_go_to_the_unit_that_they_stand_at() -> None:
    taken = units(TEXT)
    assert [(unit.head, unit.above, unit.behind, unit.below) for unit in taken.rows] == [
        ("schema = ", "# at the top\n\n", "  # behind\n", "# under it\n"),
        ("[name]", "\n# over the name\n", "\n", ""),
        ("vi = ", "", "\n", ""),
    ]
    assert taken.tail == "# the end\n"
    assert comments(TEXT) == ["# at the top", "# behind", "# under it", "# over the name", "# the end"]


def test_the_items_of_a_list_that_stand_one_a_line() -> None:
    lines = item_lines('[ # open\n  # over a\n  "a", # behind\n  "b"\n  # below\n]')
    assert lines is not None
    assert lines.opening == "[ # open\n"
    assert [(one.above, one.value, one.comma, one.behind) for one in lines.items] == [
        ("  # over a\n", '"a"', True, " # behind\n"),
        ("", '"b"', False, "\n"),
    ]
    assert lines.closing == "  # below\n]"


@pytest.mark.parametrize(
    "value", ['["a", "b"]', '[\n"a", "b"\n]', '["a",\n"b"]', '[\n"a"\n,\n"b"\n]', '[\n"a",\n"b"]', "[\n]", '"a"']
)
def test_other_lists_are_not_taken_apart(value: str) -> None:
    assert item_lines(value) is None
