"""Tables of others come in by a mapping file: cells as offices write them, never a guess that is not told."""

from __future__ import annotations

from typing import Any

import pytest
from interchange.any_records import read_back
from own_registry import MANIFEST
from small import registry

from govtui.interchange.incoming.cell_values import BadCell, date_text, number
from govtui.interchange.incoming.mapping import BadMapping, Mapping, read_mapping
from govtui.model.imported import CannotImport, ForeignId, ImportedRecord
from govtui.store.manifest import Manifest

BASE = """\
kind = "organization"
language = "vi"
[columns]
"Tên" = "name"
"Năm" = "founded"
"""


def mapped(text: str = BASE) -> Mapping:
    return read_mapping(text.encode())


def read(
    text: str | bytes, mapping: str = BASE, manifest: Manifest | None = None, **options: Any
) -> list[ImportedRecord]:
    return read_back("csv", text, manifest, mapped(mapping), **options)


def only(text: str | bytes, mapping: str = BASE, **options: Any) -> ImportedRecord:
    (found,) = read(text, mapping, **options)
    return found


def stopped(text: str | bytes, mapping: str = BASE, **options: Any) -> tuple[str, str]:
    with pytest.raises(CannotImport) as caught:
        read(text, mapping, **options)
    return caught.value.fault.place, caught.value.fault.code


def cell(path: str, text: str, extra: str = "", kind: str = "organization", **options: Any) -> ImportedRecord:
    """The record of one row with a name and one more cell."""
    mapping = f'kind = "{kind}"\nlanguage = "vi"\n{extra}\n[columns]\nTen = "name"\nA = "{path}"\n'
    quoted = text.replace('"', '""')
    return only(f'Ten,A\nBộ,"{quoted}"\n', mapping, **options)


def faults(found: ImportedRecord) -> list[tuple[str, str]]:
    return [(one.place, one.code) for one in found.faults]


@pytest.mark.parametrize(
    ("text", "code", "key", "line"),
    [
        ('kind = "event"\nb = = 1\n', "not_toml", "", 2),
        ("kind = 5\n", "not_a_text", "kind", 0),
        ('colums = "a"\n', "unknown_key", "colums", 0),
        ('columns = "a"\n', "not_a_table", "columns", 0),
        ("[columns]\na = 5\n", "not_a_text", "columns.a", 0),
        ('[values]\ntype = "a"\n', "not_a_table", "values.type", 0),
        ('cite = "no"\n', "not_a_switch", "cite", 0),
        ('dates = "ymd"\n', "unknown_dates", "dates", 0),
    ],
)
def test_a_mapping_file_that_cannot_be_used_is_told(text: str, code: str, key: str, line: int) -> None:
    with pytest.raises(BadMapping) as caught:
        mapped(text)
    assert (caught.value.code, caught.value.key, caught.value.line) == (code, key, line)


def test_a_row_is_a_record_and_what_is_not_mapped_is_left() -> None:
    first, second = read("Tên,Năm,Ghi chú,\nBộ Nội vụ,1945,hỏi lại,\n,,,\n Bộ  A ,, ,x\n")
    assert (first.place, first.kind, first.data) == (
        "row 2",
        "organization",
        {"name": {"vi": "Bộ Nội vụ"}, "founded": "1945"},
    )
    assert (first.left, first.restored, first.id, first.faults) == ({"Ghi chú": "hỏi lại"}, False, "", ())
    assert (second.place, second.data, faults(second)) == (
        "row 4",
        {"name": {"vi": "Bộ  A"}},
        [("row 4", "ragged_row")],
    )


