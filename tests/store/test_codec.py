"""From a file's bytes to a record: what may stand in a file besides the plainest form, and what is read of a broken one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import FILES, toml

from govtui.model.problem import Severity
from govtui.store.codec import Loaded, loads

PLAIN = """\
schema = 2
kind = "event"
id = "x"
type = "forum"
status = "held"
date = "2018-11"

[name]
vi = "Diễn đàn"
en = "Forum"

[summary]
vi = \"\"\"
Một
hai\"\"\"
"""


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in loaded.problems]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_record_that_ships_is_read_without_a_problem(file) -> None:
    loaded = loads(file.read_bytes())
    assert loaded.problems == ()
    assert loaded.record is not None and loaded.record.id == file.stem


def test_windows_line_ends_make_the_same_record() -> None:
    plain, windows = loads(PLAIN.encode()), loads(PLAIN.replace("\n", "\r\n").encode())
    assert plain.record is not None
    assert windows.problems == ()
    assert windows.record == plain.record


def test_a_byte_order_mark_makes_the_same_record_and_is_told() -> None:
    loaded = loads(b"\xef\xbb\xbf" + PLAIN.encode())
    assert loaded.record == loads(PLAIN.encode()).record
    [problem] = loaded.problems
    assert (problem.code, problem.severity, problem.line, problem.column) == ("byte_order_mark", Severity.WARNING, 1, 1)


def test_decomposed_letters_make_the_same_record_and_are_told_where_they_first_stand() -> None:
    loaded = loads(unicodedata.normalize("NFD", PLAIN).encode())
    assert loaded.record == loads(PLAIN.encode()).record
    [problem] = loaded.problems
    assert (problem.code, problem.severity) == ("not_nfc", Severity.WARNING)
    assert (problem.line, problem.column) == (9, len('vi = "Di') + 1)


def test_a_tone_before_the_shape_of_its_vowel_is_told_too() -> None:
    loaded = loads(PLAIN.replace("Diễn", "Die\u0303\u0302n").encode())
    assert codes(loaded) == ["not_nfc"]
    assert loaded.record == loads(PLAIN.encode()).record


def test_the_text_is_kept_as_it_stands() -> None:
    windows = unicodedata.normalize("NFD", PLAIN.replace("\n", "\r\n"))
    assert loads(windows.encode()).text == windows


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("2006", "2006"),
        ('"2006"', "2006"),
        ("2022-08-05", "2022-08-05"),
        ('"2006-06"', "2006-06"),
        ('"XXXX-09-09/XXXX-09-10"', "XXXX-09-09/XXXX-09-10"),
        ("2022-08-05T09:30:00+07:00", "2022-08-05T09:30:00+07:00"),
        ("2022-08-05 09:30:00", "2022-08-05T09:30:00"),
    ],
)
def test_a_date_may_be_written_as_toml_allows(written: str, text: str) -> None:
    record = loads(PLAIN.replace('"2018-11"', written).encode()).record
    assert record is not None and record.main_date is not None
    assert record.main_date.text == text


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ('"2015"', "2015"),
        ("2015-09-09", "2015-09-09"),
        ("2015-09-09T10:00:00", "2015-09-09T10:00:00"),
        ("600", 600),
        ("true", True),
        ('["a", "b"]', ["a", "b"]),
        ('{ vi = "một" }', {"vi": "một"}),
    ],
)
def test_what_another_source_says_may_be_of_any_simple_type(written: str, value: object) -> None:
    claim = f'\n[[claims]]\nfield = "date"\nvalue = {written}\nsource = "s"\n'
    record = loads((PLAIN + claim).encode()).record
    assert record is not None
    assert record.claims[0].value == value


def test_a_free_table_is_kept_and_not_judged() -> None:
    record = loads((PLAIN + "[x]\nanything = { deep = [1, { a = 2 }] }\n").encode()).record
    assert record is not None
    assert record.x == {"anything": {"deep": [1, {"a": 2}]}}


class TestWhatIsReadOfABrokenFile:
    def test_fields_that_are_right_are_shown_beside_one_that_is_not(self) -> None:
        preview = loads(PLAIN.replace('type = "forum"', "type = 3").encode()).preview
        assert (preview.id, preview.kind, preview.type, preview.status) == ("x", "event", "", "held")
        assert preview.name == {"vi": "Diễn đàn", "en": "Forum"}
        assert preview.date is not None and preview.date.text == "2018-11"

    def test_the_language_that_is_right_is_shown_beside_one_that_is_not(self) -> None:
        assert loads(PLAIN.replace('"Forum"', "3").encode()).preview.name == {"vi": "Diễn đàn"}

    def test_a_sources_title_is_its_name(self) -> None:
        assert loads(toml("s", "source", url=5).encode()).preview.name == {"vi": "s", "en": "s"}

    @pytest.mark.parametrize(
        ("kind", "date"), [("organization", "2001"), ("declaration", "2002"), ("event", "2002"), ("source", "2003")]
    )
    def test_the_date_of_its_kind_comes_before_those_of_others(self, kind: str, date: str) -> None:
        broken = f'kind = "{kind}"\nfounded = "2001"\ndate = "2002"\npublished = "2003"\nperiod = "2004/2005"\n'
        assert str(loads(broken.encode()).preview.date) == date

    def test_without_one_of_its_kind_another_is_shown(self) -> None:
        assert str(loads(b'kind = "organization"\ndate = "2002"\n').preview.date) == "2002"

    def test_a_name_in_dotted_keys_is_shown(self) -> None:
        broken = 'id = "x"\nkind = "event"\nname.vi = "Diễn đàn"\nname.en = "Forum"\n= 5\n'
        assert loads(broken.encode()).preview.name == {"vi": "Diễn đàn", "en": "Forum"}

    @pytest.mark.parametrize("broken", ['note = "', "[[", "a = [", "= 5", "<<<<<<< HEAD", "x = { y = 1"])
    def test_what_stands_before_broken_toml_is_shown(self, broken: str) -> None:
        loaded = loads((PLAIN + broken + "\n").encode())
        assert loaded.record is None
        assert (loaded.preview.id, loaded.preview.name) == ("x", {"vi": "Diễn đàn", "en": "Forum"})

    @pytest.mark.parametrize("broken", ["= 5", "<<<<<<< HEAD", "x == 1", "date = 2006-06", 'title = "a" "b"'])
    def test_what_stands_behind_a_broken_line_is_shown(self, broken: str) -> None:
        loaded = loads(PLAIN.replace('date = "2018-11"', broken).encode())
        assert loaded.record is None
        assert (loaded.preview.id, loaded.preview.name) == ("x", {"vi": "Diễn đàn", "en": "Forum"})

    def test_what_stands_around_bytes_that_are_not_utf8_is_shown(self) -> None:
        preview = loads(PLAIN.encode().replace("Diễn đàn".encode(), b"Di\xe0n")).preview
        assert (preview.id, preview.name) == ("x", {"vi": "Di\ufffdn", "en": "Forum"})

    @settings(deadline=None)
    @given(st.integers(min_value=PLAIN.index("[name]"), max_value=len(PLAIN)))
    def test_a_record_cut_off_anywhere_behind_its_head_keeps_its_id(self, length: int) -> None:
        loaded = loads(PLAIN[:length].encode())
        assert (loaded.record or loaded.preview).id == "x"
