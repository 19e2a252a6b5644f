"""The parties to a text: counted, and a row for each, on the page, in Markdown, for screen readers and in two languages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from matrices import at_length
from small import registry, table

from govtui.i18n.translator import load
from govtui.index.cache import build
from govtui.interchange.markdown import markdown
from govtui.page.compose import compose
from govtui.page.layout import lay_out
from govtui.page.linear import linear
from govtui.page.page import Page
from govtui.page.parallel import parallel
from govtui.page.problem_words import problem_sentence
from govtui.store.registry import Registry

CITED = {"source": "s", "at": "L7"}
PARTIES = [
    {"who": "country:VN", "signed": "2016-04-22", "ratified": "2016-11-03", **CITED},
    {"who": "country:TH", "signed": "2016-04", "withdrawn": "2021-01-01", **CITED},
    {
        "who": "union",
        "signed": "2016-04-22",
        "source": "s",
        "at": "L9",
        "said_by": "Lan",
        "note": {"en": "As a whole."},
    },
]


def made(root: Path, parties: list[dict[str, Any]] | None = None, **fields: Any) -> Registry:
    union = table("union", name={"vi": "Liên minh", "en": "The Union"})
    given = PARTIES if parties is None else parties
    return registry(root, table("s", "source"), union, table("t", "declaration", parties=given, **fields))


def page(files: Registry, language: str = "en") -> Page:
    return compose(files.entry("declarations/t.toml"), "t", context_of(files, build(files), language))


def lines(files: Registry, language: str = "en", cells: int = 100) -> list[str]:
    return [
        one.text.rstrip().replace("\u00a0", " ")
        for one in lay_out(page(files, language), cells)
        if one.section == "parties" and one.text
    ]


def test_a_table_has_a_row_for_each_party_and_the_head_counts(tmp_path: Path) -> None:
    assert lines(made(tmp_path))[1:] == [
        "3 signed, 1 ratified, 1 withdrew ¹ line 7",
        "  Party              Signed       Ratified    Withdrawn",
        "  Viet Nam           22 Apr 2016  3 Nov 2016  –",
        "  Thailand · former  Apr 2016     –           1 Jan 2021",
        "  The Union          22 Apr 2016  –           –",
        "    (according to Lan) ¹ line 9",
        "    As a whole.",
    ]


def test_in_vietnamese(tmp_path: Path) -> None:
    shown = lines(made(tmp_path), "vi")
    assert shown[0].startswith("Các bên 3 ─")
    assert shown[1] == "3 đã ký, 1 đã phê chuẩn, 1 đã rút ¹ dòng 7"
    assert shown[3] == "  Việt Nam              22/4/2016  03/11/2016  –"


def test_where_the_columns_have_no_room_each_party_is_a_line(tmp_path: Path) -> None:
    shown = lines(made(tmp_path), cells=44)
    assert "•  Viet Nam · Signed 22 Apr 2016 ·" in shown
    assert not any(line.startswith("  Party") for line in shown)


def test_no_source_stands_for_a_party_that_has_none(tmp_path: Path) -> None:
    bare = [{key: value for key, value in one.items() if key not in ("source", "at")} for one in PARTIES[:1]]
    shown = lines(made(tmp_path, [*PARTIES[1:2], *bare]))
    assert shown[1] == "2 signed, 1 ratified, 1 withdrew"
    assert shown[4] == "    ¹ line 7" and shown[5].startswith("  Viet Nam")


def test_without_dates_the_head_says_how_many_there_are(tmp_path: Path) -> None:
    assert lines(made(tmp_path, [{"who": "country:VN", **CITED}]))[1:] == [
        "1 party ¹ line 7",
        "  Party",
        "  Viet Nam",
    ]


def test_a_party_that_only_a_claim_names_stands_below_with_its_source(tmp_path: Path) -> None:
    claims = [{"field": "parties", "value": ["country:VN", "country:SG"], "source": "s"}]
    assert lines(made(tmp_path, claims=claims))[-1] == "+ Singapore ¹"


def test_markdown_has_a_table_and_screen_readers_a_line_a_party(tmp_path: Path) -> None:
    shown = page(made(tmp_path))
    assert "| Viet Nam | 22 Apr 2016 | 3 Nov 2016 |  |" in markdown(shown).splitlines()
    assert "- The Union: As a whole." in markdown(shown).splitlines()
    heard = linear(shown, load("en"), lambda link: True).lines
    assert "- Viet Nam · Signed 22 Apr 2016 · Ratified 3 Nov 2016" in heard


def test_each_language_has_its_side(tmp_path: Path) -> None:
    files = made(tmp_path)
    entry, context = files.entry("declarations/t.toml"), context_of(files, build(files), "vi")
    told = "\n".join(line.text for line in lay_out(parallel(entry, "t", context, ("vi", "en")), 160))
    [row] = [line for line in told.splitlines() if "Viet Nam" in line]
    assert "Việt Nam · Ký\u00a022/4/2016" in row and "Viet Nam · Signed\u00a022\u00a0Apr\u00a02016" in row


@pytest.mark.parametrize(("language", "label"), [("vi", "Có hiệu lực"), ("en", "In force")])
def test_dates_in_no_possible_order_are_shown_with_their_source(tmp_path: Path, language: str, label: str) -> None:
    files = made(tmp_path, [{"who": "country:VN", "signed": "2016", "in_force": "2015", **CITED}])
    context = context_of(files, build(files), language)
    shown = at_length(files, "t", context)
    assert shown is not None
    told = [line.text for line in lay_out(shown, 100)]
    assert any(line.startswith(label) and "2015" in line for line in told)
    assert any("→ s" in line for line in told)


def test_two_sources_that_date_a_signature_differently_are_shown_beside_each_other(tmp_path: Path) -> None:
    two = [
        {"who": "country:VN", "signed": day, "source": "s", "at": at} for day, at in (("2016", "L1"), ("2017", "L2"))
    ]
    files = made(tmp_path, two)
    index = build(files)
    [problem] = [one for one in index.problems("t") if one.code == "sources_disagree"]
    assert problem_sentence(problem, context_of(files, index, "en")) == (
        "One source says two things about “Signed” of “Viet Nam”: 2016 (line 1) and 2017 (line 2)."
    )
    shown = at_length(files, "t", context_of(files, index, "vi"))
    assert shown is not None
    told = "\n".join(line.text for line in lay_out(shown, 100))
    assert "năm 2016" in told and "năm 2017" in told
    [one] = {(*one.quality,) for one in index.outgoing("t") if one.type == "party"}
    assert one == ("disputed",)
