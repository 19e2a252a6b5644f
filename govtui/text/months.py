"""The months in words, English and Vietnamese, for whatever reads dates."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)

ABBREVIATED = 3
"""Letters of a month's short name in English; September has "sept" besides."""

ENGLISH_NAME = "|".join(
    "sep(?:t(?:ember)?)?" if name == "september" else f"{name[:ABBREVIATED]}(?:{name[ABBREVIATED:]})?"
    for name in ENGLISH
)
"""The pattern of a month in English, whole or short: alternatives without a group."""

VIETNAMESE: Mapping[str, int] = {
    word: number
    for number, word in enumerate(
        "một hai ba tư năm sáu bảy tám chín mười|mười một|mười hai".replace(" ", "|", 9).split("|"), 1
    )
} | {"giêng": 1, "chạp": 12}
"""The word behind "tháng" to the number of the month."""
