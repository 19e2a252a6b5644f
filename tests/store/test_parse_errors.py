"""What keeps a file from being a record is told with its code, line, column (1-based, in characters) and field."""

from __future__ import annotations

import time
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from seeds import rounds
from small import FILES

from govtui.i18n.problem_texts import PROBLEMS
from govtui.model.problem import Severity
from govtui.store.codec import loads
from govtui.store.parse_errors import MOST_PROBLEMS

HEAD = b'schema = 2\nkind = "event"\nid = "x"\ntype = "forum"\nstatus = "held"\n'
NAME = '[name]\nvi = "Hà Nội"\n'.encode()


class Told(NamedTuple):
    code: str
    line: int
    column: int
    field: str = ""
    values: dict[str, str | int] = {}  # noqa: RUF012


def told(raw: bytes) -> list[Told]:
    loaded = loads(raw)
    assert all(problem.severity is Severity.ERROR for problem in loaded.problems)
    return [Told(p.code, p.line, p.column, p.field, dict(p.values)) for p in loaded.problems]


def where(text: bytes, mark: bytes = b"\xc2\xa7") -> tuple[bytes, int, int]:
    """The text without its mark (a section sign), and the mark's line and column."""
    before, found, after = text.partition(mark)
    assert found, "no mark"
    return before + after, before.count(b"\n") + 1, len(before.rpartition(b"\n")[2].decode()) + 1


BROKEN = {
    "nothing": (b"\xc2\xa7", "empty_file"),
    "nothing but a comment": (b"\xc2\xa7\n# later\n", "empty_file"),
    "Latin-1": (HEAD + b'[name]\nvi = "H\xc2\xa7\xe0 N"\n', "not_utf8"),
    "Latin-1 behind letters of several bytes": (HEAD + 'date_text = "đđđ'.encode() + b'\xc2\xa7\xe0"\n', "not_utf8"),
    "UTF-16": (b"\xc2\xa7" + (HEAD + NAME).decode().encode("utf-16"), "not_utf8"),
    "a lone carriage return": (b"schema = 2\xc2\xa7\rkind = 2\r", "broken_toml"),
    "NUL": (HEAD + NAME + b'en = "a\xc2\xa7\x00b"\n', "broken_string"),
    "NUL in a comment": (HEAD + NAME + b"# a\xc2\xa7\x00\n", "broken_toml"),
    "zeros": (b"\xc2\xa7" + b"\x00" * 5000, "broken_toml"),
    "an open quotation mark": (HEAD + '[name]\nvi = "Hà Nội§\n'.encode(), "broken_string"),
    "an open quotation mark at the end": (HEAD + '[name]\nvi = "Hà Nội§'.encode(), "broken_string"),
    "an open quotation mark before others": (HEAD + '[name]\nvi = "Hà Nội§\nen = "Hanoi"\n'.encode(), "broken_string"),
    "an open block": (HEAD + NAME + '[note]\nvi = """\nmột\nhai\n§'.encode(), "broken_string"),
    "an open header": (HEAD + "[name§\nvi = 1\n".encode(), "broken_header"),
    "an open list": (HEAD + 'sdg = ["16",§'.encode(), "unclosed_array"),
    "an open inline table": (HEAD + 'place = { country = "VN"§'.encode(), "unclosed_table"),
    "a key twice": (HEAD + '§id = "y"\n'.encode() + NAME, "duplicate_key"),
    "a table twice": (HEAD + NAME + '[§name]\nen = "x"\n'.encode(), "duplicate_key"),
    "an unresolved merge": (
        HEAD + "§<<<<<<< HEAD\ndate = 2015\n=======\ndate = 2016\n>>>>>>> other\n".encode() + NAME,
        "conflict_markers",
    ),
    "what is left of a merge": (HEAD + "date = 2015\n§=======\n".encode() + NAME, "conflict_markers"),
    "the end of a merge": (HEAD + "date = 2015\n§>>>>>>> other\n".encode() + NAME, "conflict_markers"),
    "a month without quotation marks": (HEAD + "date = §2006-06\n".encode() + NAME, "unquoted_date"),
    "a month without them, and a comment": (HEAD + "date = §2006-06 # \n".encode() + NAME, "unquoted_date"),
    "a month without them in a table": (HEAD + "review = { on = §2006-06, by = 1 }\n".encode() + NAME, "unquoted_date"),
    "a day without a year and without them": (HEAD + "date = §XXXX-09-09\n".encode() + NAME, "unquoted_date"),
    "an interval without them": (HEAD + "date = §2015-09-09/2015-09-10\n".encode() + NAME, "unquoted_date"),
    "a day that does not exist": (HEAD + "date = §2022-02-30\n".encode() + NAME, "bad_toml_date"),
    "curled quotation marks": (HEAD + "date_text = §“a”\n".encode() + NAME, "broken_toml"),
    "a number beyond all bounds": (HEAD + b"date = \xc2\xa7" + b"9" * 5000 + b"\n" + NAME, "broken_toml"),
    "a letter that a key may not have": (HEAD + 't§ên = "x"\n'.encode(), "broken_toml"),
    "5,000 lists in each other": (HEAD + b"sdg = " + b"[" * 80 + b"\xc2\xa7" + b"[" * 4920, "too_deep"),
    "5,000 tables in each other": (HEAD + b"x = " + b"{a=" * 80 + b"\xc2\xa7" + b"{a=" * 4920, "too_deep"),
    "a key of 50,000 parts": (b"\xc2\xa7" + b".".join([b"a"] * 50_000) + b" = 1\n", "too_deep"),
    "a header of 50,000 parts": (HEAD + b"\xc2\xa7[" + b".".join([b"a"] * 50_000) + b"]\n" + NAME, "too_deep"),
}


