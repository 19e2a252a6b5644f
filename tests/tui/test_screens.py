"""Screens as text, over a small registry that does not change: in Vietnamese narrow and wide, and in English where that is
laid out otherwise. (That longer words fit is held by test_pseudo_locale.py, that every word changes by test_language_switch.py.)

``GOVTUI_UPDATE_GOLDENS=1 pytest tests/tui/test_screens.py`` writes them anew; look at the difference before you keep it.
"""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest
from drive import NARROW, Play, Rehearsal, drive
from samples import SAMPLE
from tour import READING, WORKING, WRITING, Look, look, stops, tour
from workshop import workshop

from govtui.store.history import RecentChanges, RecentFile
from govtui.store.registry import Registry
from govtui.tui.views.timeline_view import TimelineView

GOLDENS = Path(__file__).parent / "goldens"
UPDATE = os.environ.get("GOVTUI_UPDATE_GOLDENS") == "1"
MIDDLE, BROAD = (140, 40), (200, 60)
"""Columns and rows of the terminals that stand beside the NARROW one."""

STOPS = {
    ("vi", NARROW): stops(
        "list list-by-date list-both-languages reader reader-both-languages progress progress-table broken-link"
        " untranslated unreadable invalid search search-found search-nothing-found help help-end palette palette-found facets"
        " facets-chosen home home-read-only home-empty home-elsewhere init timeline timeline-near figures problems sources sources-unfolded sources-cell coverage copy copy-list parallel links"
        " found found-next folded-opened"
        " source-text source-text-of-two source-text-lines source-text-facts source-text-alone source-text-missing leave-out"
        " fields text translate new"
        " marks jump-nowhere peek problems-by-record help-of-problems views"
        # over a workshop
        " rename-new rename-taken remove merge merge-chosen merge-result fields-found field field-leaving field-date field-wrong items item-going new-item"
        " translate-typed translate-leaving new-wanting new-similar text-offered text-nothing text-completing text-faulty"
        " help-of-text difference-blocked text-leaving difference outside text-of-two text-changed conflict"
        " conflict-undecided conflict-value conflict-chosen conflict-gone merge-versions merge-versions-joined"
        " merge-versions-result merge-versions-whole merge-versions-gone undecided unmerged unmerged-end drafts drafts-away drafts-changed views-saved"
        " views-going views-new history-changes history-older review history-which history-by-field"
        " history-of-field commit migrate"
        " share share-allow share-offline share-deciding share-file share-leaving share-declined share-synced"
    ),
    ("en", NARROW): stops(
        "list search reader progress-table invalid help palette facets home home-read-only home-empty home-elsewhere init timeline figures problems new fields"
        " translate field sources field-date new-item remove merge merge-result rename-taken text-leaving conflict-gone"
        " merge-versions merge-versions-chosen merge-versions-gone undecided unmerged views-saved drafts"
        " history-which history-by-field commit migrate share share-deciding share-declined share-synced source-text source-text-lines"
        " source-text-missing leave-out"
    ),
    ("en", MIDDLE): stops("problems source-text source-text-lines"),
    ("vi", MIDDLE): stops(
        "list list-both-languages reader progress-table unreadable search-found help palette facets-chosen home home-read-only home-empty init themes"
        " timeline figures problems sources-cell parallel links source-text source-text-lines source-text-alone source-text-missing"
    ),
    ("vi", BROAD): stops(
        "list reader progress-table facets-chosen home home-read-only home-empty timeline parallel coverage"
    ),
}
"""What is kept of the tour."""


@cache
def walk(language: str, size: tuple[int, int]) -> dict[str, Look]:
    """The tour's screens by stop, recorded once."""
    seen: dict[str, Look] = {}
    legs = READING + WRITING

    async def look_around(play: Play) -> None:
        async for stop in tour(play, STOPS[language, size], legs):
            seen[stop] = look(play)

    now = mock.patch.object(TimelineView, "today", staticmethod(lambda: date(2022, 11, 21)))
    may = mock.patch("govtui.edit.new_registry.is_writable", lambda folder: True)
    alone = mock.patch("govtui.store.history.ahead_behind", lambda root: None)
    with mock.patch("govtui.store.history.recent_changes", lambda root, most, decided: LATELY), now, may, alone:
        with mock.patch(
            "govtui.store.presence.own_folder", lambda *words: None
        ):  # other tests edit this registry meanwhile
            drive(look_around, Rehearsal(Registry(SAMPLE), language), size)
        if size == NARROW:
            legs = WORKING
            with TemporaryDirectory() as home, workshop(Path(home)) as made:
                drive(look_around, Rehearsal(Registry(made.root), language), size)
    return seen


WHEN = datetime.now(UTC) - timedelta(days=929, hours=1)
"""As long ago on every day that the tests are run on: what is shown is how long."""
LATELY = RecentChanges(
    "git", (RecentFile("organizations/asean.toml", WHEN, "Lan", "ASEAN"),), ("events/hoi-nghi-2021.toml",)
)
"""What changed lately: in a checkout of the tests that would be another thing each time."""


def golden(language: str, size: tuple[int, int], stop: str) -> Path:
    return GOLDENS / name(language, size) / f"{stop}.txt"


def name(language: str, size: tuple[int, int]) -> str:
    """Of the folder of goldens."""
    return f"{language}-{size[0]}x{size[1]}"


def at_every_stop() -> pytest.MarkDecorator:
    """Each stop of each walk."""
    return pytest.mark.parametrize(
        ("language", "size", "stop"),
        [
            pytest.param(language, size, stop, id=f"{name(language, size)}-{stop}")
            for (language, size), stopped in STOPS.items()
            for stop in stopped
        ],
    )


@at_every_stop()
def test_the_screen_is_as_it_was_looked_at(language: str, size: tuple[int, int], stop: str) -> None:
    path = golden(language, size, stop)
    drawn = walk(language, size)[stop].text + "\n"
    if UPDATE:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    assert drawn == path.read_text(encoding="utf-8")


@at_every_stop()
def test_every_screen_fills_the_terminal_and_no_line_is_wider(language: str, size: tuple[int, int], stop: str) -> None:
    assert walk(language, size)[stop].fills


def test_no_golden_is_left_of_a_screen_that_is_no_more() -> None:
    wanted = {golden(*stage, stop) for stage, stopped in STOPS.items() for stop in stopped}
    others = set((GOLDENS / "matrix").iterdir())  # of test_sources_screen
    assert set(GOLDENS.rglob("*.txt")) - others == wanted
