"""Symbols of documents: what people type is written as it is printed, and tells the type of the text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtui.model.symbols import as_searched, find, standard_form, standardized, types_of
from govtui.model.vocabulary import VOCABULARIES

FORMS = {
    "30/2020/NĐ-CP": [
        "30/2020 /ND-CP", "30/2020/nđ-cp", "30/2020/nd-cp", "30 / 2020 / NĐ - CP", "30/2020/NĐ–CP", "30/2020 NĐ-CP",
        "30/2020-NĐ-CP", "30/2020/NĐCP", "30/2020/ndcp", "30/2020/nd cp", "30/2020/NDD-CP", "số 30/2020/NĐ-CP",
        "Số: 30/2020/NĐ-CP", "so 30/2020/nd-cp", "No. 30/2020/ND-CP", "  30/2020/NĐ-CP ",
    ],
    "01/2020/TT-BNV": ["1/2020/TT-BNV", "01/2020/tt-bnv", "01/2020/ttbnv", "001/2020/TT-BNV"],
    "76/2015/QH13": ["76/2015/qh13", "76/2015/QH 13", "76/2015/QH-13", "Số 76/2015/QH13", "76 /2015/ Qh13"],
    "1211/2016/UBTVQH13": ["1211/2016/ubtvqh 13"],
    "26/2004/PL-UBTVQH11": ["26/2004/pl-ubtvqh11", "26/2004/PL-UBTVQH 11"],
    "05/2016/L-CTN": ["5/2016/l-ctn"],
    "01/2015/TTLT-BTP-BNV": ["1/2015/ttlt-btp-bnv", "01/2015/TTLT - BTP - BNV"],
    "01/2003/TTLT/BTC-BNV": ["01/2003/TTLT/btc-bnv"],
    "1671/QĐ-TTg": ["1671/qd-ttg", "1671/QDD-TTg", "1671 /QĐ-TTG", "số 1671/QĐ-TTg"],
    "12/2018/QĐ-UBND": ["12/2018/qd-ubnd"],
    "03/CT-TTg": ["3/CT-TTg"],
    "18-NQ/TW": ["18-nq/tw", "số 18-NQ/TW"],
    "01/2020/TT-BGDĐT": ["01/2020/tt-bgddt"],
    "45/2021/NQ-HĐND": ["45/2021/nq-hdnd", "45/2021/NQ-HDDND"],
    "E/2014/L.30/Rev.1": ["E/2014 L.30/Rev.1", "E/2014/l30/rev1"],
    "A/RES/69/327": ["a/res/69/327", "A/RES / 69 / 327"],
    "A/70/PV.4": [],
    "ST/SGB/2003/13/Amend.1": [],
    "A/70/123/Add.1/Corr.2": ["A/70/123/ADD.1/CORR.2"],
}  # fmt: skip
TYPED = [(given, standard) for standard, forms in FORMS.items() for given in (standard, *forms)]
VIETNAMESE = [(given, standard) for given, standard in TYPED if standard[0].isdigit()]


@pytest.mark.parametrize(("typed", "standard"), TYPED)
def test_a_symbol_has_a_standard_form(typed: str, standard: str) -> None:
    assert standard_form(typed) == standard


@pytest.mark.parametrize(
    "typed",
    [
        "", "69/327", "Nghị quyết 69/327", "X/RES/1", "A", "A/", "E//1", "Quyết định 52/QĐ", "30/2020", "5/8/2022",
        "30/2020/NĐ", "30/2020/XYZ-ABC", "76/2015/QH", "30/2020/NĐ-CP về công tác văn thư", "NĐ-CP", "2021-2025/KH",
        "1.200/2020/NĐ-CP", "NĐ30/2020/NĐ-CP", "21 TT-BNV",
    ],
)  # fmt: skip
def test_what_is_no_symbol_has_none(typed: str) -> None:
    assert standard_form(typed) is None
    assert types_of(typed) == ()


@settings(deadline=None)
@given(st.text(alphabet="AERSTLv./ -0123456789dc") | st.text(alphabet="0123/ -ndcpNĐCPtTbBQHqhLg&số", max_size=24))
def test_the_standard_form_is_its_own(typed: str) -> None:
    standard = standard_form(typed)
    assert standard is None or standard_form(standard) == standard


@settings(deadline=None)
@given(st.sampled_from([standard for _, standard in VIETNAMESE]), st.data())
def test_case_and_spaces_of_a_vietnamese_symbol_mean_nothing(standard: str, data: st.DataObject) -> None:
    cased = "".join(data.draw(st.sampled_from([one.lower(), one.upper()])) for one in standard)
    spaced = "".join(f" {one} " if one == "/" and data.draw(st.booleans()) else one for one in cased)
    assert standard_form(spaced) == standard


@pytest.mark.parametrize(
    ("symbol", "types"),
    [
        ("30/2020/NĐ-CP", ("decree",)),
        ("01/2020/tt-bnv", ("circular",)),
        ("1671/QĐ-TTg", ("decision",)),
        ("18-NQ/TW", ("resolution",)),
        ("03/CT-TTg", ("directive",)),
        ("01/2015/TTLT-BTP-BNV", ("joint_circular",)),
        ("26/2004/PL-UBTVQH11", ("ordinance",)),
        ("05/2016/L-CTN", ("order",)),
        ("76/2015/QH13", ("law", "code", "resolution")),
        ("1211/2016/UBTVQH13", ("ordinance", "resolution")),
        ("12/TB-VPCP", ()),
        ("A/RES/69/327", ("resolution",)),
        ("E/2014/L.30", ()),
    ],
)
def test_a_symbol_tells_the_type_of_the_text(symbol: str, types: tuple[str, ...]) -> None:
    assert types_of(symbol) == types
    assert {*types} <= {*VOCABULARIES["declaration.type"]}


@pytest.mark.parametrize(("typed", "standard"), VIETNAMESE)
def test_a_symbol_is_found_among_other_words(typed: str, standard: str) -> None:
    assert as_searched(f"theo {typed.strip()} về văn thư") == f"theo {standard} về văn thư"
    assert as_searched(f"({typed.strip()})").endswith(f"{standard})")
    [symbol] = find(f"{typed} ")
    assert typed[symbol.start : symbol.end] in typed and symbol.standard == standard


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("nghị định số 30/2020", "nghị định 30/2020"),
        ("so 30/2020 ve van thu", "30/2020 ve van thu"),
        ("30/2020/NĐ-CP - bản dịch", "30/2020/NĐ-CP - bản dịch"),
        ("30/2020/nd-cp, 1/2020/tt-bnv", "30/2020/NĐ-CP, 01/2020/TT-BNV"),
        ("5/2021/t", "05/2021/t"),
        ("phiên số 3", "phiên số 3"),
        ("tháng 5/2021", "tháng 5/2021"),
        ("A/RES/69/327", "A/RES/69/327"),
        ("giai đoạn 2021-2025", "giai đoạn 2021-2025"),
    ],
)
def test_a_query_says_symbols_as_they_are_indexed_and_leaves_the_rest(typed: str, searched: str) -> None:
    assert as_searched(typed) == searched
    assert standardized(searched) == searched


@pytest.mark.parametrize("typed", ["số 30/2020/NĐ-CP", "18-NQ/TW"])
def test_decomposed_letters_are_the_searchs_affair(typed: str) -> None:
    assert standard_form(unicodedata.normalize("NFC", unicodedata.normalize("NFD", typed))) == standard_form(typed)
