"""A changed field is all that changes: in every record that ships, and in records written in every way TOML allows."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from seeds import THOROUGH, rounds
from small import FILES
from written import IDS, LOCALIZED, SCALARS, STEPS, TEXTS, written

from govtui.store.field_edits import MISSING, CannotEditInPlace, Change, changed, value_at, with_data
from govtui.store.field_locations import FieldNames
from govtui.store.toml_cst import Document
from govtui.store.toml_values import parsed, same
from govtui.text.nfc import nfc

SHORT = settings(deadline=None, max_examples=rounds(30, 3000), suppress_health_check=list(HealthCheck))


def lines(text: str) -> str:
    return text.replace("\n", "\r\n")


def once(text: str, path: str, value: object) -> str:
    return changed(text, [Change(path, value)])


# the registry that ships


def leaves(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every text, number and truth value with its path."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from leaves(value, (*path, place))
    else:
        yield path, data


def other(value: Any, place: int) -> Any:
    """Another value in place of this one."""
    if isinstance(value, str):
        middle = len(value) // 2
        return [f"{value[:middle]} “Đổi” {value[middle:]}", "Một\ndòng nữa \"'\\", value[:-1] or "x", "C:\\tệp"][
            place % 4
        ]
    return not value if isinstance(value, bool) else 7


def put(data: Any, path: tuple[Any, ...], value: Any) -> None:
    for part in path[:-1]:
        data = data[part]
    data[path[-1]] = value


def picked(start: int) -> Iterator[tuple[str, Any, tuple[Any, ...], Any, int]]:
    """One field of every record, another one for each `start`: text, data, path, value and a number."""
    for number, file in enumerate(FILES):
        text = file.read_bytes().decode()
        data = tomllib.loads(text)
        fields = list(leaves(data))
        place = (31 * number + 17 * start) % len(fields)
        yield text, data, *fields[place], number + place


STARTS = range(50 if THOROUGH else 2)


@pytest.mark.parametrize("start", STARTS)
def test_any_field_of_any_record_can_be_changed_and_nothing_else_is(start: int) -> None:
    edited = 0
    for text, data, path, value, number in picked(start):
        new = once(text, FieldNames(data).path(path), other(value, number))
        meant = tomllib.loads(text)
        put(meant, path, other(value, number))
        assert tomllib.loads(new) == meant
        raw, field = text.encode(), Document(text).fields()[path]
        assert new.encode().startswith(raw[: field.start])
        assert new.encode().endswith(raw[field.end :])
        edited += 1
    assert edited == len(FILES)


@pytest.mark.parametrize("start", STARTS)
def test_any_field_of_any_record_can_be_taken_out_and_comments_on_other_lines_stay(start: int) -> None:
    for text, data, path, _, _ in picked(start):
        new = once(text, FieldNames(data).path(path), MISSING)
        assert added(text, new) <= 1, path  # a line of an array or an inline table, with less in it
        assert parsed(new) == without(data, path)


def without(data: Any, path: tuple[Any, ...]) -> Any:
    """The data without what stands at a path, and without what that leaves empty."""
    here = data
    for part in path[:-1]:
        here = here[part]
    del here[path[-1]]
    return without(data, path[:-1]) if path[:-1] and not here else data


def added(old: str, new: str) -> int:
    """How many lines of `new` are not lines of `old`, in order."""
    codes = difflib.SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False).get_opcodes()
    return sum(d - c for what, _, _, c, d in codes if what != "equal")


# records in every style


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, Any, Any, list[Change]]:
    """A text, its data, the data that is meant, and the changes that say so."""
    data, text = draw(written())
    meant = parsed(text)
    places = [path for path, _ in leaves(data) if path[0] not in ("schema", "kind", "id")]
    path = draw(st.sampled_from(places)) if places else ("symbol",)
    name = FieldNames(data).path(path)
    what = draw(st.sampled_from(["leaf", "leaf", "out", "item", "key", "whole", "new"]))
    if what == "leaf" and places:
        value = draw(SCALARS if path[0] == "x" else TEXTS)
        put(meant, path, composed(value))
        return text, data, meant, [Change(name, value)]
    if what == "out" and places:
        path = path[: draw(st.integers(1, len(path)))]
        return text, data, without(meant, path), [Change(FieldNames(data).path(path), MISSING)]
    if what == "item" and "steps" in data:
        step = draw(STEPS)
        meant["steps"].append(composed(step))
        return text, data, meant, [Change("steps.+", step)]
    if what == "key":
        meant["name"]["zh"] = "新"
        return text, data, meant, [Change("name.zh", "新")]
    if what == "whole":
        steps, targets = draw(st.lists(STEPS, min_size=1, max_size=4)), draw(IDS)
        meant |= {"steps": composed(steps), "relations": meant.get("relations", {}) | {"part_of": targets}}
        return text, data, meant, [Change("steps", steps), Change("relations.part_of", targets)]
    note, place = draw(LOCALIZED), draw(TEXTS)
    meant |= {"note": composed(note), "place": meant.get("place", {}) | {"venue": {"vi": composed(place)}}}
    return text, data, meant, [Change("note", note), Change("place.venue.vi", place)]


def composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: composed(one) for key, one in value.items()}
    if isinstance(value, list):
        return list(map(composed, value))
    return nfc(value) if isinstance(value, str) else value


@SHORT
@given(edits())
def test_a_change_says_what_was_meant_however_the_record_is_written(edit: tuple[str, Any, Any, list[Change]]) -> None:
    text, _, meant, changes = edit
    new = changed(text, changes)
    assert same(tomllib.loads(new.removeprefix("\ufeff").replace("\r\n", "\n")), lf(meant))
    assert new.startswith("\ufeff") == text.startswith("\ufeff")
    if "\r\n" in text.partition("\n")[0] + "\n":
        assert "\n" not in new.replace("\r\n", "")


def lf(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: lf(one) for key, one in value.items()}
    if isinstance(value, list):
        return list(map(lf, value))
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@SHORT
@given(written(), st.data())
def test_a_changed_value_is_the_only_bytes_that_change(record: tuple[dict[str, Any], str], data: st.DataObject) -> None:
    values, text = record
    body = text.removeprefix("\ufeff")
    places = [path for path, _ in leaves(values)]
    path = data.draw(st.sampled_from(places))
    new = once(text, FieldNames(values).path(path), data.draw(SCALARS)).removeprefix("\ufeff")
    field, raw = Document(body).fields()[path], body.encode()
    assert new.encode()[: field.start] == raw[: field.start]
    assert new.encode().endswith(raw[field.end :])


@SHORT
@given(written(), written())
def test_any_data_can_be_respelt_as_any_other(one: tuple[Any, str], another: tuple[Any, str]) -> None:
    new = with_data(one[1], another[0])
    assert same(lf(parsed(new)), lf(composed(another[0])))


@pytest.mark.parametrize("place", [1, 2, 3])
def test_of_equal_neighbours_the_one_that_changes_is_the_only_one_that_is_written(place: int) -> None:
    items = ['{"action"="adopted"}'] * 3
    text = "steps=[" + ", ".join(items) + "]\n"
    items[place - 1] = '{"action"="noted"}'
    assert once(text, f"steps.{place}.action", "noted") == "steps=[" + ", ".join(items) + "]\n"


def test_a_key_with_a_sign_of_equality_in_it_is_aligned_by_the_sign_behind_it() -> None:
    text = 'x.a          = "1"\nx."long key" = "2"\n'
    assert with_data(text, {"x": {"a": "1", "long key": "2", " = ": "3"}}) == text + 'x." = "      = "3"\n'


@settings(deadline=None, max_examples=rounds(100))
@given(
    st.text(alphabet="ab\"'=.,[]{}\n\r# \u0301éx", max_size=60),
    st.sampled_from(["a", "a.b", "x.+", "name.vi", "", "+"]),
)
def test_no_text_at_all_is_changed_into_something_else_than_was_meant(text: str, path: str) -> None:
    try:
        new = once(text, path, "v")
    except CannotEditInPlace as refused:
        assert refused.code in ("broken_toml", "no_such_item", "not_a_table", "cannot_splice")
    else:
        assert value_at(new, path.removesuffix(".+")) in ("v", ["v"]) or path.endswith("+")


# one by one

RECORD = """\
# đầu tệp
schema = 2
kind   = "declaration"
id     = "d"
status = "adopted"   # trạng thái

