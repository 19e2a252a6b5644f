"""Answers in words: what every fact of the bundled records looks like, and what a claim is called."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from contexts import context_of

from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build
from govtui.index.query_api import Fact
from govtui.index.read.sqlite_index import SqliteIndex
from govtui.page.answer_lines import AnswerLine, answer_lines
from govtui.store.registry import Registry

BUNDLED = Path(__file__).parent.parent.parent / "records"
RAW = re.compile(r"[{}]|\bXX|“(?:vi|en)”|\bclaims\b|\bTrue\b|\bFalse\b|\bNone\b")
"""What a file has, or Python, in no words."""


@cache
def shipped() -> tuple[Registry, SqliteIndex]:
    registry = Registry(BUNDLED)
    return registry, build(registry, [*map(load, LANGUAGES)])


def answers(line: str, language: str) -> list[AnswerLine]:
    registry, index = shipped()
    return answer_lines(index.answers(line, 50).facts, context_of(registry, index, language))


def claims() -> list[Fact]:
    """Return what other sources say in the bundled records, as facts."""
    out = []
    for path in sorted(BUNDLED.glob("*/*.toml")):
        record = tomllib.loads(path.read_text(encoding="utf-8"))
        for n, claim in enumerate(record.get("claims", ()), 1):
            value = claim.get("value", claim.get("quote"))
            fact = Fact(record["id"], f"claims.{n}", value, record["id"], source=claim["source"], about=claim["field"])
            out += [fact, fact._replace(sign="+")]
    return out


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_of_one_field_and_claims_in_two_languages_are_in_words(language: str) -> None:
    dates = [line for line in answers("accsm heads meeting date", language) if line.fact.key == "accsm-heads-21"]
    assert {line.label for line in dates} == {"Thời gian" if language == "vi" else "Date"}
    place = next(line for line in answers("accsm 22 place", language) if line.fact.about)
    assert place.value == "Bandar Seri Begawan, Brunei Darussalam"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_claim_shows_what_the_file_has_in_no_words(language: str) -> None:
    registry, index = shipped()
    context = context_of(registry, index, language)
    lines = [line for fact in claims() for line in answer_lines([fact], context)]
    assert len(lines) >= 80
    raw = [(line.label, line.value) for line in lines if RAW.search(f"{line.label} {line.value}")]
    assert raw == []
    assert [line.label for line in lines if not line.label or line.label.isdecimal()] == []
