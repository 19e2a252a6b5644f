"""Numbers of texts: every number to 9,999 is read back from digits, groups and Vietnamese words."""

import pytest

from govtui.text.numerals import numbers

UNITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def in_words(n: int, *, whole: bool = True) -> str:
    thousands, hundreds, tens, unit = n // 1000, n // 100 % 10, n // 10 % 10, n % 10
    out = [f"{UNITS[thousands]} nghìn"] if thousands else []
    if hundreds or (thousands and n % 100):
        out.append(f"{UNITS[hundreds]} trăm")
    if tens == 1:
        out.append("mười")
    elif tens:
        out.append(f"{UNITS[tens]} mươi")
    elif unit and out:
        out.append("linh")
    if unit or not out:
        out.append("lăm" if unit == 5 and tens else "mốt" if unit == 1 and tens > 1 else UNITS[unit])
    return " ".join(out)


def test_every_number_is_read_back() -> None:
    for n in range(10_000):
        for written in (str(n), f"{n:,}", f"{n:,}".replace(",", "."), f"{n:,}".replace(",", "\u00a0"), in_words(n)):
            assert n in numbers(f"có {written} người"), written


def test_words_of_a_longer_number_are_no_numbers_by_themselves() -> None:
    assert numbers("hai mươi mốt") == {21}
    assert numbers("hai nghìn không trăm mười tám") == {2018}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.000", 1),
        ("12,5%", 12.5),
        ("02 cuộc họp", 2),
        ("hai ngày", 2),
        ("twenty-first", 21),
        ("over one thousand", 1000),
        ("2 triệu", 2_000_000),
        ("lần thứ tư", 4),
        ("mười năm", 10),
        ("một nghìn năm", 1000),
        ("9" * 5000 + " 7", 7),
    ],
)
def test_readings(text: str, value: float) -> None:
    assert value in numbers(text)
