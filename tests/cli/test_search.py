"""`govtui search` finds a record however its name is typed, and says what is wrong with a query, and where."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forks import Forks
from small import RECORDS, registry, table
from terminal import Terminal

from govtui.cli import search
from govtui.i18n import errors
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import ORDERS
from govtui.index.query_fields import ORDER
from govtui.store.files import etag

Run = Callable[..., Any]

LEGAL = RECORDS.parent / "tests" / "data" / "legal"


def ids(govtui: Run, *query: str, root: Path = RECORDS) -> list[str]:
    done = govtui("search", "--registry", root, "--ids", "--limit", 1000, "--", *query)
    assert done.err == "", done.err
    assert done.status == (0 if done.out else 1)
    found: list[str] = done.out.splitlines()
    return found


# the records that ship

NFD = unicodedata.normalize("NFD", "đổi mới")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_spellings_of_a_name_give_the_same_first_hit(govtui: Run, language: str) -> None:
    first = []
    for query in ("ddooir mowis", "đổi mới", "doi moi", NFD, "DOI MOI", "Đổi  Mới"):
        done = govtui("search", "--registry", RECORDS, "--ids", "--lang", language, query)
        assert (done.status, done.err) == (0, "")
        first.append(done.out.splitlines()[0])
    assert len(set(first)) == 1
    (path,) = RECORDS.rglob(f"{first[0]}.toml")
    assert "đổi mới" in path.read_text(encoding="utf-8").casefold()


def test_a_name_that_two_ministries_bear_finds_both_before_all_others(govtui: Run) -> None:
    for query in ("bo noi vu", "Bộ Nội vụ", unicodedata.normalize("NFD", "Bộ Nội vụ")):
        assert set(ids(govtui, query)[:2]) == {"kr-mois", "vn-moha"}
    assert {"kr-mois", "vn-moha"} <= set(ids(govtui, "booj nooij vuj"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("E/2014/L.30/Rev.1", "un-e-2014-l30-rev1"),
        ("un-e-2014-l30-rev1", "un-e-2014-l30-rev1"),
        ("A/RES/69/327", "un-a-res-69-327"),
        ("unpog", "unpog"),
        ("ministry of home affairs", "vn-moha"),
        ("asean community", "asean-community"),
    ],
)
def test_a_symbol_an_id_and_a_name_in_english_find_their_record_first(govtui: Run, query: str, found: str) -> None:
    assert ids(govtui, query)[0] == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_of_the_fingers_is_forgiven_where_nothing_else_answers_and_that_is_said(
    govtui: Run, language: str
) -> None:
    done = govtui("search", "--registry", RECORDS, "--ids", "--lang", language, "minstry of home affairs")
    said = load(language).gettext("no “{typed}”; looked for {instead}")
    assert done.err == f"govtui: {said.format(typed='minstry', instead='“ministry”')}\n"
    assert done.status == 0 and "vn-moha" in done.out.splitlines()


# a registry of which every answer is known


OWN = """
schema = 2
[fields.organization]
budget = { type = "number", label = { vi = "Kinh phí" }, facet = true }
due = { type = "date", label = { vi = "Hạn nộp" }, facet = true }
public = { type = "yes_no", label = { vi = "Công khai" }, facet = true }
memo = { type = "text", label = { vi = "Ghi nhớ" } }
"""


@pytest.fixture
def known(tmp_path: Path) -> Path:
    """Eight records, each with something of its own to be asked for."""
    return registry(
        tmp_path,
        table("s", "source", title={"vi": "Bản tin", "en": "Bulletin"}),
        table("t", "source", title={"vi": "Báo cáo", "en": "Report"}),
        table("hn-2018", "event", date="2018-11-05", place={"country": "KR"}, type="conference", status="held"),
        table("hn-2022", "event", date="2022-08", place={"country": "VN"}, type="summit", status="held", sdg=["16"]),
        table(
            "hn-dai", "event", date="2019/2021", place={"country": "VN"}, type="forum", status="planned", sdg=["16.7"]
        ),
        table("hn-thap-ky", "event", date="201X", type="forum", status="unknown", sources=[{"ref": "t"}]),
        table("chi-viet", name={"vi": "Chỉ có tiếng Việt"}, x={"budget": 12000, "due": "2024-05-31", "public": True}),
        table("lech", "declaration", progress=[{"rows": [{"stated": 18, "completed": 15}]}]),
        table("loi", "declaration", type="agend"),
        manifest=OWN,
    ).root


ASKED = [
    ("country:VN", {"hn-2022", "hn-dai"}),
    ("country:vn", {"hn-2022", "hn-dai"}),
    ("country:VN,KR", {"hn-2022", "hn-dai", "hn-2018"}),
    ("year:2018", {"hn-2018", "hn-thap-ky"}),
    ("year:2020", {"hn-dai"}),
    ("year:2021..2022", {"hn-dai", "hn-2022"}),
    ("year:2022..", {"hn-2022"}),
    ("year:..2018", {"hn-2018", "hn-thap-ky"}),
    ("decade:2010s", {"hn-2018", "hn-dai", "hn-thap-ky"}),
    ("decade:201X", {"hn-2018", "hn-dai", "hn-thap-ky"}),
    ("type:summit", {"hn-2022"}),
    ("type:summit,conference", {"hn-2022", "hn-2018"}),
    ("status:planned", {"hn-dai"}),
    ("sdg:16", {"hn-2022", "hn-dai"}),
    ("sdg:16.7", {"hn-dai"}),
    ("kind:source", {"s", "t"}),
    ("kind:events", {"hn-2018", "hn-2022", "hn-dai", "hn-thap-ky"}),
    ("source:t", {"hn-thap-ky"}),
    ("has:discrepancy", {"lech"}),
    ("has:error", {"loi"}),
    ("missing:en", {"chi-viet"}),
    ("kind:event country:VN status:held", {"hn-2022"}),
    ("x.budget:12000", {"chi-viet"}),
    ("budget:12e3", {"chi-viet"}),
    ("x.due:2024", {"chi-viet"}),
    ("due:2020..", {"chi-viet"}),
    ("x.due:2024-05-31", {"chi-viet"}),
    ("X.PUBLIC:có", {"chi-viet"}),
    ('"tiếng Việt"', {"chi-viet"}),
    ("kind:organization tieng vie", {"chi-viet"}),
    ("hn kind:event year:2018..2019 type:forum", {"hn-dai", "hn-thap-ky"}),
]


@pytest.mark.parametrize(("query", "found"), ASKED)
def test_a_field_keeps_the_records_that_have_its_value(govtui: Run, known: Path, query: str, found: set[str]) -> None:
    assert set(ids(govtui, query, root=known)) == found


def test_a_phrase_in_quotation_marks_keeps_its_order(govtui: Run, known: Path) -> None:
    assert ids(govtui, '"Việt tiếng"', root=known) == []


def test_words_given_one_by_one_are_one_query(govtui: Run, known: Path) -> None:
    assert set(ids(govtui, "kind:event", "country:VN", "status:held", root=known)) == {"hn-2022"}


MISTAKES: dict[str, tuple[str, int, dict[str, str | dict[str, str]], str]] = {
    "unclosed_quote": ('hội "tiếng', 5, {}, ""),
    "unknown_field": ("hn contry:VN", 4, {"field": "contry", "near": "country"}, "hn contry VN"),
    "not_a_facet": ("hn x.memo:a", 4, {"field": "x.memo"}, "hn x.memo a"),
    "not_a_date": ("hn x.due:soon", 10, {"value": "soon"}, "hn"),
    "not_a_number": ("hn budget:12k", 11, {"value": "12k"}, "hn"),
    "not_yes_or_no": ("hn x.public:maybe", 13, {"value": "maybe"}, "hn"),
    "no_value": ("hn kind:", 4, {"field": {"vi": "Loại bản ghi", "en": "Kind of record"}}, "hn"),
    "not_a_year": ("hn year:20x8", 9, {"value": "20x8"}, "hn"),
    "not_a_decade": ("hn decade:15", 11, {"value": "15"}, "hn"),
    "not_a_country": ("hn country:VNM", 12, {"value": "VNM"}, "hn"),
    "no_such_value": (
        "hn type:sumit",
        9,
        {"value": "sumit", "field": {"vi": "Phân loại", "en": "Type"}, "near": "summit"},
        "hn type:sumit",
    ),
}
"""Code to a query with one mistake: its place, the values of its sentence, those in words by language, and the query that is
answered instead."""


def test_every_mistake_there_is_a_sentence_for_is_made_here() -> None:
    assert MISTAKES.keys() == errors.MISTAKES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", MISTAKES)
def test_what_is_wrong_is_said_with_its_place_and_the_rest_is_searched(
    govtui: Run, known: Path, code: str, language: str
) -> None:
    query, place, told, instead = MISTAKES[code]
    values = {name: value if isinstance(value, str) else value[language] for name, value in told.items()}
    tr = load(language)
    words = tr.gettext(errors.MISTAKES[code]).format_map(values)
    if near := values.get("near"):
        words += " " + tr.gettext("Did you mean “{near}”?").format(near=near)
    words = tr.gettext("{sentence} (at character {place})").format(sentence=words, place=place)
    done = govtui("search", "--registry", known, "--lang", language, query)
    nothing = f"govtui: {tr.gettext('No record found.')}\n" if done.status == 1 else ""
    assert done.err == f"govtui: {words}\n{nothing}"
    if code == "unclosed_quote":
        assert (done.status, done.out) == (2, "")
    else:
        rest = govtui("search", "--registry", known, "--lang", language, instead)
        assert (done.status, done.out) == (rest.status, rest.out)


def test_an_own_field_that_there_is_not_is_answered_as_any_other(govtui: Run, known: Path) -> None:
    for query, near in (("x.buget:1", "budget"), ("budgte:1", "budget"), ("x.zzzz:1", "")):
        done = govtui("search", "--registry", known, "--lang", "en", query)
        assert (done.status, done.out) == (
            1,
            "",
        ) and f"“{query.partition(':')[0]}” is not the name of a field" in done.err
        assert ("Did you mean" in done.err) == bool(near) and near in done.err


def test_a_query_of_which_nothing_is_understood_finds_nothing(govtui: Run, known: Path) -> None:
    for query in ("year:20x8", "budget:12k kind:", "hn country:VNM"):
        done = govtui("search", "--registry", known, "--ids", query)
        assert bool(done.out) == query.startswith("hn") == (done.status == 0), query


def test_all_mistakes_of_a_query_are_told_in_their_order(govtui: Run, known: Path) -> None:
    done = govtui("search", "--registry", known, "--lang", "en", 'year:x tyep:1 "a')
    assert [line.rpartition("character ")[2] for line in done.err.splitlines()] == ["6)", "8)", "15)"]
    assert (done.status, done.out) == (2, "")


@pytest.mark.parametrize(
    "query", ["\udcff\udcfe", "type:\udcff", "source:\udcff", '"\udcff', "\x00", "\x1b[2J type:\x9b"]
)
def test_bytes_that_are_no_text_are_a_query_like_any_other(govtui: Run, known: Path, query: str) -> None:
    done = govtui("search", "--registry", known, query)
    assert done.status in (0, 1, 2)


# what is printed


def test_nothing_found_is_status_1_and_a_sentence_for_people_only(govtui: Run, known: Path) -> None:
    said = (1, "", "govtui: No record found.\n")
    assert govtui("search", "--registry", known, "zzzzzz", "--lang", "en") == said
    assert govtui("search", "--registry", known, "zzzzzz", "--ids") == (1, "", "")


def test_the_date_of_a_whole_and_what_others_say_are_words_of_lists_and_no_values(govtui: Run, tmp_path: Path) -> None:
    claim = {"field": "place.country", "value": "VN", "source": "s"}
    root = registry(
        tmp_path,
        table("e1", "event", date="2018-11-05/2018-11-06"),
        table("e2", "event", relations={"part_of": ["e1"]}, claims=[claim]),
        table("s", "source"),
    ).root
    query = ("year:2018", "place:VN")
    shown = {language: govtui("search", "--registry", root, "--lang", language, *query).out for language in LANGUAGES}
    assert "trong 05–06/11/2018 + · + · e2" in shown["vi"] and "within 5–6 Nov 2018 + · + · e2" in shown["en"]
    row = json.loads(govtui("search", "--registry", root, "--jsonl", *query).out)
    assert row["id"] == "e2" and not {"date", "country"} & row.keys()
    for form in ("--json", "--toml", "--format=markdown"):
        assert "2018" not in govtui("show", "--registry", root, form, "e2").out, form


def test_for_programs_a_record_is_what_lists_know_by_codes(govtui: Run, known: Path) -> None:
    done = govtui("search", "--registry", known, "--json", "country:VN")
    document = json.loads(done.out)
    assert (document["of"], document["total"]) == ("record", 2)
    rows = {row["id"]: row for row in document["items"]}
    assert rows.keys() == {"hn-2022", "hn-dai"}
    assert (row := rows["hn-2022"]).pop("etag") == etag((known / row["path"]).read_bytes())
    assert row == {
        "v": 1,
        "is": "record",
        "id": "hn-2022",
        "kind": "event",
        "type": "summit",
        "status": "held",
        "path": "events/hn-2022.toml",
        "name": row["name"],
        "date": row["date"],
        "country": "VN",
        "readable": True,
    }
    assert row["date"].startswith("2022")


def test_the_limit_leaves_items_out_and_the_total_is_that_of_all(govtui: Run, known: Path) -> None:
    document = json.loads(govtui("search", "--registry", known, "--json", "--limit", 1, "kind:event").out)
    assert (document["total"], len(document["items"])) == (4, 1)


@pytest.mark.parametrize("order", ORDERS)
def test_programs_get_the_order_of_the_first_language_whatever_the_interface_speaks(
    govtui: Run, tmp_path: Path, order: str
) -> None:
    names = {"a": ("Đ", "X"), "b": ("B", "Z"), "c": ("Ă", "Y")}
    made = [table(id, name={"vi": vi, "en": en}) for id, (vi, en) in names.items()]
    others = [
        table("d", "event", type="forum", place={"country": "DE"}),
        table("e", "event", type="workshop", place={"country": "KR"}),
    ]
    for languages in ("vi", "en"), ("en", "vi"):
        manifest = f"schema = 2\nlanguages = {json.dumps(languages)}\n"
        root = registry(tmp_path / languages[0], *made, *others, manifest=manifest).root
        told = {
            (language, form): govtui("search", "--registry", root, "--sort", order, form, "--lang", language, "").out
            for language in LANGUAGES
            for form in ("--ids", "--jsonl")
        }
        ids = told["vi", "--ids"].split()
        assert told["en", "--ids"].split() == ids
        assert told["vi", "--jsonl"] == told["en", "--jsonl"]
        assert [json.loads(line)["id"] for line in told["en", "--jsonl"].splitlines()] == ids
        if order == "name":
            organizations = [id for id in ids if id in names]
            assert organizations == (["c", "b", "a"] if languages[0] == "vi" else ["a", "c", "b"])


@pytest.mark.parametrize(
    "query",
    [
        "hải đăng",
        "hair ddawng",
        "light",
        "loại:luật",
        "type:law OR kế hoạch",
        "date:2022",
        '"ánh sáng mở"',
        "-hội country:VN",
    ],
)
def test_lines_and_answers_are_the_same_in_every_language(govtui: Run, query: str) -> None:
    for form in ("--jsonl", "--labels"), ("--answers", "--jsonl", "--labels"):
        told = [
            govtui("search", *form, "--registry", LEGAL, "--lang", language, "--", query).out for language in LANGUAGES
        ]
        assert len({*told}) == 1


def test_the_snippet_is_the_line_in_any_language_that_has_most_words_without_words_of_the_interface(
    govtui: Run, tmp_path: Path
) -> None:
    claim = {"field": "place.city", "value": {"vi": "Huế", "en": "Hue City"}, "source": "s"}
    root = registry(
        tmp_path,
        table("a", summary={"vi": "Báo cáo SDG.", "en": "An SDG report on budgets."}),
        table("b", summary={"vi": "Báo cáo SDG 16.", "en": "SDG 16 report."}),
        table("e", "event", claims=[claim]),
        table("s", "source"),
    ).root

    def rows(*query: str) -> dict[str, Any]:
        told = {
            language: govtui("search", "--registry", root, "--jsonl", "--lang", language, *query).out
            for language in LANGUAGES
        }
        assert told["vi"] == told["en"]
        return {row["id"]: row for row in map(json.loads, told["vi"].splitlines())}

    assert rows("sdg", "budgets")["a"]["snippet"] == "An SDG report on budgets."
    assert rows("sdg", "16")["b"]["snippet"] == "Báo cáo SDG 16."  # the registry's first language
    found = rows("hue")["e"]
    assert (found["snippet"], found["told_by"]) == ("Huế", "s")
    assert "told_by" not in rows("sdg", "16")["b"]


def test_a_hit_in_the_text_is_shown_with_the_sentence_that_it_stands_in(govtui: Run, tmp_path: Path) -> None:
    root = registry(
        tmp_path,
        table("noi-vu", summary={"vi": "Một bộ. Bộ lo việc cải cách hành chính của cả nước.", "en": "A ministry."}),
        table("cai-cach", name={"vi": "Ban Cải cách hành chính", "en": "Reform board"}),
    ).root
    rows = [json.loads(line) for line in govtui("search", "--registry", root, "--jsonl", "cai cach").out.splitlines()]
    assert {row["id"]: row.get("snippet") for row in rows} == {
        "cai-cach": None,
        "noi-vu": "Bộ lo việc cải cách hành chính của cả nước.",
    }
    printed = govtui("search", "--registry", root, "--lang", "vi", "cai cach").out
    assert printed.splitlines()[-1] == "    Bộ lo việc cải cách hành chính của cả nước."


@pytest.mark.parametrize(
    ("options", "order"),
    [
        (("--sort", "date"), ["hn-2022", "hn-2018"]),
        (("--sort", "date", "--reverse"), ["hn-2018", "hn-2022"]),
        (("--sort", "name"), ["hn-2018", "hn-2022"]),
        (("--sort", "name", "--reverse"), ["hn-2022", "hn-2018"]),
        (("--sort", "place", "--lang", "en"), ["hn-2018", "hn-2022"]),  # Republic of Korea, Viet Nam
        (("--sort", "type", "--lang", "en"), ["hn-2018", "hn-2022"]),  # conference, summit
    ],
)
def test_what_is_found_is_sorted_as_asked(govtui: Run, known: Path, options: tuple[str, ...], order: list[str]) -> None:
    done = govtui("search", "--registry", known, "--ids", *options, "status:held")
    assert done.out.splitlines() == order


def test_on_a_terminal_hits_are_in_bold(known: Path, tmp_path: Path, forks: Forks) -> None:
    command = ["--lang", "vi", "search", "--registry", str(known), "viet"]
    env = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "CACHE", "STATE")}
    with Terminal(command, env=env, forks=forks) as terminal:
        assert terminal.wait_exit() == 0
        x, y = terminal.find("Việt")
        assert terminal.cell(x, y).bold and terminal.cell(x + 3, y).bold and not terminal.cell(x - 2, y).bold


def test_the_limit_is_kept_and_what_is_left_out_is_counted_beside(govtui: Run, known: Path) -> None:
    everything = govtui("search", "--registry", known, "--ids", "kind:event").out.splitlines()
    assert len(everything) == 4
    assert govtui("search", "--registry", known, "--ids", "--limit", 2, "kind:event") == (
        0,
        "\n".join(everything[:2]) + "\n",
        "",
    )
    for language in LANGUAGES:
        done = govtui("search", "--registry", known, "--limit", 3, "--lang", language, "kind:event")
        told = load(language).gettext("{shown} of {total} shown; --limit N shows more").format(shown=3, total=4)
        assert done.err == f"govtui: {told}\n"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More records than a terminal is shown, and than are held at once."""
    return registry(tmp_path_factory.mktemp("many"), *(table(f"r-{n:04}") for n in range(1, 1_235))).root


