"""Who last changed a field, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from govtui.i18n.datetimes import day_short
from govtui.i18n.translator import load
from govtui.page.last_changes import ChangeWords, change_words

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "UTC")


def changed(when: datetime, *parents: str, earlier: bool = False) -> SimpleNamespace:
    version = SimpleNamespace(when=when, author="Lan", subject="Góp ý", parents=parents)
    return SimpleNamespace(version=version, earlier=earlier)


def words(change: SimpleNamespace, language: str) -> ChangeWords:
    return change_words(change, load(language), NOW)


def test_a_day_has_its_year_only_where_that_is_another_one() -> None:
    days = [datetime(2026, 2, 3, tzinfo=UTC), datetime(2025, 12, 31, 23, 59, tzinfo=UTC)]
    assert [day_short(day, NOW, load("vi")) for day in days] == ["03/02", "31/12/2025"]
    assert [day_short(day, NOW, load("en")) for day in days] == ["3 Feb", "31 Dec 2025"]


def test_author_day_and_subject_stand_on_one_line_and_a_merge_has_its_sign() -> None:
    assert words(changed(datetime(2026, 11, 28, tzinfo=UTC), "a"), "vi").line == "Lan · 28/11 · Góp ý"
    assert words(changed(datetime(2026, 11, 28, tzinfo=UTC), "a", "b"), "en").line == "Lan · 28 Nov · ⑂ Góp ý"


def test_nobody_is_named_where_it_is_not_committed_or_further_back_than_this_copy() -> None:
    uncommitted = SimpleNamespace(version=None, earlier=False)
    assert words(uncommitted, "vi") == ("", "", "chưa ghi vào git")
    before = changed(datetime(2026, 3, 5, tzinfo=UTC), "a", earlier=True)
    assert words(before, "vi").line == "trước 3/2026: bản sao này không có phiên bản cũ hơn"
    assert words(before, "en").line == "before Mar 2026: this clone has no older versions"
