"""A bibliography that is imported, exported and imported again gives the same sources, and a second import changes nothing."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from importing import data, editing, states
from small import registry

from govtui.edit.import_making import plan_import
from govtui.edit.import_plan import ImportChoices, ImportPlan
from govtui.edit.import_saving import save_import
from govtui.i18n.translator import load
from govtui.interchange.exporting import Export
from govtui.interchange.formats import FORMATS, document
from govtui.interchange.import_formats import IMPORT_FORMATS, ReadOptions, reader
from govtui.page.render_context import RenderContext
from govtui.store.manifest import Manifest

BIBTEX = r"""
@article{a1, author={Nguy{\~\^e}n V{\u a}n A and {B\d{\^o} N{\d o}i v\d{u}}}, title={{C{\h a}i} c{\'a}ch --- ``m{\'\ohorn}i''},
  journal={T{\d a}p ch{\'\i}}, year=2020, month=jul # "~4", doi={10.1000/a\_b}, volume=5}
@book{b1, title={Two \& more}, publisher={NXB}, date={2019/}, isbn={978-604-57-1234-5}, langid={english}}
@online{c1, title={A site}, url={https://a.vn/~b?c=1\&d=2}, urldate={2021-01-02}}
"""

CSL = json.dumps(
    [
        {"id": 1, "type": "webpage", "title": "A", "URL": "https://a.vn", "accessed": {"date-parts": [[2021, 1, 2]]}},
        {"id": 2, "type": "article-journal", "title": "B", "author": [{"family": "Lê", "given": "A"}], "page": "1-2"},
    ]
)


def imported(root: Path, format: str, text: str) -> ImportPlan:
    options = ReadOptions(Manifest(), date(2026, 11, 30), language="vi")
    records = list(reader(IMPORT_FORMATS[format])(BytesIO(text.encode()), options))
    source = {"title": {"vi": "a.bib"}, "accessed": "2026-11-30"}
    one, choices = editing(root), ImportChoices(format, type="article", new_source=source)
    plan = plan_import(one, records, choices)
    list(save_import(one, plan, records))
    return plan


def exported(root: Path) -> str:
    one = editing(root)
    held, index = one.registry, one.index
    cards = [card for found in held.files() if (card := index.card_at(found.path)) and card.type != "data_set"]
    context = RenderContext.of(held, load("vi"), ("vi", "en"), index)
    return "".join(document(FORMATS["bibtex"], Export(held, index, cards, context, datetime(2026, 11, 30, tzinfo=UTC))))


def sources(root: Path) -> dict[str, dict[str, Any]]:
    """The sources that an entry holds, as far as it does."""
    found = {path.stem: data(root, f"sources/{path.name}") for path in (root / "sources").glob("*.toml")}
    return {
        id: {name: value for name, value in one.items() if name not in ("sources", "review", "x")}
        for id, one in found.items()
        if one["type"] != "data_set"
    }


@pytest.mark.parametrize(("format", "text"), [("bibtex", BIBTEX), ("csl", CSL)])
def test_sources_that_come_in_go_out_and_come_in_again(format: str, text: str, tmp_path: Path) -> None:
    for name in ("here", "there"):
        registry(tmp_path / name)
    assert set(states(imported(tmp_path / "here", format, text))) == {"new"}
    assert set(states(imported(tmp_path / "here", format, text))) == {"same"}
    again = exported(tmp_path / "here")
    assert set(states(imported(tmp_path / "there", "bibtex", again))) == {"new"}
    assert sources(tmp_path / "there") == sources(tmp_path / "here") != {}
    assert exported(tmp_path / "there") == again
    assert set(states(imported(tmp_path / "there", "bibtex", again))) == {"same"}
    assert set(states(imported(tmp_path / "here", "bibtex", again))) == {"same"}