@pytest.mark.parametrize(("text", "code"), BROKEN.values(), ids=BROKEN)
def test_broken_toml_is_one_problem_at_its_place(text: bytes, code: str) -> None:
    raw, line, column = where(text)
    began = time.process_time()
    loaded = loads(raw)
    assert time.process_time() - began < 2
    assert loaded.record is None
    assert [(p.code, p.line, p.column) for p in loaded.problems] == [(code, line, column)]


def test_the_place_behind_a_byte_order_mark_is_counted_without_it() -> None:
    assert told(b'\xef\xbb\xbfkind = "\xe0"')[0][:3] == ("not_utf8", 1, 9)
    problems = loads(b"\xef\xbb\xbf= 1\n").problems
    assert [(p.code, p.line, p.column) for p in problems] == [("byte_order_mark", 1, 1), ("broken_toml", 1, 1)]


WRONG = {
    # the head
    "no kind": ('§id = "x"\n', Told("missing_field", 0, 0, "kind", {"name": "kind"})),
    "a kind that is none": ('kind = §"evnt"\n', Told("unknown_kind", 0, 0, "kind", {"given": "evnt", "near": "event"})),
    "a kind that is no text": ("kind = §3\n", Told("unknown_kind", 0, 0, "kind", {"given": "3", "near": ""})),
    "another schema": (
        '*schema = §3\nkind = "event"\n',
        Told("newer_schema", 0, 0, "schema", {"given": "3"}),
    ),
    "a schema that never was": (
        '*schema = §0\nkind = "event"\n',
        Told("wrong_type", 0, 0, "schema", {"expected": "schema_2"}),
    ),
    # a field of each type
    "text": ("url = §5\n", Told("wrong_type", 0, 0, "url", {"expected": "text"})),
    "text that is blank": ('url = §"  "\n', Told("blank_text", 0, 0, "url")),
    "a number": ('number = §"2"\n', Told("wrong_type", 0, 0, "series.number", {"expected": "integer"})),
    "a fraction": ("number = §2.5\n", Told("wrong_type", 0, 0, "series.number", {"expected": "integer"})),
    "a number below zero": ("number = §-1\n", Told("invalid_value", 0, 0, "series.number", {"given": "-1"})),
    "a number that nobody can mean": (
        "number = §9999999999999999999999999\n",
        Told("invalid_value", 0, 0, "series.number", {"given": "9999999999999999999999999"}),
    ),
    "yes or no": ('online = §"yes"\n', Told("wrong_type", 0, 0, "place.online", {"expected": "boolean"})),
    "a list": ('sdg = §"16"\n', Told("wrong_type", 0, 0, "sdg", {"expected": "list"})),
    "an item of a list": ('sdg = ["16", §5]\n', Told("wrong_type", 0, 0, "sdg.2", {"expected": "text"})),
    "a table": ('place = §"Hà Nội"\n', Told("wrong_type", 0, 0, "place", {"expected": "table"})),
    "a list of tables": ("people = §{ }\n", Told("wrong_type", 0, 0, "people", {"expected": "list"})),
    "a country": ('country = §"vn"\n', Told("bad_form", 0, 0, "place.country", {"given": "vn"})),
    "a key": ('frequency = §"Hằng năm"\n', Told("bad_form", 0, 0, "frequency", {"given": "Hằng năm"})),
    "an id": ('former_ids = [§"Un"]\n', Told("not_an_id", 0, 0, "former_ids.Un", {"value": "Un"})),
    "an id in a relation": (
        'part_of = ["a", §"b c"]\n',
        Told("not_an_id", 0, 0, "relations.part_of.b c", {"value": "b c"}),
    ),
    "a name of a relation": ('§"Part of" = ["a"]\n', Told("bad_form", 0, 0, "relations.Part of", {"given": "Part of"})),
    # texts in languages
    "text without a language": ('summary = §"x"\n', Told("wrong_type", 0, 0, "summary", {"expected": "table"})),
    "no language at all": ("summary = §{ }\n", Told("no_language", 0, 0, "summary")),
    "something that is no language": ('summary = §{ Vi = "x" }\n', Told("not_a_language", 0, 0, "summary", {"tag": "Vi"})),
    "a number for a text": ("summary = { vi = §1 }\n", Told("wrong_type", 0, 0, "summary.vi", {"expected": "text"})),
    "a blank text in a language": ('summary = { vi = §"" }\n', Told("blank_text", 0, 0, "summary.vi")),
    # where text, or text in languages, may stand
    "neither": ("notes = §5\n", Told("wrong_type", 0, 0, "review.notes", {"expected": "text"})),
    "wrong inside": ('notes = { vi = §"" }\n', Told("blank_text", 0, 0, "review.notes.vi")),
    # what another source says
    "a claim that is a table": (
        'value = { a_b = §5 }\n',
        Told("wrong_type", 0, 0, "claims.date.value.a_b", {"expected": "text"}),
    ),
    # dates
    "a date in words": (
        'date = §"5/8/2022"\n',
        Told("date_year_first", 0, 0, "date", {"given": "5/8/2022", "near": "2022-08-05"}),
    ),
    "a date without year": ('date = §"5/8"\n', Told("date_year_missing", 0, 0, "date", {"given": "5/8", "near": "XXXX-08-05"})),
    "a date that runs backwards": (
        'date = §"2022/2021"\n',
        Told("date_reversed", 0, 0, "date", {"given": "2022/2021", "near": ""}),
    ),
    "a time for a date": ("date = §10:00:00\n", Told("date_not_a_date", 0, 0, "date", {"given": "10:00:00", "near": ""})),
    "a fraction for a date": ("date = §1.5\n", Told("date_not_a_date", 0, 0, "date", {"given": "1.5", "near": ""})),
    "a list for a date": ("date = §[2015]\n", Told("date_not_a_date", 0, 0, "date", {"given": "[2015]", "near": ""})),
}  # fmt: skip