@pytest.mark.parametrize(
    ("raw", "options"),
    [
        ("Tên,Năm\nBộ,1945\n".encode(), {}),
        ("\ufeffTên,Năm\r\nBộ,1945".encode(), {}),
        ("Tên;Năm\nBộ;1945\n".encode("utf-16"), {}),
        ("\ufeffTên\tNăm\nBộ\t1945\n".encode("utf-16-be"), {}),
        ("sep=;\nTên;Năm\nBộ;1945\n".encode(), {}),
        ("\ufeffTên,Năm\nBộ,1945\n".encode("utf-16"), {}),
        ("\n\nTên,Năm\nBộ,1945\n".encode(), {}),
        ('"Tên","Năm"\r"Bộ",1945\r'.encode(), {}),
        ('Năm;" Tên\n";;\n1945;Bộ;;\n'.encode(), {}),
        ("Te\u0302n,Na\u0306m\nBo\u0323\u0302,1945\n".encode(), {}),
        ("Tên,N\u0103m\nB\u00f4\u0323,1945\n".encode("windows-1258"), {"encoding": "windows-1258"}),
        (" Tên ,Năm\nBộ,1945\n".encode("utf-16-le"), {"encoding": "utf-16-le"}),
    ],
)
def test_whatever_a_program_writes_is_read(raw: bytes, options: dict[str, str]) -> None:
    assert only(raw, **options).data == {"name": {"vi": "Bộ"}, "founded": "1945"}


def test_rows_are_counted_as_spreadsheets_count_them_and_lines_told_beside() -> None:
    text = 'Tên,Năm\n"Bộ\nNội vụ",1945\nBộ Y tế,hôm qua\n'
    first, second = read(text)
    assert (first.place, first.data["name"]) == ("row 2", {"vi": "Bộ\nNội vụ"})
    assert (second.place, faults(second)) == ("row 3", [("row 3 (line 4)", "bad_date_cell")])


