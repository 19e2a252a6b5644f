"""The quick way to make a record: for texts in normal form it is the model's own; it tells nothing of what is wrong."""

from __future__ import annotations

import datetime
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import rtoml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from small import FILES, table

from govtui.model.plain_reading import NotPlainError, plainly_read
from govtui.model.pydantic_compat import fast_validator, validator
from govtui.model.record import MODELS, Organization


def _taken(make: Callable[[Any], Organization], data: dict[str, Any]) -> Organization | None:
    try:
        return make(data)
    except ValidationError:
        return None


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_record_that_ships_is_the_same_either_way(file: Path) -> None:
    data = rtoml.loads(file.read_text())
    model = MODELS[data["kind"]]
    whole = validator(model)(data)
    assert fast_validator(model)(data) == whole == plainly_read(model, data)
    assert list(vars(whole)) == list(vars(plainly_read(model, data)))


def test_a_text_of_one_character_is_blank_either_way_or_neither() -> None:
    swift = fast_validator(Organization)
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        # What TOML can hold without an escape, and NFC leaves as it is.
        if code < 0x3100 or character.isspace():
            if code == 0x0D or not unicodedata.is_normalized("NFC", character):
                continue
            data = table("a", theme={"vi": character})
            assert _taken(swift, data) == _taken(validator(Organization), data), hex(code)


@given(st.text("abZ09-é\n", max_size=6) | st.from_regex(r"[a-z]{1,4}(-[A-Za-z0-9]{1,9}){0,2}\n?", fullmatch=True))
def test_a_language_is_one_either_way_or_neither(tag: str) -> None:
    data = table("a", name={"vi": "a", tag: "b"})
    assert _taken(fast_validator(Organization), data) == _taken(validator(Organization), data)


@given(st.text("abZ09-:\n", max_size=6) | st.sampled_from(["a" * 80, "a" * 81, "country:VN", "country:vn"]))
def test_an_id_is_one_either_way_or_neither(id: str) -> None:
    for data in (table(id, name={"vi": "a"}), table("a", relations={"part_of": [id]})):
        assert _taken(fast_validator(Organization), data) == _taken(validator(Organization), data)


@pytest.mark.parametrize(
    "fields",
    [{"name": {}}, {"name": None}, {"theme": "a"}, {"theme": {"vi": 1}}, {"nmae": {"vi": "a"}}, {"founded": "2022-13"}],
    ids=str,
)
def test_what_is_no_record_is_none_either_way(fields: dict[str, Any]) -> None:
    data = table("a", **fields)
    assert _taken(fast_validator(Organization), data) is None
    assert _taken(validator(Organization), data) is None


_WRONG = st.sampled_from(
    [
        "",
        " ",
        "a",
        "a\n",
        "A",
        "country:VN",
        "VN",
        "2015-13",
        "2015",
        True,
        0,
        -1,
        10**16,
        1.5,
        1.0,
        None,
        [],
        {},
        ["a"],
    ]
    + [[1], {"vi": "a"}, {"vi": " "}, {"V": "a"}, [{}], {"a": 1}, {"a": [1]}, datetime.date(2015, 1, 2), "e\u0301\r\n"]
)


def _places(data: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in plain data."""
    if way:
        yield way
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in inner:
        yield from _places(value, (*way, key))


@given(st.data())
def test_what_is_read_plainly_is_what_pydantic_makes_of_it(given: st.DataObject) -> None:
    """Files that ship, with values that are wrong, or elsewhere right, in some of their places."""
    data = rtoml.loads(given.draw(st.sampled_from(FILES)).read_text())
    model = MODELS[data["kind"]]
    for _ in range(given.draw(st.integers(1, 2))):
        *way, last = given.draw(st.sampled_from(list(_places(data))))
        holder = data
        for step in way:
            holder = holder[step]
        match given.draw(st.sampled_from(["set", "drop", "add"])):
            case "set":
                holder[last] = given.draw(_WRONG)
            case "drop":
                del holder[last]
            case _ if isinstance(holder, dict):
                holder[given.draw(st.sampled_from(["note", "x", "nowhere", "for", "fields", "vi"]))] = given.draw(
                    _WRONG
                )
    try:
        plain = plainly_read(model, data)
    except NotPlainError:
        return
    whole = validator(model)(data)
    assert plain == whole and repr(plain) == repr(whole)


def test_plain_reading_refuses_nothing_that_is_right_but_for_its_types() -> None:
    data = table(
        "a", name={"vi": "Hô\u0323i"}, founded=datetime.date(2015, 1, 2), aka=[{"text": "A", "type": "acronym"}]
    )
    read = plainly_read(Organization, data)
    assert read == validator(Organization)(data) and read.name == {"vi": "Hội"}


def test_texts_are_left_as_they_are() -> None:
    """So it is quick: nothing of Python looks at them. Who calls it knows that nothing need be done."""
    name = unicodedata.normalize("NFD", "Hội nghị\r\n")
    assert fast_validator(Organization)(table("a", name={"vi": name})).name["vi"] == name


def test_no_two_records_share_an_empty_list() -> None:
    one, other = (fast_validator(Organization)(table(id)) for id in ("a", "b"))
    for name, info in Organization.model_fields.items():
        mine, theirs = getattr(one, name), getattr(other, name)
        if info.default in ([], {}) and not mine:
            assert type(mine) is type(info.default) and mine is not theirs and mine is not info.default
