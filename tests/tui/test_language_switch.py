"""F2 changes every word of every open screen at once, and nothing else."""

from __future__ import annotations

import gettext
import re
from typing import Any

import pytest
from drive import NARROW, WIDE, Play, Rehearsal, drive, raw_lines, tour
from pseudo import words
from samples import foreign, number_names, rewrite, without_ids

from govtui.i18n.places import country_name
from govtui.i18n.translator import LANGUAGES, load
from govtui.store.registry import Registry

OTHER = {"vi": "en", "en": "vi"}
SCROLLED = {"help-end", "progress-table"}
"""Stops at which the texts above the screen, and so what stands at its top, differ in length between the languages."""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Registry:
    """Records without a Latin letter, in the same order in every language."""
    root = rewrite(tmp_path_factory.mktemp("switch") / "registry", foreign)
    number_names(root)
    return Registry(root)


@pytest.fixture(scope="module")
def said() -> dict[str, set[str]]:
    """Every word that the catalog of a language can say, and the names of the countries shown."""
    out = {}
    for language in LANGUAGES:
        tr = load(language)
        catalog = tr._catalog
        assert isinstance(catalog, gettext.GNUTranslations)
        texts = list(catalog._catalog.values())[1:]  # type: ignore[attr-defined]
        countries = [country_name(code, tr) or "" for code in ("BN", "ID", "KR", "VN")]
        out[language] = {word for text in (*texts, *countries) for word in words(text)}
    return out


def latin_words(text: str) -> set[str]:
    """The words of a text but for those that are cut off, and for letters by themselves, which are keys."""
    return {word for word in words(re.sub(r"\w+…", "", text)) if len(word) > 1}


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "140x40"])
def test_every_word_changes_at_once_and_nothing_else_does(
    registry: Registry, said: dict[str, set[str]], size: tuple[int, int]
) -> None:
    """At every stop: no word is left of the other language, the screen is the one of an app that was started in this
    language, and everything that is no word stays, even after changing back."""
    fresh: dict[str, str] = {}
    switched: dict[str, str] = {}
    left: dict[str, set[str]] = {}
    moved: dict[str, list[dict[str, Any]]] = {}
    changed_back: dict[str, tuple[str, str]] = {}

    async def look(play: Play) -> None:
        async for stop in tour(play):
            fresh[stop] = play.text()

    async def look_and_switch(play: Play) -> None:
        async for stop in tour(play):
            state, before = play.state(), play.text()
            for language in ("en", "vi"):
                await play.press("f2")
                assert play.app.language == language
                text = play.text()
                if language == "en":
                    switched[stop] = text
                elif text != before:
                    changed_back[stop] = (before, text)
                shown = latin_words(without_ids(text, registry, raw_lines(play)))
                if remnants := shown & (said[OTHER[language]] - said[language]):
                    left[f"{stop} in {language}"] = remnants
                if (now := play.state()) != state and stop not in SCROLLED:
                    moved[f"{stop} in {language}"] = [state, now]

    drive(look, Rehearsal(registry, "en"), size)
    drive(look_and_switch, Rehearsal(registry, "vi"), size)
    assert left == {}
    assert moved == {}
    for stop in switched.keys() - SCROLLED:
        assert switched[stop] == fresh[stop], stop
    assert changed_back == {}