@pytest.mark.parametrize(
    ("raw", "place", "code"),
    [
        (b"", "row 1", "empty_file"),
        (b"\n \n", "row 1", "empty_file"),
        (b"PK\3\4\x14\0\6\0", "row 1", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "row 1", "workbook"),
        (b",,\na,b,c\n", "row 1", "no_head"),
        ("Tên,Năm\nBộ,1945\n".encode("utf-16")[:-1], "line 2", "not_utf8_table"),
        (b"T\xean,N\xe3m\nB,1945\n", "line 1", "not_utf8_table"),
        ("Tên,Năm\nBộ,1945\n".encode() + b"B\xf4,1945\n", "line 3", "not_utf8_table"),
        ("Tên\n".encode(), "row 1", "no_such_column"),
        ("Tên,Năn\n".encode(), "row 1", "no_such_column_near"),
        ("Tên,Năm,Tên\n".encode(), "row 1", "column_twice"),
        ('Tên,Năm\nBộ,1945\n"Bộ,1945\n'.encode(), "row 3", "open_quotes"),
        ('Tên,Năm\n"Bộ"x,1945\n'.encode(), "row 2", "bad_quotes"),
        ('Tên,"Năm\n'.encode(), "row 1", "open_quotes"),
        (b'"' + b"a\n" * 600000, "row 1", "open_quotes"),
        ("Tên,Năm\n".encode() + b"a" * (1 << 20) + b"bc,\n", "line 2", "line_too_long"),
        ("Tên,Năm\n".encode() + b"a" * 300000 + b",\n", "row 2", "cell_too_long"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_place(raw: bytes, place: str, code: str) -> None:
    assert stopped(raw) == (place, code)


def test_a_mapping_that_does_not_fit_is_told_once() -> None:
    head = "Ten,A\nBộ,1\n"
    columns = 'kind = "organization"\n[columns]\nTen = "name.vi"\nA = '
    for path, code in (
        ("foundet", "unknown_path_near"),
        ("relations.part_off", "unknown_path_near"),
        ("place.contry", "unknown_path_near"),
        ("zzz", "unknown_path"),
        ("series.id", "unknown_path"),  # of events
        ("terms.chair.date", "unknown_path"),
        ("people", "unknown_path"),
        ("aka.nickname", "unknown_path"),
        ("name.Vietnamese", "unknown_path_near"),
        ("relations", "unknown_path_near"),
        ("kind", "unknown_path_near"),
        ("identifiers.Mã số", "unknown_path_near"),
        ("name.vi", "field_twice"),
        ("summary", "language_needed"),
    ):
        assert stopped(head, f'{columns}"{path}"\n') == ("row 1", code), path
    for one, other in (("review.notes", "review.notes.vi"), ("x.a", "x.a.b")):
        mapping = f"kind = 'event'\n[columns]\nTen = '{one}'\nA = '{other}'\n"
        assert stopped(head, mapping)[1] == "field_twice"
        assert (
            stopped(head, mapping.replace("A =", "[fixed]\n").replace(f"'{other}'", f'"{other}" = "y"'))[1]
            == "field_twice"
        )
    assert stopped(head, "language = 'vi'\n[columns]\nTen = 'name'\n")[1] == "mapping_kind_needed"
    assert stopped(head, "kind = 'person'\n[columns]\nTen = 'name'\n")[1] == "unknown_kind"
    assert stopped(head, "kind = 'event'\n")[1] == "mapping_needed"
    assert stopped(head, f'delimiter = ";;"\n{BASE}')[1] == "bad_delimiter"
    assert stopped(head, f'{columns}"aka"\n[fixed]\nstatus = "tốt"\n')[1] == "bad_fixed"
    assert stopped(head, f"delimiter = '\"'\n{BASE}")[1] == "bad_delimiter"
    assert stopped(head, f'{columns}"aka"\n', encoding="idna")[1] == "wrong_encoding"
    assert stopped(head, f'{columns}"aka"\n', encoding="base64")[1] == "unknown_encoding"
    assert stopped(head, f'{columns}"aka"\n', encoding="nonsense")[1] == "unknown_encoding"
    assert stopped(head * 2, f'{columns}"aka"\n', most=1) == ("row 3", "too_many")


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("status", "Đang hoạt động", "active"),
        ("status", "ACTIVE", "active"),
        ("status", "unknown", "unknown"),
        ("place.country", "Việt Nam", "VN"),
        ("place.country", "Republic of Korea", "KR"),
        ("place.country", "South Korea", "KR"),
        ("place.country", "kr", "KR"),
        ("place.online", "có", True),
        ("place.online", "FALSE", False),
        ("founded", "2006", "2006"),
        ("founded", "ngày 5 tháng 8 năm 2022", "2022-08-05"),
        ("identifiers.tax_code", " 0100 ", "0100"),
        ("links.website", "https://moha.gov.vn", "https://moha.gov.vn"),
        ("note", "=1+1", {"vi": "=1+1"}),
        ("note.en", "hai\ndòng", "hai\ndòng"),
        ("x.phone", "024 1", "024 1"),
        ("x.csv.id", "Q 17", "Q 17"),
        ("relations.part_of", "un", [ForeignId("id", "un")]),
        ("relations.part_of", "Q 17", [ForeignId("x.csv.id", "Q 17")]),
        ("relations.member_of", "country:VN", ["country:VN"]),
        ("aka", "BNV", [{"text": "BNV", "type": "alias"}]),
        ("aka.acronym", "BNV", [{"text": "BNV", "type": "acronym"}]),
        ("sdg", "16", ["16"]),
        ("place.online", "✓", True),
        ("review.notes", "xem lại", "xem lại"),
        ("review.name_vi", "Tên chính thức", "official"),
    ],
)
def test_a_cell_is_read_as_its_field_takes_it(path: str, text: str, value: object) -> None:
    found = cell(path, text)
    assert not found.faults
    here: Any = found.data
    for step in path.split(".") if not path.startswith("aka") else ["aka"]:
        here = here[step]
    assert here == value


@pytest.mark.parametrize(
    ("path", "text", "code"),
    [
        ("status", "tốt", "bad_cell"),
        ("place.country", "Atlantis", "bad_cell"),
        ("place.online", "có lẽ", "bad_cell"),
        ("founded", "hôm qua", "bad_date_cell"),
        ("founded", "5/8/2022", "unclear_date"),
        ("founded", "44778", "bad_date_cell"),
        ("id", "Q 17", "bad_id"),
        ("note", "a\0b", "nul_cell"),
        ("note", "ệ" * 30000, "text_too_long"),
    ],
)
def test_a_cell_that_its_field_does_not_take_refuses_its_row(path: str, text: str, code: str) -> None:
    assert faults(cell(path, text)) == [("row 2", code)]


def test_languages_go_by_tag_or_name() -> None:
    found = read("Ten,A\na,Tiếng Việt\nb,English\nc,ko\n", 'kind = "source"\n[columns]\nTen = "title.vi"\nA = "lang"\n')
    assert [one.data["lang"] for one in found] == ["vi", "en", "ko"]


def test_a_type_goes_by_label_or_table_and_is_asked_for_else() -> None:
    assert cell("type", "Bộ").data["type"] == cell("type", "Ministry").data["type"] == "ministry"
    assert (cell("type", "Sở").unknown_type, "type" in cell("type", "Sở").data) == ("Sở", False)
    for table in ('[values.type]\n" SỞ" = "government_agency"', '[classification]\n"Sở" = "Cơ quan nhà nước"'):
        assert (
            only("Ten,A\nBộ,Sở\n", f'kind = "organization"\n{table}\n[columns]\nTen = "name.vi"\nA = "type"\n').data[
                "type"
            ]
            == "government_agency"
        )


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("25/8/2022", "2022-08-25"),
        ("8/25/2022", "2022-08-25"),
        ("08.08.2022", "2022-08-08"),
        ("8/2022", "2022-08"),
        ("2022-8-5", "2022-08-05"),
        ("2022/08/05", "2022-08-05"),
        ("2022.0", "2022"),
        ("2018-11-05 00:00:00", "2018-11-05"),
        ("25/8/2022 0:00", "2022-08-25"),
        ("2018-11-05 08:30", "2018-11-05T08:30:00"),
        ("khoảng 2015", "2015~"),
        ("2021-2025", "2021/2025"),
        ("thập niên 1990", "199X"),
        ("từ 2017", "2017/.."),
        ("5/8/2022", "unclear_date"),
        ("05-08-2022", "unclear_date"),
        ("5/8/2022-26/8/2022", "unclear_date"),
        ("5/8", "bad_date_cell"),
        ("05/08/22", "bad_date_cell"),
        ("31/2/2022", "bad_date_cell"),
        ("32/13/2022", "bad_date_cell"),
        ("Nov-18", "bad_date_cell"),
        ("", "bad_date_cell"),
    ],
)
def test_dates_as_spreadsheets_and_people_write_them(written: str, date: str) -> None:
    try:
        found = date_text(written)
    except BadCell as error:
        found = error.code
    assert found == date


