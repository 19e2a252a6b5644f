"""The editor knows where in a text the cursor stands, in the middle of typing too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.edit.toml_cursor import Cursor, cursor_at


def at(text: str) -> Cursor:
    """The place of the bar in a text."""
    return cursor_at(text.replace("|", "", 1), text.index("|"))


@pytest.mark.parametrize(
    ("text", "part", "path", "prefix"),
    [
        ("|", "key", "", ""),
        ("st|", "key", "st", "st"),
        ("[name]\nv|i = 1", "key", "name.vi", "v"),
        ("a.b.c| = 1", "key", "a.b.c", "c"),
        ("[na|", "header", "na", "na"),
        ("[[ste|]]", "header", "ste", "ste"),
        ("[progress.st|ated]", "header", "progress.stated", "st"),
        ('kind = "or|"', "value", "kind", "or"),
        ("kind = or|", "value", "kind", "or"),
        ("kind = |", "value", "kind", ""),
        ('x = "chưa đóng|\ny = 1', "value", "x", "chưa đóng"),
        ('[[steps]]\nby = ["a", "un|"]', "value", "steps.by", "un"),
        ('[[steps]]\nby = [\n  "a",\n  |\n\n[x]', "value", "steps.by", ""),
        ('[a]\nby = [\n "x",\n[[b]]\nc|', "key", "b.c", "c"),
        ("name = { v|", "key", "name.v", "v"),
        ('name = { vi = "a", e|', "key", "name.e", "e"),
        ('name = { vi = "a|", en', "value", "name.vi", "a"),
        ('rows = [\n  { area = "1", un|der', "key", "rows.under", "un"),
        ('[[progress]]\nrows = [ { area = "1" }, { un|', "key", "progress.rows.un", "un"),
        ('vi = """\nmột # = [|\n"""', "block", "vi", "\nmột # = ["),
        ("x = 1 # = [|", "comment", "x", ""),
        ("type |", "comment", "type", ""),
    ],
)
def test_where_the_cursor_stands(text: str, part: str, path: str, prefix: str) -> None:
    here = at(text)
    assert (here.part, ".".join(here.path), here.prefix) == (part, path, prefix)


@pytest.mark.parametrize(
    ("text", "replaced"),
    [('x = "a|bc" # d', '"abc"'), ("x = ab|c", "abc"), ("x = |", ""), ("st|atus = 1", "status"), ('x = "ab|', '"ab')],
)
def test_the_whole_word_or_string_is_what_a_completion_replaces(text: str, replaced: str) -> None:
    here = at(text)
    assert text.replace("|", "", 1)[here.start : here.end] == replaced


@given(st.text(st.sampled_from("ab=[]{}.,\"'#\n \\đ"), max_size=60), st.integers(0, 60))
def test_no_text_is_too_broken_to_be_typed_in(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    here = cursor_at(text, offset)
    assert here.start <= offset <= here.end
