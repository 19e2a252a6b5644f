"""`govtui fmt` moves keys and tables with their comments into canonical order, and changes no value."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given, settings
from small import FILES
from written import RECORDS, written

from govtui.store.field_edits import Change, changed
from govtui.store.toml_cst import Document
from govtui.store.toml_format import CannotFormat, formatted
from govtui.store.toml_render import normal, ordered, rendered
from govtui.store.toml_units import Unit, comments, lines_of, units
from govtui.store.toml_values import NotToml, parsed, same
from govtui.text.nfc import nfc

DATA = Path(__file__).resolve().parents[1] / "data"

# laws over records written in any way


def kept_at(text: str) -> Counter[tuple[object, ...]]:
    """Every comment that no blank line sets apart from a key or header, with that and the side on which it stands."""
    found: Counter[tuple[object, ...]] = Counter()
    whole = units(text)
    rows = list(whole.rows)
    if rows and whole.tail.lstrip(" \t").startswith("#"):  # nothing sets it apart from the last one
        rows[-1] = replace(rows[-1], below=rows[-1].below + whole.tail.partition("\n\n")[0])
    for unit in rows:
        above = lines_of(unit.above)
        first = max((n for n, line in enumerate(above, 1) if not line.strip()), default=0)
        sides = {"above": above[first:], "behind": lines_of(unit.behind), "below": lines_of(unit.below)}
        for side, lines in sides.items():
            found.update((unit.header, unit.path, side, line.strip()) for line in lines if line.strip())
        found.update((unit.header, unit.path, "inside", one) for one in inside(unit))
    return found


def inside(unit: Unit) -> list[str]:
    return [] if unit.header else list(comments(f"v = {unit.value}"))


def plain(text: str) -> str:
    """In NFC with LF, and with a last line that is ended, as formatting leaves all files."""
    return nfc(text.removeprefix("\ufeff").replace("\r\n", "\n")).removesuffix("\n") + "\n"


def assert_formatted(text: str, kind: str) -> None:
    try:
        new = formatted(text, kind)
    except CannotFormat as refused:  # only where NFC alone says something else: "\n" before an accent
        assert refused.code == "data_differ"
        assert not still_says(nfc(text), text)
        return
    assert still_says(new, text)
    assert Counter(comments(new)) == Counter(map(nfc, comments(text.removeprefix("\ufeff"))))
    assert formatted(new, kind) == new
    assert new == plain(new) and not new.endswith("\n\n")
    assert_in_order(new, kind)
    assert_apart(new)
    assert not kept_at(plain(text)) - kept_at(new)


def still_says(new: str, text: str) -> bool:
    try:
        return same(normal(parsed(new)), normal(parsed(text)))
    except NotToml:
        return False


def assert_in_order(text: str, kind: str) -> None:
    document = Document(text)
    for table in document.tables:
        depth = len(table.path)
        keys = list(dict.fromkeys(pair.path[depth] for pair in table.pairs))
        assert keys == ordered(kind, table.path, map(str, keys))
    heads = list(dict.fromkeys(str(table.path[0]) for table in document.headed))
    assert heads == ordered(kind, (), heads)


def assert_apart(text: str) -> None:
    document = Document(text)
    for table in document.headed:
        start = document.commented_start(table.start)
        before = document.raw[:start]
        assert not before or before.endswith(b"\n\n")
        assert not before.endswith(b"\n\n\n")


@given(written())
@example(({}, 'kind = "declaration"\n[x]\n"\u0301" = "a"\nb = 1 # c'))
@example(({}, 'kind = "declaration"\nid="\\n\u0301"\n'))
def test_data_and_comments_are_kept_and_a_second_time_changes_nothing(drawn: tuple[object, str]) -> None:
    assert_formatted(drawn[1], "declaration")


@settings(max_examples=30)
@given(RECORDS)
def test_a_new_record_is_formatted_already(data: dict[str, object]) -> None:
    text = rendered(data)
    assert formatted(text, "declaration") == text


@settings(max_examples=25)
@given(written(), RECORDS)
def test_a_field_that_is_added_leaves_a_file_formatted(
    drawn: tuple[dict[str, object], str], data: dict[str, object]
) -> None:
    try:
        text = formatted(drawn[1], "declaration")
    except CannotFormat:
        return
    for key in sorted(data.keys() - drawn[0].keys()):
        new = changed(text, [Change(key, data[key])])
        assert formatted(new, "declaration") == new


def test_odd_files_keep_what_they_say_or_are_no_toml() -> None:
    tried = 0
    for path in DATA.rglob("*.toml"):
        try:
            text = path.read_bytes().decode()
            data = parsed(text)
        except (UnicodeDecodeError, NotToml):
            continue
        assert_formatted(text, str(data.get("kind", "")))
        tried += 1
    assert tried > 100


def test_the_records_that_ship_are_formatted() -> None:
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        assert formatted(text, str(parsed(text)["kind"])) == text, path.name


def shuffled(text: str, rng: Random) -> str:
    """A text with the keys of each table, and its tables, in any order; the items of a list keep theirs."""
    tables: dict[object, list[list[Unit]]] = {"": [[]]}
    here = tables[""][0]
    for unit in units(text).rows:
        if unit.header:
            here = []
            tables.setdefault(unit.path[0], []).append(here)
        here.append(unit)
    for some in tables.values():
        for table in some:
            keys = [unit for unit in table if not unit.header]
            rng.shuffle(keys)
            table[:] = [unit for unit in table if unit.header] + keys
    first, *others = tables.values()
    rng.shuffle(others)
    rows = [unit for some in (first, *others) for table in some for unit in table]
    return "".join(unit.text if unit.text.endswith("\n") else f"{unit.text}\n" for unit in rows) + units(text).tail


def test_however_a_file_is_ordered_the_same_comes_out() -> None:
    rng = Random(19)
    for path in FILES:
        text = path.read_text(encoding="utf-8")
        if not any(unit.below for unit in units(text).rows):  # which would stand above the next key
            assert formatted(shuffled(text, rng), str(parsed(text)["kind"])) == text, path.name


# examples

MESSY = """\
# Hồ sơ nháp, xem lại sau