@pytest.mark.parametrize("form", ["--ids", "--jsonl", "--lang=en"])
def test_a_pipe_gets_everything(govtui: Run, many: Path, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr(search, "IDS", 400)
    done = govtui("search", "--registry", many, form, "kind:organization")
    lines = done.out.splitlines()
    assert (done.status, done.err) == (0, "")
    found = {"--ids": lines, "--jsonl": [json.loads(line)["id"] for line in lines if form == "--jsonl"]}.get(form)
    found = found or [line.rpartition(" ")[2] for line in lines if line.startswith("    ")]
    assert found == [f"r-{n:04}" for n in range(1, 1_235)]


@pytest.mark.parametrize("form", ["--ids", "--json"])
def test_so_does_a_terminal_that_asks_for_data(many: Path, on_terminal: Callable[..., str], form: str) -> None:
    assert "r-1234" in on_terminal("search", "--registry", many, form, "kind:organization")


@pytest.mark.parametrize(("language", "said"), [("en", "50 of 1,234"), ("vi", "50 trên tổng số 1.234")])
def test_a_terminal_is_shown_the_first_and_told_how_many_there_are(
    many: Path, on_terminal: Callable[..., str], language: str, said: str
) -> None:
    shown = on_terminal("search", "--registry", many, "--lang", language, "kind:organization")
    assert len(re.findall(r"^    .*r-\d{4}\r?$", shown, re.MULTILINE)) == 50
    words = load(language).gettext("{shown} of {total} shown; --limit N shows more")
    number = {"en": "1,234", "vi": "1.234"}[language]
    assert said in words.format(shown=50, total=number) and words.format(shown=50, total=number) in shown


@pytest.fixture
def on_terminal(tmp_path: Path, forks: Forks) -> Callable[..., str]:
    """Runs govtui in a terminal; everything that it wrote."""
    env = {f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "CACHE", "STATE")}

    def run(*args: object) -> str:
        with Terminal([*map(str, args)], env=env, cols=120, forks=forks) as terminal:
            terminal.wait_exit()
            return terminal.raw.decode()

    return run