AROUND = {
    "number": '[series]\nid = "s"\n',
    "online": "[place]\n",
    "country": "[place]\n",
    "part_of": "[relations]\n",
    "Part of": "[relations]\n",
    "notes": "[review]\n",
    "value": '[[claims]]\nsource = "s"\nfield = "date"\n',
}
"""The table that a line of WRONG stands in, by its key; the others stand before all tables."""


@pytest.mark.parametrize(("text", "wanted"), WRONG.values(), ids=WRONG)
def test_a_wrong_value_is_one_problem_at_its_place(text: str, wanted: Told) -> None:
    key = text.lstrip("§*").partition(" =")[0].strip('"§')
    if key == "url":
        head = HEAD.decode().replace("event", "source").replace('status = "held"\n', "").replace("forum", "article")
        text = f'{head}{text}[title]\nvi = "x"\n'
    elif text.startswith("*"):
        text = text[1:] + 'id = "x"\ntype = "forum"\nstatus = "held"\n' + NAME.decode()
    elif key in AROUND:
        text = HEAD.decode() + NAME.decode() + AROUND[key] + text
    elif key not in ("id", "kind"):
        text = HEAD.decode() + text + NAME.decode()
    raw, line, column = where(text.encode())
    assert told(raw) == [wanted._replace(line=line, column=column)]


MISSING = {
    "the schema": ('§kind = "event"\nid = "x"\ntype = "forum"\nstatus = "held"\n', "schema"),
    "the id": ('§schema = 2\nkind = "event"\ntype = "forum"\nstatus = "held"\n', "id"),
    "the status": ('§schema = 2\nkind = "event"\nid = "x"\ntype = "forum"\n', "status"),
}


@pytest.mark.parametrize(("head", "name"), MISSING.values(), ids=MISSING)
def test_a_missing_field_of_the_record_is_told_at_its_beginning(head: str, name: str) -> None:
    raw, line, column = where(head.encode() + NAME)
    assert told(raw) == [("missing_field", line, column, name, {"name": name})]


def test_a_missing_name_is_told() -> None:
    assert told(HEAD) == [("missing_field", 1, 1, "name", {"name": "name"})]