def test_the_mapping_tells_day_from_month() -> None:
    assert cell("founded", "5/8/2022", 'dates = "dmy"').data["founded"] == "2022-08-05"
    assert cell("founded", "5/8/2022", 'dates = "mdy"').data["founded"] == "2022-05-08"
    assert faults(cell("founded", "25/8/2022", 'dates = "mdy"')) == [("row 2", "bad_date_cell")]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        *(("12", 12), ("-5", -5), ("12.5", 12.5), ("12,5", 12.5), ("1.234.567", 1234567), ("1,234,567", 1234567)),
        *(("1 234", 1234), ("0.125", 0.125), ("1234", 1234), ("1e3", 1000.0), ("12,3456", 12.3456)),
        *(("1.234", "unclear_number"), ("1,234", "unclear_number"), ("1.234,5", "bad_cell"), ("mười", "bad_cell")),
        *(("", "bad_cell"), ("1e999", "not_a_number"), ("9" * 30, "not_a_number")),
    ],
)
def test_numbers_as_offices_write_them(written: str, value: float | str) -> None:
    try:
        found: float | str = number(written)
    except BadCell as error:
        found = error.code
    assert found == value and type(found) is type(value)


def test_own_fields_have_their_types(tmp_path: Any) -> None:
    manifest = registry(tmp_path, manifest=MANIFEST).manifest
    columns = {"budget": "1.200.000", "funds": "Ngân sách nhà nước|donor", "scope": "Cả nước", "binding": "Có"}
    lines = [f'{name} = "x.{name}"' for name in columns]
    mapping = "\n".join(['kind = "declaration"', 'language = "vi"', "[columns]", *lines, "[split]", '"x.funds" = "|"'])
    found = only(",".join(columns) + "\n" + ",".join(columns.values()) + "\n", mapping, manifest=manifest)
    assert found.data == {
        "x": {"budget": 1200000, "funds": ["state", "donor"], "scope": {"vi": "Cả nước"}, "binding": True}
    }
    for path in ("x.buget", "x.budget.vi"):
        assert stopped("a\n1\n", f'kind = "declaration"\n[columns]\na = "{path}"\n', manifest=manifest)[1].startswith(
            "unknown_path"
        )
    assert stopped("a\n1\n", 'kind = "event"\n[columns]\na = "x.budget"\n', manifest=manifest)[1] == "unknown_path"