# tên tệp
id = "e"   # = tên tệp
kind = "event"

# chưa chắc
status = "held"
schema = 2
type = "summit"
# ngày lấy ở nguồn khác

[links]
website = "https://e.example" # trang chính

# ghi chú riêng

# nơi chốn
[place]
# thành phố
city = { en = "Hanoi", vi = "Hà Nội" }
country = "VN"
# kiểm lại nước


[[sources]]
at = "L2"
ref = "s"
[[sources]]
ref = "t"
[name]
en = "E"
vi = "Ê"
# hết
"""

FORMATTED = """\
# Hồ sơ nháp, xem lại sau

schema = 2
kind = "event"
# tên tệp
id = "e"   # = tên tệp
type = "summit"
# ngày lấy ở nguồn khác

# chưa chắc
status = "held"

[name]
vi = "Ê"
# hết

en = "E"

# ghi chú riêng

# nơi chốn
[place]
country = "VN"
# kiểm lại nước

# thành phố
city = { vi = "Hà Nội", en = "Hanoi" }

[links]
website = "https://e.example" # trang chính

[[sources]]
ref = "s"
at = "L2"

[[sources]]
ref = "t"
"""


def test_keys_and_tables_take_their_comments_along() -> None:
    assert formatted(MESSY, "event") == FORMATTED


def test_what_is_unknown_comes_last_and_as_it_came() -> None:
    text = 'kind = "event"\nz.b = 1\na = 1\nz.a = 2\nid = "e"\n\n[x]\nzz = 1\naa = 2\n\n[y]\n\n[name]\nen = "E"\n'
    wanted = 'kind = "event"\nid = "e"\nz.b = 1\nz.a = 2\na = 1\n\n[name]\nen = "E"\n\n[x]\nzz = 1\naa = 2\n\n[y]\n'
    assert formatted(text, "event") == wanted


def test_tables_inside_an_item_stay_with_it() -> None:
    text = """\
kind = "declaration"
[[steps]]
date = "2001"
[steps.note]
en = "first"
[links]
website = "https://d.example"
[[steps]]
[steps.note]
# of the second
en = "second"
vi = "hai"
"""
    wanted = """\
kind = "declaration"

[links]
website = "https://d.example"

[[steps]]
date = "2001"

[steps.note]
en = "first"

[[steps]]

[steps.note]
vi = "hai"
# of the second
en = "second"
"""
    assert formatted(text, "declaration") == wanted


def test_arrays_columns_and_strings_are_left() -> None:
    text = """\
kind    = 'organization'   # k
sdg     = ["16", # one
  '17',
]

[[people]]
note = { vi = '''b''', en = "\\u0061" }
spans = [ { to = 1, from = 2 } ]
"""
    assert formatted(text, "organization") == text


def test_a_comment_that_would_come_to_another_key_keeps_its_place() -> None:
    text = 'kind = "event"\nplace = { city = { en = [\n1, # one\n], vi = "b" }, country = "VN" }\n'
    assert (
        formatted(text, "event")
        == 'kind = "event"\nplace = { country = "VN", city = { vi = "b", en = [\n1, # one\n] } }\n'
    )


def test_what_only_an_escape_keeps_apart_is_refused() -> None:
    with pytest.raises(CannotFormat, match="data_differ"):
        formatted('kind = "event"\nid = "\\n\u0301"\n', "event")
    with pytest.raises(NotToml):
        formatted("a = \n", "event")
