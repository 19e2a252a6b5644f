from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.i18n.negotiation import wanted_language


def from_environment(**environ: str) -> str:
    return wanted_language(None, None, environ)


def test_what_was_typed_goes_before_the_saved_choice_and_that_before_the_environment() -> None:
    assert wanted_language("vi", "en", {"LANG": "en_US.UTF-8"}) == "vi"
    assert wanted_language(None, "vi", {"LANG": "en_US.UTF-8"}) == "vi"
    assert wanted_language(None, None, {"LANG": "en_US.UTF-8"}) == "en"


def test_a_wish_that_cannot_be_met_leaves_the_choice_to_the_next() -> None:
    assert wanted_language("fr", "en", {}) == "en"
    assert wanted_language(None, "de", {"LANG": "en_US.UTF-8"}) == "en"


@pytest.mark.parametrize(
    "locale", ["en", "en_US", "en_US.UTF-8", "en-GB", "EN", "en_IE@euro", "en_GB.ISO-8859-1", "en_US_POSIX", " en "]
)
def test_english_is_understood_however_it_is_written(locale: str) -> None:
    assert wanted_language(locale, None, {}) == "en"
    assert wanted_language(None, locale, {"LANG": "vi_VN.UTF-8"}) == "en"
    assert from_environment(LANG=locale) == "en"


@pytest.mark.parametrize("locale", ["vi", "vi_VN", "vi_VN.TCVN", "vi_VN@x", "vi-VN", "VI_vn.UTF-8"])
def test_vietnamese_is_understood_however_it_is_written(locale: str) -> None:
    assert wanted_language(None, None, {"LANG": locale}, ["en", "vi"]) == "vi"


@pytest.mark.parametrize("locale", ["", "C", "POSIX", "C.UTF-8", "fr_FR.UTF-8", "vie", "english", ".UTF-8", "@", "_"])
def test_no_language_or_one_not_at_hand_is_vietnamese(locale: str) -> None:
    assert from_environment(LANG=locale) == "vi"
    assert wanted_language(None, None, {}) == "vi"


def test_of_the_locale_variables_only_the_first_that_is_set_counts() -> None:
    assert from_environment(LC_ALL="vi_VN", LC_MESSAGES="en_US", LANG="en_US") == "vi"
    assert from_environment(LC_ALL="", LC_MESSAGES="en_US", LANG="vi_VN") == "en"
    assert from_environment(LC_ALL="fr_FR", LANG="en_US") == "vi"
    assert from_environment(LC_ALL="C", LANG="en_US") == "vi"


def test_the_list_goes_before_the_locale_and_is_taken_in_its_order() -> None:
    assert from_environment(LANGUAGE="en:vi", LANG="vi_VN.UTF-8") == "en"
    assert from_environment(LANGUAGE="vi:en", LANG="en_US.UTF-8") == "vi"
    assert from_environment(LANGUAGE="fr:en_GB:vi", LANG="fr_FR.UTF-8") == "en"
    assert from_environment(LANGUAGE="fr:de", LANG="en_US.UTF-8") == "en"
    assert from_environment(LANGUAGE="", LANG="en_US.UTF-8") == "en"
    assert from_environment(LANGUAGE="en") == "en"


@pytest.mark.parametrize("locale", ["C", "POSIX"])
def test_the_list_is_ignored_under_the_c_locale_as_gnu_gettext_does(locale: str) -> None:
    assert from_environment(LANGUAGE="en", LANG=locale) == "vi"
    assert from_environment(LANGUAGE="en", LC_ALL=locale, LANG="en_US.UTF-8") == "vi"


def test_c_with_utf_8_only_says_the_encoding_so_that_the_list_counts() -> None:
    assert from_environment(LANGUAGE="en", LANG="C.UTF-8") == "en"


def test_lc_ctype_says_nothing_as_python_itself_writes_it() -> None:
    assert from_environment(LC_CTYPE="en_US.UTF-8") == "vi"
    assert wanted_language(None, None, {"LANG": "vi_VN.UTF-8", "LC_CTYPE": "C.UTF-8"}, ["en", "vi"]) == "vi"


def test_a_territory_at_hand_goes_before_the_bare_language() -> None:
    available = ("en", "en-GB", "vi")
    assert wanted_language("en_GB.UTF-8", None, {}, available) == "en-GB"
    assert wanted_language("en_US", None, {}, available) == "en"


@given(
    argument=st.none() | st.text(max_size=12),
    saved=st.none() | st.text(max_size=12),
    environ=st.dictionaries(st.sampled_from(["LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"]), st.text(max_size=12)),
)
def test_whatever_is_said_the_answer_is_a_language_at_hand(
    argument: str | None, saved: str | None, environ: dict[str, str]
) -> None:
    assert wanted_language(argument, saved, environ) in ("vi", "en")