def test_several_values_in_a_cell_and_several_columns_of_one_list() -> None:
    mapping = 'kind = "organization"\n[columns]\nA = "aka.acronym"\nB = "aka"\nC = "relations.part_of"\n'
    mapping += '[split]\naka = ";"\n"relations.part_of" = " "\n'
    found = only("A,B,C\nBNV,Bộ A;  Bộ B ;,un  asean\n", mapping)
    assert [(one["text"], one["type"]) for one in found.data["aka"]] == [
        ("BNV", "acronym"),
        ("Bộ A", "alias"),
        ("Bộ B", "alias"),
    ]
    assert found.data["relations"]["part_of"] == [ForeignId("id", "un"), ForeignId("id", "asean")]
    assert faults(only("Tên,Năm\nBộ,1945\n", f"{BASE}[split]\nfounded = ','\n")) == [("row 2", "not_a_list_cell")]


def test_a_record_is_known_by_its_identifiers_and_keys() -> None:
    mapping = 'kind = "declaration"\n[columns]\nA = "id"\nB = "identifiers.un"\nC = "symbol"\nD = "x.so_hoa.id"\n'
    found = only("A,B,C,D\nnq-1,A/RES/1,30/2020/NĐ-CP,17\n", mapping)
    assert found.id == "nq-1" and found.keys == (
        ForeignId("identifiers.un", "A/RES/1"),
        ForeignId("symbol", "30/2020/NĐ-CP"),
        ForeignId("x.so_hoa.id", "17"),
    )
    assert found.data["symbol"] == "30/2020/NĐ-CP"


def test_fixed_values_are_those_of_every_record_and_a_hyphen_is_none() -> None:
    mapping = BASE + '[fixed]\nstatus = "Đang hoạt động"\n"place.country" = "Việt Nam"\n'
    found = only("Tên,Năm\nBộ,-\n", mapping)
    assert found.data == {"name": {"vi": "Bộ"}, "status": "active", "place": {"country": "VN"}}
    assert found.removed == ("founded",)
    assert only("Tên,Năm\nBộ,-\n", f'remove = "không"\n{BASE}').removed == ()


def test_what_the_command_says_of_the_language_goes_before_the_mapping() -> None:
    assert only("Tên,Năm\nMinistry,\n", language="en").data == {"name": {"en": "Ministry"}}
    assert stopped("Tên,Năm\n", BASE.replace('language = "vi"\n', "")) == ("row 1", "language_needed")


def test_columns_of_one_name_or_none_are_kept_apart() -> None:
    found = only("Tên,Năm,A,A,id,\nBộ,,1,2,3,4\n", f"{BASE}")
    assert (found.left, found.faults[0].code) == ({"A 3": "1", "A 4": "2", "id 5": "3"}, "ragged_row")
    assert only("Tên,,Năm\nBộ,x,1945\n").left == {"2": "x"}


def test_columns_that_mean_nothing_are_passed_over() -> None:
    assert only("STT,Tên,Năm\n1,Bộ,1945\n", f'{BASE}STT = ""\n').left == {}


def test_a_table_cut_within_a_row_is_told() -> None:
    raw = ("Tên,Năm,Trang\n" + 'Bộ Nội vụ,1945,"https://moha.gov.vn"\n' * 5).encode()
    for size in range(20, len(raw)):
        try:
            found = read(raw[:size])
        except CannotImport:
            continue
        last = raw[:size].decode().splitlines()[-1]
        assert any(one.faults for one in found) or last.endswith(('"', ",")) or "," not in last, size