@pytest.mark.parametrize(
    ("item", "field"),
    [
        ('[[§people]]\nname = "Chu Tuấn Tú"\n', "people.chu-tuan-tu.role"),
        ('[[figures]]\nwhat = "days"\nvalue = 1\n[[§figures]]\nwhat = "days"\n', "figures.2.value"),
        ('[[figures]]\nwhat = "days"\nvalue = 1\n[[§figures]]\nvalue = 2\n', "figures.2.what"),
        (
            '[[claims]]\nfield = "date"\nvalue = 1\nsource = "s"\n[[§claims]]\nfield = "date"\nvalue = 1\n',
            "claims.2.source",
        ),
        ("[[§agenda]]\ntext.vi = 'x'\n", "agenda.1.key"),
    ],
)
def test_a_missing_field_of_an_item_is_told_at_the_item(item: str, field: str) -> None:
    raw, line, column = where(HEAD + NAME + item.encode())
    assert told(raw) == [("missing_field", line, column, field, {"name": field.rpartition(".")[2]})]


UNKNOWN = {
    "of the record": ('§sumary = { vi = "x" }\n', "sumary", "summary"),
    "of another kind": ('§founded = "2006"\n', "founded", ""),
    "of a part": ('place = { §contry = "VN" }\n', "place.contry", "country"),
    "of a part in a part": ('series = { id = "s", §numbr = 2 }\n', "series.numbr", "number"),
    "of an item in one line": ('people = [{ name = "A", role = "chair", §titel = 1 }]\n', "people.a.titel", "title"),
    "written with capitals": ('§Summary = { vi = "x" }\n', "Summary", "summary"),
    "that the program calls otherwise": ('§schema_ = 1\n', "schema_", "schema"),
    "with dots": ("§sumary.vi = 'x'\n", "sumary", "summary"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "field", "near"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_key_is_told_at_the_key_with_what_was_probably_meant(text: str, field: str, near: str) -> None:
    raw, line, column = where(HEAD + text.encode() + NAME)
    values = {"name": field.rpartition(".")[2], "near": near}
    assert told(raw) == [("unknown_key", line, column, field, values)]


@pytest.mark.parametrize(
    ("text", "field", "near"),
    [
        ("[[steps]]\naction = 'adopted'\n§dates = 2015\n", "steps.adopted.dates", "date"),
        ("[[progress]]\n§asof = 2015\n", "progress.1.asof", "as_of"),
        ("[[progress]]\nrows = [\n  { area = '1', §statd = 3 },\n]\n", "progress.1.rows.1.statd", "stated"),
        ("[progress]\n", None, None),
        ("[[sources]]\nref = 's'\n§fore = ['date']\n", "sources.s.fore", "for"),
        (
            "[[translations]]\nfield = 'a'\nfrom = 'vi'\nto = 'en'\ndigest = '0'\n§form = 'x'\n",
            "translations.1.form",
            "from",
        ),
    ],
)
def test_an_unknown_key_is_found_at_every_level(text: str, field: str | None, near: str | None) -> None:
    head = HEAD.replace(b"event", b"declaration").replace(b"forum", b"agenda").replace(b"held", b"unknown")
    if field is None:
        assert told(head + NAME + text.encode())[0].code == "wrong_type"
        return
    raw, line, column = where(head + NAME + text.encode())
    values = {"name": field.rpartition(".")[2], "near": near}
    assert told(raw) == [("unknown_key", line, column, field, values)]


def test_columns_count_characters_not_bytes() -> None:
    raw, line, column = where(
        HEAD + 'people = [{ name = "Chủ tịch Đỗ Ánh", §rôle = 1 }]\n'.replace("rôle", "rule").encode() + NAME
    )
    assert (column, len("people = [{ name = 'Chủ tịch Đỗ Ánh', ") + 1) == (column, column)
    assert [(one.code, one.line, one.column) for one in told(raw)] == [
        ("missing_field", line, len("people = [") + 1),
        ("unknown_key", line, column),
    ]


def test_all_that_is_wrong_is_told_at_once() -> None:
    raw = HEAD.replace(b'"forum"', b"3") + b'date = "5/8"\nsumary = 1\n' + NAME
    assert [(one.code, one.line) for one in told(raw)] == [
        ("wrong_type", 4),
        ("date_year_missing", 6),
        ("unknown_key", 7),
    ]


@pytest.mark.parametrize(
    "many",
    [
        b"sdg = [" + b"1," * 120_000 + b"]\n" + NAME,
        b"".join(b"k%d = 1\n" % number for number in range(20_000)) + NAME,
        NAME + b"[[aka]]\n" * 30_000,
        b"sdg = [" + '"đ",'.encode() * 50_000 + b"1]\n" + NAME,
        NAME + b'[note]\nvi = "' + b"a" * 250_000 + b'e\xcc\x81"\nen = 5\n',
    ],
    ids=["items", "keys", "tables", "letters", "one long line"],
)
def test_a_file_full_of_faults_is_told_soon_and_not_without_end(many: bytes) -> None:
    # Time of the processor: other tests run beside this one.
    began = time.process_time()
    problems = loads(HEAD + many).problems
    assert time.process_time() - began < 5
    assert 1 <= len(problems) <= MOST_PROBLEMS + 1
    assert (problems[-1].code == "more_errors") is (len(problems) > MOST_PROBLEMS)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("true", "true"),
        ('{ a = "x" }', '{ a = "x" }'),
        ("[1, {b = true}]", "[1, { b = true }]"),
        ('{a = "x\\ny"}', "{ a ="),
    ],
)
def test_a_wrong_value_is_shown_as_a_file_has_it(written: str, shown: str) -> None:
    (fault,) = told(HEAD + f"date = {written}\n".encode() + NAME)
    given = str(fault.values["given"])
    assert fault.field == "date" and given.startswith(shown) and "\n" not in given


