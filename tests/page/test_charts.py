"""Charts tell what they count by what other sources say; progress tables stand above them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from contexts import context_of
from small import registry, table

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.api import View
from govtui.index.cache import build
from govtui.page.charts import charts
from govtui.page.layout import plain
from govtui.page.overview import overview

TODAY = datetime.date(2022, 1, 15)
SOURCE = table("s", "source")


def drawn(root: Path, language: str, *records: dict[str, Any]) -> str:
    files = registry(root, *records, SOURCE)
    context = context_of(files, build(files), language)
    return " ".join(plain(charts(View(language=language, words=language), context, TODAY), 200).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_progress_stands_first_the_current_record_then_the_one_with_most_rows(tmp_path: Path, language: str) -> None:
    files = registry(
        tmp_path,
        *(table(f"d{n}", "declaration", progress=[{"rows": [{"planned": n}] * n, "source": "s"}]) for n in (1, 2, 3)),
        table("e1", "event", date="2018"),
        SOURCE,
    )
    context = context_of(files, build(files), language)

    def order(view: View, first: str = "") -> list[str]:
        names = [section.name for section in charts(view, context, TODAY, first).sections]
        assert ("sources" in names) == any(name.startswith("progress") for name in names)
        return [name for name in names if name != "sources"]

    counts = ["years", "types", "statuses"]
    tables = ["progress d3", "progress d2", "progress d1"]
    everything = View(language=language, words=language)
    assert order(everything) == order(everything, "e1") == [*tables, *counts]
    assert order(everything, "d2") == ["progress d2", "progress d3", "progress d1", *counts]
    assert order(View("event", language=language, words=language), "d1") == ["progress d1", "years"]
    assert order(View("event", language=language, words=language)) == ["years"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_by_what_others_say_is_told(tmp_path: Path, language: str) -> None:
    tr = load(language)
    status = tr.gettext("A text to which another source gives another status is counted under each.")
    plural = "{n} dates counted here are from other sources, or of the wholes that events are part of."
    dates = tr.ngettext(
        "{n} date counted here is from another source, or of the whole that the event is part of.", plural, 2
    )
    records = [
        table("e1", "event", date="2018"),
        table("e2", "event", relations={"part_of": ["e1"]}),
        table("e3", "event", date="2019"),
        table("d1", "declaration", status="adopted"),
    ]
    text = drawn(tmp_path / "a", language, *records[:1], *records[2:])
    assert status not in text and "+" not in text
    records[2]["claims"] = [{"field": "date", "value": "2020", "source": "s"}]
    records[3]["claims"] = [{"field": "status", "value": "noted", "source": "s"}]
    text = drawn(tmp_path / "b", language, *records)
    assert f"+ {dates.format(n=2)}" in text and f"+ {status}" in text


def test_organizations_are_counted_where_they_have_their_place(tmp_path: Path) -> None:
    """Not by all countries that they name: a body of two members stands in none of them."""
    members = [{"who": "country:VN"}, {"who": "country:KR"}]
    text = drawn(
        tmp_path,
        "en",
        table("o1", members=members),
        table("o2", place={"country": "VN"}, members=members),
        table("o3", place={"country": "VN"}, claims=[{"field": "place.country", "value": "KR", "source": "s"}]),
    )
    assert "Viet Nam 2 ██ South Korea 1 █" in text.replace("Republic of Korea", "South Korea")
    assert load("en").gettext("No country given: {n}").format(n=1) in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_overview_marks_a_date_that_another_source_gives(tmp_path: Path, language: str) -> None:
    claims = [{"field": "date", "value": "2020", "source": "s"}]
    files = registry(tmp_path, table("e1", "event", date="2021"), table("e2", "event", claims=claims), SOURCE)
    text = plain(overview(context_of(files, build(files), language), read_only=True, today=TODAY), 80)
    assert "2020 +  e2" in text and "2021 + " not in text
