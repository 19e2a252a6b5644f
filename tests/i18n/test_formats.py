from __future__ import annotations

from decimal import Decimal
from gettext import NullTranslations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.i18n.formats import joined, number, percent
from govtui.i18n.translator import Translator, load

VI, EN, QPS = load("vi"), load("en"), Translator("qps", NullTranslations())


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (0, "0", "0"),
        (72, "72", "72"),
        (-5, "-5", "-5"),
        (1000, "1.000", "1,000"),
        (1234567.891, "1.234.567,891", "1,234,567.891"),
        (Decimal("0.7787"), "0,7787", "0.7787"),
        (Decimal("1.50"), "1,5", "1.5"),
        (10**22, "10.000.000.000.000.000.000.000", "10,000,000,000,000,000,000,000"),
    ],
)
def test_a_number_has_the_separators_of_the_language(
    value: int | float | Decimal, vietnamese: str, english: str
) -> None:
    assert number(value, VI) == vietnamese
    assert number(value, EN) == english
    assert number(value, QPS) == english


@given(value=st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=9))
def test_no_digit_of_a_number_is_lost(value: Decimal) -> None:
    assert Decimal(number(value, VI).replace(".", "").replace(",", ".")) == value
    assert Decimal(number(value, EN).replace(",", "")) == value


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (23, "23%", "23%"),
        (0, "0%", "0%"),
        (100, "100%", "100%"),
        (12.5, "12,5%", "12.5%"),
        (0.1, "0,1%", "0.1%"),
        (Decimal("22.58"), "22,58%", "22.58%"),
        (1250, "1.250%", "1,250%"),
    ],
)
def test_a_share_is_given_in_hundredths_as_records_hold_it(
    value: int | float | Decimal, vietnamese: str, english: str
) -> None:
    assert percent(value, VI) == vietnamese
    assert percent(value, EN) == english
    assert percent(value, QPS) == english


@pytest.mark.parametrize(
    ("items", "vietnamese", "english"),
    [
        ([], "", ""),
        (["A"], "A", "A"),
        (["A", "B"], "A và B", "A and B"),
        (["A", "B", "C"], "A, B và C", "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C và D", "A, B, C and D"),
        (["{0}", "%s", "{name}"], "{0}, %s và {name}", "{0}, %s and {name}"),
    ],
)
def test_items_are_joined_as_the_language_does_without_a_comma_before_and(
    items: list[str], vietnamese: str, english: str
) -> None:
    assert joined(items, VI) == vietnamese
    assert joined(iter(items), EN) == english
    assert joined(items, QPS) == english