[name]
vi = "Một"

# về quan hệ
[relations] # r
concerns = ["a", "b"] # c

[[steps]]
action = "noted" # bước một
note = { vi = "x" }
text.vi = "t"
# cuối bước một

# trước bước hai
[[steps]]
action = "adopted"
by = [
  "a", # a
  # giữa
  "b"
]
"""

CASES: dict[str, tuple[str, object, str, str]] = {
    "a scalar": ("status", "noted", '"adopted"   #', '"noted"   #'),
    "a text is not a date": ("status", "2022", '"adopted"   #', '"2022"   #'),
    "a number": ("status", 5, '"adopted"   #', "5   #"),
    "a key where the order wants it, aligned": (
        "date",
        "2022-08",
        "# trạng thái\n",
        '# trạng thái\ndate   = "2022-08"\n',
    ),
    "a key longer than the others": (
        "part_of_day",
        "morning",
        "# trạng thái\n",
        '# trạng thái\npart_of_day = "morning"\n',
    ),
    "a language": ("name.en", "One", 'vi = "Một"\n', 'vi = "Một"\nen = "One"\n'),
    "a language in an inline table": ("steps.noted.note.en", "y", '{ vi = "x" }', '{ vi = "x", en = "y" }'),
    "a language before another": ("steps.noted.text.en", "t", 'text.vi = "t"\n', 'text.vi = "t"\ntext.en = "t"\n'),
    "a section in its place": (
        "summary.vi",
        "Tóm",
        "# về quan hệ",
        '[summary]\nvi = "Tóm"\n\n# về quan hệ',
    ),
    "a section at the end": (
        "sources",
        [{"at": "L1", "ref": "s"}],
        '  "b"\n]\n',
        '  "b"\n]\n\n[[sources]]\nref = "s"\nat  = "L1"\n',
    ),
    "a target": ("relations.concerns.c", "c", '["a", "b"]', '["a", "b", "c"]'),
    "a target of a relation that is not there": (
        "relations.part_of.+",
        "x",
        "[relations] # r\n",
        '[relations] # r\npart_of = ["x"]\n',
    ),
    "a target out": ("relations.concerns.a", MISSING, '["a", "b"]', '["b"]'),
    "the last target out": ("relations.concerns.b", MISSING, '["a", "b"]', '["a"]'),
    "a relation out, and its table": (
        "relations.concerns",
        MISSING,
        '# về quan hệ\n[relations] # r\nconcerns = ["a", "b"] # c\n\n',
        "# về quan hệ\n\n",
    ),
    "an item of an array of lines": ("steps.adopted.by.+", "c", '  "b"\n', '  "b",\n  "c",\n'),
    "an item out of an array of lines": ("steps.adopted.by.a", MISSING, '  "a", # a\n', ""),
    "an array in another order": (
        "steps.adopted.by",
        ["b", "a"],
        '  "a", # a\n  # giữa\n  "b"\n',
        '  "b",\n  "a", # a\n  # giữa\n',
    ),
    "a step": (
        "steps.+",
        {"action": "published"},
        '  "b"\n]\n',
        '  "b"\n]\n\n[[steps]]\naction = "published"\n',
    ),
    "a step out": (
        "steps.noted",
        MISSING,
        '[[steps]]\naction = "noted" # bước một\nnote = { vi = "x" }\ntext.vi = "t"\n# cuối',
        "# cuối",
    ),
    "the last step out": (
        "steps.adopted",
        MISSING,
        '# trước bước hai\n[[steps]]\naction = "adopted"\nby = [\n  "a", # a\n  # giữa\n  "b"\n]\n',
        "# trước bước hai\n",
    ),
    "a dotted table out": ("steps.noted.text", MISSING, 'text.vi = "t"\n', ""),
    "a table in another form": ("steps.noted.note", "x", '{ vi = "x" }', '"x"'),
    "line breaks make a block": ("name.vi", 'a\n"b"\\', '"Một"', '"""\na\n"b"\\\\"""'),
    "letters are composed": ("name.vi", "Mo\u0302\u0323t", '"Một"', '"Một"'),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", CASES)
def test_a_change_looks_as_if_made_by_hand(name: str, newline: str) -> None:
    path, value, old, new = (part.replace("\n", newline) if isinstance(part, str) else part for part in CASES[name])
    text = RECORD.replace("\n", newline)
    assert isinstance(old, str) and isinstance(new, str) and text.count(old) == 1
    found = changed(text, [Change(str(path), CASES[name][1])])
    assert found == text.replace(old, new)


STRINGS = {
    '"a"': '"b"',
    "'a'": "'b'",
    '"""a"""': '"""b"""',
    '"""\na"""': '"""\nb"""',
    "'''a'''": "'''b'''",
    "'''\na'''": "'''\nb'''",
}


@pytest.mark.parametrize("style", STRINGS)
def test_a_string_keeps_its_style(style: str) -> None:
    assert once(f"x.y = {style} # c\n", "x.y", "b") == f"x.y = {STRINGS[style]} # c\n"


@pytest.mark.parametrize(
    ("style", "value", "wanted"),
    [
        ("'a'", "it's", '"it\'s"'),
        ("'C:\\a'", "C:\\b", "'C:\\b'"),
        ("'''\na'''", "it's\nb", "'''\nit's\nb'''"),
        ("'''\na'''", "a'''b", '"""\na\'\'\'b"""'),
        ('"""\na \\\n   b"""', "a c", '"""\na \\\n   c"""'),
        ('"""\na b \\\n   c"""', "x b c", '"""\nx b \\\n   c"""'),
        ('"\\u0041 b"', "A c", '"\\u0041 c"'),
        ('"a\\nb"', "a\nc", '"a\\nc"'),
        ('"""\na\n"""', "b\nc\n", '"""\nb\nc\n"""'),
        ('"""\na"""', 'say "yes"', '"""\nsay "yes\\""""'),
        ('"""a"""', "\na", '"""\n\na"""'),
        ('"a"', "\x1b[0m\t", '"\\u001b[0m\t"'),
    ],
)
def test_a_string_leaves_its_style_only_for_what_it_cannot_hold(style: str, value: str, wanted: str) -> None:
    new = once(f"x.y = {style} # c\n", "x.y", value)
    assert new == f"x.y = {wanted} # c\n"
    assert value_at(new, "x.y") == value


