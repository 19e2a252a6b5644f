"""Six real pages as text, in both languages and two widths, as they were last looked at and found good.

`GOVTUI_UPDATE_GOLDENS=1 python -m pytest tests/page/test_page_goldens.py` writes them anew; look at the difference.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest
from contexts import context_of
from small import RECORDS, shipped_index

from govtui.index.api import Index
from govtui.page.compose import compose
from govtui.page.layout import plain
from govtui.store.registry import Registry
from govtui.text.width import width

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = os.environ.get("GOVTUI_UPDATE_GOLDENS") == "1"

PAGES = (
    "unpog",
    "asean-poa-civil-service-2022",
    "asean-declaration-civil-service-2021",
    "accsm-heads-21",
    "ogp-asia-pacific-2018",
    "moha-2022-poa",
)
LANGUAGES = ("vi", "en")
WIDTHS = (60, 100)


@lru_cache
def index() -> Index:
    return shipped_index()


def shown(id: str, language: str, cells: int) -> str:
    registry = Registry(RECORDS)
    card = index().card(id)
    assert card is not None
    return plain(compose(registry.entry(card.path), id, context_of(registry, index(), language)), cells)


@pytest.mark.parametrize("cells", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", PAGES)
def test_a_page_is_as_it_was_found_good(id: str, language: str, cells: int) -> None:
    golden = GOLDENS / f"{id}.{language}.{cells}.txt"
    text = shown(id, language, cells)
    if UPDATE:
        GOLDENS.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


def test_there_is_no_golden_of_a_page_that_is_not_tried() -> None:
    tried = {f"{id}.{language}.{cells}.txt" for id in PAGES for language in LANGUAGES for cells in WIDTHS}
    assert {file.name for file in GOLDENS.iterdir()} == tried


@pytest.mark.parametrize("golden", sorted(GOLDENS.glob("*.txt")), ids=lambda file: file.stem)
def test_no_line_of_a_golden_is_wider_than_its_page(golden: Path) -> None:
    cells = int(golden.name.split(".")[-2])
    assert all(width(line) <= cells for line in golden.read_text(encoding="utf-8").split("\n"))