def test_a_text_in_the_other_language_only_is_marked_with_it(govtui: Run, known: Path) -> None:
    done = govtui("search", "--registry", known, "--lang", "en", "missing:en")
    assert done.out.splitlines()[0] == "Chỉ có tiếng Việt [vi]"
    assert "chi-viet" in done.out.splitlines()[1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_registry_it_could_not_run(govtui: Run, tmp_path: Path, language: str) -> None:
    done = govtui("search", "--registry", tmp_path, "--lang", language, "x")
    sentence = load(language).gettext("There is no registry at {path}: a folder with registry.toml is needed.")
    assert done == (2, "", f"govtui: {sentence.format(path=tmp_path)}\n")


def test_all_fields_of_a_query_are_asked_for_here() -> None:
    assert {query.partition(":")[0] for query, _ in ASKED if query.partition(":")[0].isalpha()} >= set(ORDER)


# -- answers for programs --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty bodies with the year of their foundation, one of which two sources state differently; and an overseer."""
    claim = {"field": "founded", "value": "1901", "source": "s", "at": "L2"}
    some = [table(f"b-{n}", founded=str(1900 + n)) for n in range(60)]
    some[0] = table("b-0", founded="1900", claims=[claim], sources=[{"ref": "t", "for": ["founded"], "at": "¶1"}])
    some[1] = table("b-1", founded="1901", relations={"overseen_by": ["b-0"]})
    sources = table("s", "source"), table("t", "source")
    return registry(tmp_path_factory.mktemp("founded"), *some, *sources).root


def answers(govtui: Run, root: Path, *words: object) -> list[dict[str, Any]]:
    told = {
        language: govtui("search", "--answers", "--jsonl", "--registry", root, "--lang", language, *words)
        for language in LANGUAGES
    }
    assert told["vi"] == told["en"]._replace(err=told["vi"].err)
    return list(map(json.loads, told["en"].out.splitlines()))


def test_an_answer_is_a_fact_by_codes_with_its_mark_and_source(govtui: Run, founded: Path) -> None:
    stated, other = answers(govtui, founded, "b-0", "founded")
    assert stated == {
        "v": 1,
        "is": "answer",
        "record": "b-0",
        "path": "founded",
        "subject": "b-0",
        "value": "1900",
        "mark": "differs",
        "sources": [{"source": "t", "at": "¶1"}],
    }
    assert (other["mark"], other["value"], other["about"]) == ("differs", "1901", "founded")
    assert other["sources"] == [{"source": "s", "at": "L2"}]


def test_a_relation_is_told_from_either_end_as_its_record_has_it(govtui: Run, founded: Path) -> None:
    for words, subject in (("overseen by b-1", "b-1"), ("oversees b-0", "b-0")):
        (one,) = (one for one in answers(govtui, founded, words) if one.get("type"))
        assert (one["record"], one["type"], one["of"], one["subject"]) == ("b-1", "overseen_by", "b-0", subject)
        assert "value" not in one


def test_programs_get_all_answers_and_people_are_told_how_many_are_left(govtui: Run, founded: Path) -> None:
    every = answers(govtui, founded, "founded")
    assert len(every) == 61
    assert answers(govtui, founded, "--limit", 3, "founded") == every[:3]
    done = govtui("search", "--registry", founded, "--lang", "en", "--answers", "--limit", 1, "founded b-0")
    assert len(done.out.splitlines()) == 1 and "1 of 2 answers shown" in done.err
    for words in ("founded b-0",), ("--answers", "founded b-0"):
        assert "answers shown" not in govtui("search", "--registry", founded, "--lang", "en", *words).err


def test_without_answers_there_is_an_empty_document(govtui: Run, founded: Path) -> None:
    done = govtui("search", "--registry", founded, "--answers", "--json", "b-0")
    assert (done.status, json.loads(done.out)["items"]) == (1, [])
    assert govtui("search", "--registry", founded, "--ids", "--json", "b-0").status == 2
    assert govtui("search", "--registry", founded, "--ids", "--answers", "b-0").status == 2
