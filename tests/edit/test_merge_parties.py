"""Merging the parties of a treaty: two people fill in dates, and no row, date or comment is lost."""

from __future__ import annotations

from typing import Any

import pytest

from govtui.edit.merge import merged
from govtui.edit.plain_data import plain

HEAD = 'schema = 2\nkind = "declaration"\nid = "t"\ntype = "treaty"\nstatus = "signed"\n'
INLINE = f"""\
{HEAD}# Các bên
parties = [
  {{ who = "country:VN", signed = "2016-04-22" }},  # nước lưu chiểu
  {{ who = "country:LA", signed = "2016-04-22" }},
  {{ who = "union", signed = "2016-04-23" }},
]
"""
TABLES = f"""\
{HEAD}
[[parties]]
who = "country:VN"  # nước lưu chiểu
signed = "2016-04-22"

[[parties]]
who = "country:LA"
signed = "2016-04-22"

[[parties]]
who = "union"
signed = "2016-04-23"
"""


def rows(text: str) -> dict[str, dict[str, Any]]:
    data = plain(text)
    assert isinstance(data, dict)
    return {one["who"]: {key: value for key, value in one.items() if key != "who"} for one in data["parties"]}


@pytest.mark.parametrize("text", [INLINE, TABLES], ids=["inline", "tables"])
def test_what_each_fills_in_of_another_party_is_there(text: str) -> None:
    between = ", " if text == INLINE else "\n"
    mine = text.replace('"2016-04-22" }', '"2016-04-22", ratified = "2016-11-03" }', 1)
    if text == TABLES:
        mine = text.replace('signed = "2016-04-22"', 'signed = "2016-04-22"\nratified = "2016-11-03"', 1)
    theirs = text.replace('signed = "2016-04-23"', f'signed = "2016-04-24"{between}withdrawn = "2020"')
    found = merged(text, mine, theirs)
    assert not found.clashes
    assert rows(found.text) == {
        "country:VN": {"signed": "2016-04-22", "ratified": "2016-11-03"},
        "country:LA": {"signed": "2016-04-22"},
        "union": {"signed": "2016-04-24", "withdrawn": "2020"},
    }
    assert "# nước lưu chiểu" in found.text


@pytest.mark.parametrize("text", [INLINE, TABLES], ids=["inline", "tables"])
def test_one_date_of_one_party_that_both_change_is_a_clash(text: str) -> None:
    mine, theirs = (text.replace("2016-04-23", day) for day in ("2016-04-24", "2016-04-25"))
    assert merged(text, mine, theirs).clashes


def test_parties_that_each_adds_are_both_there() -> None:
    mine, theirs = (TABLES + f'\n[[parties]]\nwho = "country:{code}"\n' for code in ("TH", "KH"))
    found = merged(TABLES, mine, theirs)
    assert not found.clashes and {"country:TH", "country:KH"} <= rows(found.text).keys()
