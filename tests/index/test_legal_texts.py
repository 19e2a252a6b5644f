"""Symbols in search, parties in facets and on the timeline, and what may be in force: as a reader of the index sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from small import registry, table, toml, write

from govtui.i18n.translator import load
from govtui.index.api import ALL, Index, View
from govtui.index.cache import IndexCache, build
from govtui.page.render_context import RenderContext
from govtui.page.timeline import what_words
from govtui.store.registry import Registry

DECREE = {
    "type": "decree",
    "symbol": "30/2020/NĐ-CP",
    "name": {"vi": "Nghị định về văn thư", "en": "Decree on records"},
}
LAW = {"type": "law", "symbol": "76/2015 /QH 13", "name": {"vi": "Luật Tổ chức", "en": "Law on Organization"}}
PARTIES = [
    {"who": "country:VN", "signed": "2016-04-22", "ratified": "2016-11-03"},
    {"who": "country:LA", "signed": "2016-04-22", "ratified": "2017-02"},
    {"who": "union", "signed": "2016-04-22", "withdrawn": "2001"},
]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    return registry(
        tmp_path_factory.mktemp("legal"),
        table("s", "source"),
        table("union", name={"vi": "Liên minh", "en": "The Union"}),
        table("decree", "declaration", **DECREE),
        table("law", "declaration", **LAW),
        table("circular", "declaration", type="circular", symbol="05/2021/TT-BNV"),
        table("other", "declaration", name={"vi": "Báo cáo năm 2020, số 30", "en": "Report"}),
        table("treaty", "declaration", type="treaty", parties=PARTIES),
    )


@pytest.fixture(scope="module")
def index(files: Registry) -> Index:
    return build(files)


def found(index: Index, text: str) -> list[str]:
    result = index.result(View(ALL, text, "name", "vi", "vi"))
    return [row.key for row in result.window(0, result.total)]


@pytest.mark.parametrize(
    "typed",
    [
        "30/2020/NĐ-CP", "30/2020 /ND-CP", "30/2020/nd-cp", "số 30/2020/NĐ-CP", "so 30/2020 nd-cp", "30/2020/ndcp",
        "soos 30/2020/NDD-CP", "nghi dinh so 30/2020/nd-cp", "30/2020/NĐ-CP ", '"30/2020/nd-cp"', "30/2020/NĐ-C", "nđ 30/2020",
    ],
)  # fmt: skip
def test_a_symbol_in_any_form_finds_the_text(index: Index, typed: str) -> None:
    assert found(index, typed) == ["decree"]


@pytest.mark.parametrize("typed", ["76/2015/QH13", "76/2015/qh 13", "số 76/2015/QH-13", "76/2015/QH1", "76/2015 QH 13"])
def test_a_symbol_that_a_record_has_in_another_form_is_found_by_the_standard_one(index: Index, typed: str) -> None:
    assert found(index, typed) == ["law"]


@pytest.mark.parametrize("typed", ["5/2021/TT-BNV", "5/2021/tt", "5/2021/", "05/2021/TTBNV"])
def test_a_number_below_ten_needs_no_zero(index: Index, typed: str) -> None:
    assert found(index, typed) == ["circular"]


def test_the_text_itself_comes_before_those_that_name_it(tmp_path: Path) -> None:
    amending = table("a-first", "declaration", name={"vi": "Sửa đổi Nghị định số 30/2020/NĐ-CP", "en": "Amendment"})
    assert found(build(registry(tmp_path, amending, table("decree", "declaration", **DECREE))), "30/2020/nd-cp") == [
        "decree",
        "a-first",
    ]


@pytest.mark.parametrize("typed", ["nghị định 30/2020", "nghi dinh so 30/2020", "Decree 30/2020"])
def test_the_type_before_a_number_need_not_stand_in_the_record(tmp_path: Path, typed: str) -> None:
    named = table("a-first", "declaration", name={"vi": "Theo Nghị định 30/2020/NĐ-CP", "en": "Under Decree 30/2020"})
    text = {**DECREE, "name": {"vi": "Về công tác văn thư theo luật", "en": "Records"}}
    index = build(registry(tmp_path, named, table("decree", "declaration", **text)))
    assert found(index, typed) == ["decree", "a-first"]


@pytest.mark.parametrize("typed", ["thông tư 5/2021", "thong tu 05/2021", "Circular No. 5/2021", "thông tư số 05/2021"])
def test_the_number_of_a_circular_is_no_date_from_which_on(index: Index, typed: str) -> None:
    assert found(index, typed)[0] == "circular"


def test_a_country_finds_the_texts_that_it_is_a_party_to(index: Index) -> None:
    assert found(index, "country:LA") == ["treaty"]


def test_a_body_has_the_texts_that_it_is_a_party_to_and_whether_it_still_is(index: Index) -> None:
    assert [(one.key, {*one.quality}) for one in index.incoming("union") if one.type == "party"] == [
        ("treaty", {"former"})
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", ["Rút khỏi, Liên minh", "Ký, 3 bên", "Phê chuẩn, Việt Nam", "Phê chuẩn, Lào"]),
        ("en", ["Withdrawn, The Union", "Signed, 3 parties", "Ratified, Viet Nam", "Ratified, Laos"]),
    ],
)
def test_the_timeline_says_what_parties_did_once_a_day(files: Registry, language: str, words: list[str]) -> None:
    index = build(files)
    dates = index.dates(View(ALL, "country:LA", "date", language, language))
    told = [
        what_words(fact, RenderContext.of(files, load(language), (language,), index))
        for fact in dates.window(0, dates.dated)
    ]
    assert [one.replace("Lao PDR", "Laos") for one in told] == words


def test_the_timeline_calls_the_date_of_a_text_by_what_happened_then(tmp_path: Path) -> None:
    files = registry(tmp_path, table("t", "declaration", date="2020-03-05", date_of="issued"))
    index = build(files)
    [fact] = index.dates(View(ALL, "", "date", "vi", "vi")).window(0, 1)
    assert what_words(fact, RenderContext.of(files, load("vi"), ("vi",), index)) == "Ngày ban hành"


def test_what_a_step_tells_is_not_told_again_of_the_parties(tmp_path: Path) -> None:
    steps = [{"action": "signed", "date": "2016-04-22"}]
    index = build(registry(tmp_path, table("t", "declaration", steps=steps, parties=[
        {"who": "country:VN", "signed": "2016-04-22"}, {"who": "country:LA", "signed": "2016-04-22"},
    ])))  # fmt: skip
    dates = index.dates(View(ALL, "", "date", "vi", "vi"))
    assert [fact.what for fact in dates.window(0, dates.dated)] == ["steps"]


# -- a text in force that another ended --------------------------------------------------------------------------------


def warned(root: Path, kept: IndexCache) -> dict[str, list[str]]:
    """Who is said to have ended which text: in an index brought up to date, which tells what a new one does."""
    updated, anew = kept.refreshed(), build(Registry(root))
    assert updated is not None

    def told(index: Index) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for id in ("old", "older", "new"):
            for one in index.problems(id):
                if one.code == "force_outdated":
                    out.setdefault(id, []).append(str(one.values["other"]))
        return out

    assert told(updated) == told(anew)
    return told(updated)


def test_a_warning_comes_and_goes_with_what_the_other_text_says(tmp_path: Path) -> None:
    root = tmp_path / "registry"
    in_force: dict[str, Any] = {"type": "decree", "status": "in_force"}
    registry(root, table("s", "source"), *(table(id, "declaration", **in_force) for id in ("old", "older", "new")))
    kept = IndexCache(root, tmp_path / "index.sqlite")
    assert warned(root, kept) == {}

    def becomes(id: str, **fields: Any) -> dict[str, list[str]]:
        write(root, f"declarations/{id}.toml", toml(id, "declaration", **(in_force | fields)))
        return warned(root, kept)

    assert becomes("new", relations={"replaces": ["old"]}) == {"old": ["new"]}
    assert becomes("older", former_ids=["oldest"]) == {"old": ["new"]}
    assert becomes("new", relations={"replaces": ["old"], "repeals": ["oldest"]}) == {"old": ["new"], "older": ["new"]}
    assert becomes("older", former_ids=["oldest"], status="partly_in_force") == {"old": ["new"]}
    assert becomes("new", relations={"replaces": ["old"]}, status="not_in_force") == {}
    assert becomes("new", relations={"replaces": ["old"]}, status="amended") == {"old": ["new"]}
    claims = [{"field": "relations.repeals", "value": "older", "source": "s"}]
    assert becomes("older") == {"old": ["new"]}
    assert becomes("new", claims=claims) == {}, "what only another source says ends nothing"
    assert becomes("new", relations={"repeals": ["older"]}) == {"older": ["new"]}
    (root / "declarations" / "new.toml").unlink()
    assert warned(root, kept) == {}
