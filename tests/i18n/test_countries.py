from __future__ import annotations

import unicodedata
from gettext import NullTranslations

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from govtui.i18n.cldr_countries import NAMES
from govtui.i18n.countries import country_name, is_country
from govtui.i18n.translator import Translator, load

VI, EN = load("vi"), load("en")
# Two-letter regions of CLDR to which ISO 3166-1 gives no code (reserved, user-assigned, or groups of countries).
NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
REGIONS = {str(code) for code in Locale("en").territories}
COUNTRIES = sorted({code for code in REGIONS if len(code) == 2 and code.isalpha()} - NOT_COUNTRIES)


@pytest.mark.parametrize(
    ("code", "vietnamese", "english"),
    [
        ("VN", "Việt Nam", "Viet Nam"),
        ("KR", "Hàn Quốc", "Republic of Korea"),
        ("US", "Hoa Kỳ", "United States of America"),
        ("MM", "Myanmar", "Myanmar"),
        ("CN", "Trung Quốc", "China"),
        ("MO", "Ma Cao (Trung Quốc)", "Macao, China"),
        ("HK", "Hồng Kông (Trung Quốc)", "Hong Kong, China"),
        ("TW", "Đài Loan (Trung Quốc)", "Taiwan, China"),
        ("LA", "Lào", "Lao PDR"),
        ("BN", "Brunei Darussalam", "Brunei Darussalam"),
        ("TL", "Timor-Leste", "Timor-Leste"),
        ("KH", "Campuchia", "Cambodia"),
        ("SG", "Singapore", "Singapore"),
        ("TR", "Thổ Nhĩ Kỳ", "Türkiye"),
        ("CZ", "Séc", "Czechia"),
        ("CD", "Cộng hòa Dân chủ Congo", "Democratic Republic of the Congo"),
        ("PS", "Palestine", "State of Palestine"),
        ("KN", "Saint Kitts và Nevis", "Saint Kitts and Nevis"),
        ("LC", "Saint Lucia", "Saint Lucia"),
    ],
)
def test_a_country_is_named_as_official_documents_name_it(code: str, vietnamese: str, english: str) -> None:
    assert country_name(code, VI) == vietnamese
    assert country_name(code, EN) == english


@pytest.mark.parametrize("locale", NAMES)
def test_the_names_written_out_are_those_of_cldr(locale: str) -> None:
    territories = Locale.parse(locale).territories
    wanted = "; ".join(f"{code} {territories[code]}" for code in COUNTRIES)
    assert " ".join(NAMES[locale].split()) == wanted, f"{locale}: {wanted}"


def test_the_codes_are_those_of_iso_3166_1() -> None:
    assert len(COUNTRIES) == 249
    assert [code for code in COUNTRIES if not is_country(code)] == []
    assert [code for code in NOT_COUNTRIES if is_country(code)] == []


@pytest.mark.parametrize("code", ["", "vn", "Vn", "VNM", "V", " VN", "XK", "EU", "AA", "ZZ", "001", "ＶＮ"])
def test_what_is_no_code_has_no_name(code: str) -> None:
    assert not is_country(code)
    assert country_name(code, VI) is None
    assert country_name(code, EN) is None


@given(code=st.text(max_size=3))
def test_exactly_the_countries_have_names(code: str) -> None:
    assert (country_name(code, VI) is not None) == is_country(code)


@pytest.mark.parametrize("tr", [VI, EN], ids=["vi", "en"])
def test_no_two_countries_share_a_name_and_each_name_is_one_clean_line(tr: Translator) -> None:
    names = [country_name(code, tr) for code in COUNTRIES]
    assert len(set(names)) == len(COUNTRIES)
    for name in names:
        assert name is not None
        assert name == " ".join(name.split()) == unicodedata.normalize("NFC", name)
        assert len(name) <= 40
        assert not any(word in name.split() for word in ("&", "St", "St."))


def test_the_pseudo_language_names_countries_in_english() -> None:
    assert country_name("VN", Translator("qps", NullTranslations())) == "Viet Nam"
