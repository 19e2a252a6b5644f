"""A key gets another name wherever it is written, and nothing else of the text changes."""

from __future__ import annotations

import pytest

from govtui.store.field_edits import CannotEditInPlace, key_renamed

TEXT = """\
# đầu tệp
sumary.vi = "sumary"   # giữ lời này
sumary.en = 'y'
place = { ctiy = { vi = "Hà Nội" }, country="VN" } # nơi
"two words" = 1

[[people]]
naem = "A"

[[people]]
name = "B"
[people.titel]
vi = "c"
[people.titel.x]
y = [{ q = 1 }, { q = 2, qq = 3 }]
"""


@pytest.mark.parametrize(
    ("path", "name", "old", "new"),
    [
        ("sumary", "summary", "sumary.", "summary."),
        ("sumary.en", "vi-x", "sumary.en", "sumary.vi-x"),
        ("place.ctiy", "city", "ctiy", "city"),
        ("two words", "two", '"two words"', "two"),
        ("people.1.naem", "name", "naem", "name"),
        ("people.b.titel", "title", "people.titel", "people.title"),
        ("people.b.titel.x.y.2.q", "z z", "{ q = 2", '{ "z z" = 2'),
    ],
)
def test_a_key_is_renamed_in_pairs_headers_and_inline_tables(path: str, name: str, old: str, new: str) -> None:
    assert key_renamed(TEXT, path, name) == TEXT.replace(old, new)


def test_line_ends_and_a_byte_order_mark_stay() -> None:
    text = "\ufeff" + TEXT.replace("\n", "\r\n")
    assert key_renamed(text, "sumary", "summary") == text.replace("sumary.", "summary.")


@pytest.mark.parametrize(
    ("text", "path", "name", "code"),
    [
        ("a = ", "a", "b", "broken_toml"),
        ("a = 1\n", "b", "c", "no_such_item"),
        ("a = 1\n", "", "c", "no_such_item"),
        ("a = [{ b = 1 }]\n", "a.1", "c", "no_such_item"),
        ("a = 1\nb = 2\n", "a", "b", "cannot_splice"),
    ],
)
def test_what_cannot_be_renamed_is_refused(text: str, path: str, name: str, code: str) -> None:
    with pytest.raises(CannotEditInPlace) as raised:
        key_renamed(text, path, name)
    assert raised.value.code == code