def test_what_is_shown_of_a_wrong_value_is_short() -> None:
    for problem in told(HEAD + b'frequency = "' + b"A" * 100_000 + b'"\n"' + b"k" * 100_000 + b'" = 1\n' + NAME):
        assert all(len(str(value)) <= 60 for value in problem.values.values())


def is_told(raw: bytes) -> None:
    """The law of reading: a record, or at least one error, each with a place in the text and a sentence."""
    loaded = loads(raw)
    errors = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
    assert (loaded.record is None) == bool(errors)
    lines = loaded.text.split("\n")
    for problem in loaded.problems:
        assert problem.code in PROBLEMS
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1


@settings(deadline=None)
@given(st.binary())
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\xff")
@example(b"\r")
@example(b"kind = 'source'")
def test_any_bytes_are_a_record_or_told(raw: bytes) -> None:
    is_told(raw)


@settings(deadline=None)
@given(st.text(alphabet="ab\"'=.,[]{}\n\r#\\ \u00e0\u0301đ019-:T", max_size=60), st.booleans())
def test_anything_that_looks_like_toml_is_a_record_or_told(text: str, headed: bool) -> None:
    is_told((HEAD + NAME if headed else b"") + text.encode())


SOME = {
    file.stem: file.read_bytes()
    for file in FILES
    if file.stem in ("unpog", "accsm-heads-21", "asean-poa-civil-service-2022", "moha-2022-poa", "apgf-2")
}

PIECES = st.one_of(
    st.binary(max_size=4),
    st.sampled_from(
        [b'"', b"'", b"[", b"]", b"{", b"}", b"=", b"\n", b'"""', b".", b"#", b"1", b"true", b"\xcc\x81", b"\x00"]
    ),
)


@settings(max_examples=rounds(100, 6000), deadline=None)
@given(st.sampled_from(sorted(SOME)), st.data())
def test_a_real_record_with_a_few_bytes_changed_is_a_record_or_told(name: str, data: st.DataObject) -> None:
    raw = SOME[name]
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(raw)))
        length = data.draw(st.integers(0, 40))
        raw = raw[:start] + data.draw(PIECES) + raw[start + length :]
    is_told(raw)


SIMPLE = st.sampled_from(
    ["1", "-1", "1.5", "true", '""', '"x"', '"vi"', "2015-09-09", "10:00:00", "inf", '"5/8"', '"XXXX-09"']
)


def lists(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    keys = st.sampled_from(["vi", "en", "key", "a_b", "Vi"])
    return st.dictionaries(keys, inner, max_size=3).map(
        lambda items: "{" + ", ".join(f"{key} = {value}" for key, value in items.items()) + "}"
    )


FLAT = st.one_of(SIMPLE, lists(SIMPLE), tables(SIMPLE))
VALUES = st.one_of(FLAT, lists(FLAT), tables(FLAT))


@settings(max_examples=rounds(100, 6000), deadline=None)
@given(st.sampled_from(sorted(SOME)), st.data())
def test_a_value_of_any_type_in_any_place_is_a_record_or_told(name: str, data: st.DataObject) -> None:
    lines = SOME[name].decode().split("\n")
    places = [number for number, line in enumerate(lines) if " = " in line and not line.startswith((" ", "#"))]
    number = data.draw(st.sampled_from(places))
    lines[number] = f"{lines[number].partition(' = ')[0]} = {data.draw(VALUES)}"
    is_told("\n".join(lines).encode())
