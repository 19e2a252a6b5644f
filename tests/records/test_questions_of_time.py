"""“What happened then?”, asked in the forms that people write, of the bundled records through `govtui search`."""

from __future__ import annotations

import json

import pytest
from bundled import RECORDS

from govtui.cli import main

AUGUST_2022 = {"accsm-21", "accsm-heads-21", "accsm-som-21", "accsm-plus-3-som-6", "accsm-chair-handover-2022"}
OCTOBER_2021 = {"asean-summit-38", "asean-summit-39"}
"""The events of which a source says so; the second have their date in claims alone."""

FORMS = {
    "8/2022": AUGUST_2022,
    "Aug 2022": AUGUST_2022,
    "August 2022": AUGUST_2022,
    "2022-08": AUGUST_2022,
    "tháng 8 năm 2022": AUGUST_2022,
    "thang 8 2022": AUGUST_2022,
    "ngày: 8/2022": AUGUST_2022,
    "date: Aug 2022": AUGUST_2022,
    "ngày: quý 3/2022": AUGUST_2022,
    "10/2021": OCTOBER_2021,
    "Oct 2021": OCTOBER_2021,
    "tháng 10 năm 2021": OCTOBER_2021,
    "26/10/2021": OCTOBER_2021,
    "ngày: 5/8": {"accsm-heads-21", "accsm-chair-handover-2022"},
    "5/8/2022": {"accsm-heads-21", "accsm-chair-handover-2022"},
    "05/11/2018": {"ogp-asia-pacific-2018"},
    "5–6 Nov 2018": {"ogp-asia-pacific-2018"},
    "9–10/9/2015": {"apgf-2"},
}
"""What is asked to events that must be among what is found."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("line", "events"), FORMS.items())
def test_what_happened_then_is_found(
    line: str, events: set[str], language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main.run(["--lang", language, "search", line, "--ids", "--registry", str(RECORDS)])
    said = capsys.readouterr()
    assert (status, said.err) == (0, "")
    found = said.out.split()
    assert events <= {*found}
    assert len(found) < 40, "not everything"


@pytest.mark.parametrize(("language", "shown"), [("vi", "+26/10/2021"), ("en", "+26 Oct 2021")])
def test_an_event_whose_date_another_source_gives_shows_that_date(
    language: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main.run(["--lang", language, "search", "10/2021 asean", "--jsonl", "--registry", str(RECORDS)])
    rows = {row["id"]: row for row in map(json.loads, capsys.readouterr().out.splitlines())}
    assert "date" not in rows["asean-summit-38"], "never the record's own"
    main.run(["--lang", language, "search", "10/2021 asean", "--registry", str(RECORDS)])
    assert f"{shown} · asean-summit-38" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["date:10/2021 kind:event", "ngày: 10/2021 loại: sự kiện"])
def test_a_date_goes_with_other_fields(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.run(["search", line, "--ids", "--registry", str(RECORDS)]) == 0
    found = {*capsys.readouterr().out.split()}
    assert found >= OCTOBER_2021
    assert "vns-2021-asean-summits" not in found, "a source"
