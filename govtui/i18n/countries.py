"""Names of countries and areas by ISO 3166-1 alpha-2 code, as documents of governments and the United Nations have them.

The names are CLDR's, with the exceptions below, each with its source. What neither CLDR nor a source
settles is left as CLDR has it. "UN" stands for the short name of a member state as in the Secretariat's list (UNTERM,
the names of the country plates and of the M49 list); its bracketed additions, "Iran (Islamic Republic of)", are
formal and stay away.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from govtui.i18n.cldr_countries import NAMES
from govtui.i18n.translator import Translator, cldr_locale

_ASSIGNED = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
_CODES = frozenset(_ASSIGNED.split())
"""The 249 codes that ISO 3166-1 assigns. CLDR's further two-letter "regions" (EU, UN, XK, ZZ, islands with a reserved
code) are not countries here. Written out, so that asking needs no Babel; the tests hold it against CLDR."""

_VIETNAMESE = {
    # The foreign ministry's country papers head it "Các Tiểu vương quốc A-rập Thống nhất (UAE)" and go on with the
    # short form; CLDR's is 36 cells wide.
    "AE": "UAE",
    # UN member state; so also the Vietnamese reports on ASEAN's civil service cooperation. CLDR: "Brunei".
    "BN": "Brunei Darussalam",
    # The two Congos by the names that Vietnamese documents and the UN give them, where CLDR tells them by capitals.
    "CD": "Cộng hòa Dân chủ Congo",
    "CG": "Cộng hòa Congo",
    # Vietnamese official documents put the state in brackets (one China); CLDR spells out "Đặc khu Hành chính …",
    # 40 cells wide, for the first two, and leaves it away for the third.
    "HK": "Hồng Kông (Trung Quốc)",
    "MO": "Ma Cao (Trung Quốc)",
    "TW": "Đài Loan (Trung Quốc)",
    # UN member state "Myanmar"; CLDR adds the former name.
    "MM": "Myanmar",
    # Viet Nam recognizes the State of Palestine; UN observer state.
    "PS": "Palestine",
    # UN observer, and the partner that Vietnamese documents speak of; CLDR names the city.
    "VA": "Tòa thánh Vatican",
}

_ENGLISH = {
    # UN member states whose short name is another than CLDR's.
    "BN": "Brunei Darussalam",
    "CD": "Democratic Republic of the Congo",
    "CG": "Congo",
    "CV": "Cabo Verde",
    "KP": "DPR Korea",  # UN "Democratic People's Republic of Korea", too wide: as UN offices abbreviate it
    "KR": "Republic of Korea",
    "LA": "Lao PDR",  # UN "Lao People's Democratic Republic", too wide: as ASEAN's documents abbreviate it
    "MD": "Republic of Moldova",
    "MM": "Myanmar",
    "RU": "Russian Federation",
    "SY": "Syrian Arab Republic",
    "TZ": "United Republic of Tanzania",
    "US": "United States of America",
    "VN": "Viet Nam",
    # UN observers.
    "PS": "State of Palestine",
    "VA": "Holy See",
    # Members of ESCAP, APEC and the WTO under these names, which CLDR widens by "SAR".
    "HK": "Hong Kong, China",
    "MO": "Macao, China",
    # The English of Vietnamese official documents, in the manner of the two above. (UN: "Taiwan Province of China".)
    "TW": "Taiwan, China",
    # UN M49; CLDR takes one side.
    "FK": "Falkland Islands (Malvinas)",
}


_EXCEPTIONS: Mapping[str, tuple[Mapping[str, str], str]] = {"vi": (_VIETNAMESE, "và"), "en_GB": (_ENGLISH, "and")}
"""CLDR locale to names other than CLDR's, and the word for "&". Other languages have CLDR's names."""


def is_country(code: str) -> bool:
    """Return whether ISO 3166-1 assigns `code`, two capital letters such as "VN", to a country or area."""
    return code in _CODES


def country_codes() -> Collection[str]:
    """Return the codes that ISO 3166-1 assigns."""
    return _CODES


@cache
def country_name(code: str, tr: Translator) -> str | None:
    """Return the name of the country or area `code`; None when there is no such code."""
    if not is_country(code):
        return None
    locale = cldr_locale(tr.language)
    exceptions, and_ = _EXCEPTIONS.get(locale, ({}, "&"))
    return exceptions.get(code) or _written_out(_cldr_name(code, locale), and_)


@cache
def names_of_country(code: str) -> tuple[str, ...]:
    """Return every name of a country in Vietnamese and English, CLDR's and those of documents; none of an unknown code."""
    if not is_country(code):
        return ()
    found = [
        name
        for locale, (exceptions, _) in _EXCEPTIONS.items()
        for name in (exceptions.get(code), _cldr_name(code, locale))
        if name
    ]
    return tuple(dict.fromkeys(found))


def _cldr_name(code: str, locale: str) -> str:
    if locale in NAMES:
        return _written_out_names(locale)[code]
    from babel import Locale

    name: str = Locale.parse(locale).territories[code]
    return name


@cache
def _written_out_names(locale: str) -> Mapping[str, str]:
    named = (one.split(" ", 1) for one in " ".join(NAMES[locale].split()).split("; "))
    return dict(named)


def _written_out(name: str, and_: str) -> str:
    """Return `name` without "&" and "St": the UN writes "Saint Kitts and Nevis", CLDR abbreviates."""
    words = {"&": and_, "St": "Saint", "St.": "Saint"}
    return " ".join(words.get(word, word) for word in name.split(" "))