def test_a_line_of_a_text_is_no_comment() -> None:
    text = 'kind = "event"\nx = """\n#a"""\n# r\n[relations]\npart_of = ["a"]\n'
    assert once(text, "summary.vi", "s") == text.replace("# r\n", '\n[summary]\nvi = "s"\n\n# r\n')


def test_two_changes_are_meant_in_the_text_as_it_is_given() -> None:
    new = changed(
        RECORD, [Change("steps.noted", MISSING), Change("steps.adopted.action", "noted"), Change("steps.2.date", "x")]
    )
    assert parsed(new)["steps"] == [{"action": "noted", "date": "x", "by": ["a", "b"]}]


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        ("status.vi", "x", "not_a_table"),
        ("steps.5.action", "x", "no_such_item"),
        ("status", None, "not_toml"),
        ("status", "\ud800", "not_toml"),
        ("status", {1}, "not_toml"),
        ("", "x", "not_a_table"),
    ],
)
def test_what_cannot_be_is_refused_with_a_code(path: str, value: object, code: str) -> None:
    with pytest.raises(CannotEditInPlace) as refused:
        once(RECORD, path, value)
    assert (refused.value.code, refused.value.path) == (code, path)


def test_a_text_that_is_no_toml_is_refused() -> None:
    with pytest.raises(CannotEditInPlace, match="broken_toml"):
        once("a = \n", "a", "x")


def test_nothing_meant_nothing_changed() -> None:
    assert once(RECORD, "status", "adopted") == RECORD
    assert once(RECORD, "theme.vi", MISSING) == RECORD
    assert changed(RECORD, []) == RECORD


def test_what_is_asked_for_by_its_path_is_found() -> None:
    assert value_at(RECORD, "steps.adopted.by") == ["a", "b"]
    assert value_at(RECORD, "steps.2.action") == "adopted"
    assert value_at(RECORD, "relations.concerns.b") == "b"
    assert value_at(RECORD, "relations.concerns.z") is MISSING


def test_the_records_that_ship_are_found(tmp_path: Path) -> None:
    assert len(FILES) > 100
