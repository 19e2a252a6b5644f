from __future__ import annotations

import datetime
import itertools
import re
import string
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.dates import get_month_names
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from govtui.i18n import dates
from govtui.i18n.dates import Words, date_long, date_short
from govtui.model.dates import PartialDate

CATALOG = Path(__file__).parents[2] / "locales" / "vi" / "LC_MESSAGES" / "govtui.po"
with CATALOG.open("rb") as stream:
    VIETNAMESE = {("date", entry.id): entry.string for entry in read_po(stream) if entry.context == "date"}


class Vietnamese:
    language = "vi"

    def pgettext(self, context: str, message: str) -> str:
        return VIETNAMESE[context, message]


class English:
    language = "en"

    def pgettext(self, context: str, message: str) -> str:
        return message


class Pseudo:
    """Brackets whatever comes through the catalog."""

    language = "qps"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"


Wording = Callable[[PartialDate, Words], str]

VI, EN, QPS = Vietnamese(), English(), Pseudo()

# date | vi long | vi short | en long | en short
GOLDEN = """
2015 | năm 2015 | 2015 | 2015 | 2015
2015? | có thể năm 2015 | 2015? | possibly 2015 | 2015?
2015~ | khoảng năm 2015 | ~2015 | about 2015 | ~2015
2015% | có thể khoảng năm 2015 | ~2015? | possibly about 2015 | ~2015?
2015-11 | tháng 11 năm 2015 | 11/2015 | November 2015 | Nov 2015
2015-11? | có thể tháng 11 năm 2015 | 11/2015? | possibly November 2015 | Nov 2015?
2015-11~ | khoảng tháng 11 năm 2015 | ~11/2015 | about November 2015 | ~Nov 2015
2015-11% | có thể khoảng tháng 11 năm 2015 | ~11/2015? | possibly about November 2015 | ~Nov 2015?
2022-08-05 | ngày 5 tháng 8 năm 2022 | 05/8/2022 | 5 August 2022 | 5 Aug 2022
2022-08-05? | có thể ngày 5 tháng 8 năm 2022 | 05/8/2022? | possibly 5 August 2022 | 5 Aug 2022?
2022-08-05~ | khoảng ngày 5 tháng 8 năm 2022 | ~05/8/2022 | about 5 August 2022 | ~5 Aug 2022
2022-08-05% | có thể khoảng ngày 5 tháng 8 năm 2022 | ~05/8/2022? | possibly about 5 August 2022 | ~5 Aug 2022?
201X | thập niên 2010 | thập niên 2010 | 2010s | 2010s
201X? | có thể thập niên 2010 | thập niên 2010? | possibly the 2010s | 2010s?
201X~ | khoảng thập niên 2010 | ~thập niên 2010 | about the 2010s | ~2010s
201X% | có thể khoảng thập niên 2010 | ~thập niên 2010? | possibly about the 2010s | ~2010s?
XXXX-09 | tháng 9 (không rõ năm) | tháng 9/? | September (year unknown) | Sep, ?
XXXX-09? | có thể tháng 9 (không rõ năm) | tháng 9?/? | possibly September (year unknown) | Sep?, ?
XXXX-09~ | khoảng tháng 9 (không rõ năm) | ~tháng 9/? | about September (year unknown) | ~Sep, ?
XXXX-09% | có thể khoảng tháng 9 (không rõ năm) | ~tháng 9?/? | possibly about September (year unknown) | ~Sep?, ?
XXXX-09-09 | ngày 9 tháng 9 (không rõ năm) | 09/9/? | 9 September (year unknown) | 9 Sep, ?
XXXX-09-09? | có thể ngày 9 tháng 9 (không rõ năm) | 09/9?/? | possibly 9 September (year unknown) | 9 Sep?, ?
XXXX-09-09~ | khoảng ngày 9 tháng 9 (không rõ năm) | ~09/9/? | about 9 September (year unknown) | ~9 Sep, ?
XXXX-09-09% | có thể khoảng ngày 9 tháng 9 (không rõ năm) | ~09/9?/? | possibly about 9 September (year unknown) | ~9 Sep?, ?
2021/2025 | từ năm 2021 đến năm 2025 | 2021–2025 | 2021–2025 | 2021–2025
2021?/2025? | có thể từ năm 2021 đến năm 2025 | 2021–2025? | possibly 2021–2025 | 2021–2025?
2021~/2025~ | khoảng từ năm 2021 đến năm 2025 | ~2021–2025 | about 2021–2025 | ~2021–2025
2021%/2025% | có thể khoảng từ năm 2021 đến năm 2025 | ~2021–2025? | possibly about 2021–2025 | ~2021–2025?
2021-11/2021-12 | tháng 11–12 năm 2021 | 11–12/2021 | November–December 2021 | Nov–Dec 2021
2021-11?/2021-12? | có thể tháng 11–12 năm 2021 | 11–12/2021? | possibly November–December 2021 | Nov–Dec 2021?
2021-11~/2021-12~ | khoảng tháng 11–12 năm 2021 | ~11–12/2021 | about November–December 2021 | ~Nov–Dec 2021
2021-11%/2021-12% | có thể khoảng tháng 11–12 năm 2021 | ~11–12/2021? | possibly about November–December 2021 | ~Nov–Dec 2021?
2021-11/2022-02 | từ tháng 11 năm 2021 đến tháng 2 năm 2022 | 11/2021–02/2022 | November 2021 – February 2022 | Nov 2021–Feb 2022
2021-11?/2022-02? | có thể từ tháng 11 năm 2021 đến tháng 2 năm 2022 | 11/2021–02/2022? | possibly November 2021 – February 2022 | Nov 2021–Feb 2022?
2021-11~/2022-02~ | khoảng từ tháng 11 năm 2021 đến tháng 2 năm 2022 | ~11/2021–02/2022 | about November 2021 – February 2022 | ~Nov 2021–Feb 2022
2021-11%/2022-02% | có thể khoảng từ tháng 11 năm 2021 đến tháng 2 năm 2022 | ~11/2021–02/2022? | possibly about November 2021 – February 2022 | ~Nov 2021–Feb 2022?
2018-11-05/2018-11-06 | ngày 5–6 tháng 11 năm 2018 | 05–06/11/2018 | 5–6 November 2018 | 5–6 Nov 2018
2018-11-05?/2018-11-06? | có thể ngày 5–6 tháng 11 năm 2018 | 05–06/11/2018? | possibly 5–6 November 2018 | 5–6 Nov 2018?
2018-11-05~/2018-11-06~ | khoảng ngày 5–6 tháng 11 năm 2018 | ~05–06/11/2018 | about 5–6 November 2018 | ~5–6 Nov 2018
2018-11-05%/2018-11-06% | có thể khoảng ngày 5–6 tháng 11 năm 2018 | ~05–06/11/2018? | possibly about 5–6 November 2018 | ~5–6 Nov 2018?
2022-07-30/2022-08-02 | từ ngày 30 tháng 7 đến ngày 2 tháng 8 năm 2022 | 30/7–02/8/2022 | 30 July – 2 August 2022 | 30 Jul–2 Aug 2022
2022-07-30?/2022-08-02? | có thể từ ngày 30 tháng 7 đến ngày 2 tháng 8 năm 2022 | 30/7–02/8/2022? | possibly 30 July – 2 August 2022 | 30 Jul–2 Aug 2022?
2022-07-30~/2022-08-02~ | khoảng từ ngày 30 tháng 7 đến ngày 2 tháng 8 năm 2022 | ~30/7–02/8/2022 | about 30 July – 2 August 2022 | ~30 Jul–2 Aug 2022
2022-07-30%/2022-08-02% | có thể khoảng từ ngày 30 tháng 7 đến ngày 2 tháng 8 năm 2022 | ~30/7–02/8/2022? | possibly about 30 July – 2 August 2022 | ~30 Jul–2 Aug 2022?
2018-12-30/2019-01-28 | từ ngày 30 tháng 12 năm 2018 đến ngày 28 tháng 1 năm 2019 | 30/12/2018–28/01/2019 | 30 December 2018 – 28 January 2019 | 30 Dec 2018–28 Jan 2019
2018-12-30?/2019-01-28? | có thể từ ngày 30 tháng 12 năm 2018 đến ngày 28 tháng 1 năm 2019 | 30/12/2018–28/01/2019? | possibly 30 December 2018 – 28 January 2019 | 30 Dec 2018–28 Jan 2019?
2018-12-30~/2019-01-28~ | khoảng từ ngày 30 tháng 12 năm 2018 đến ngày 28 tháng 1 năm 2019 | ~30/12/2018–28/01/2019 | about 30 December 2018 – 28 January 2019 | ~30 Dec 2018–28 Jan 2019
2018-12-30%/2019-01-28% | có thể khoảng từ ngày 30 tháng 12 năm 2018 đến ngày 28 tháng 1 năm 2019 | ~30/12/2018–28/01/2019? | possibly about 30 December 2018 – 28 January 2019 | ~30 Dec 2018–28 Jan 2019?
199X/201X | từ thập niên 1990 đến thập niên 2010 | thập niên 1990–2010 | 1990s – 2010s | 1990s–2010s
199X?/201X? | có thể từ thập niên 1990 đến thập niên 2010 | thập niên 1990–2010? | possibly the 1990s – 2010s | 1990s–2010s?
199X~/201X~ | khoảng từ thập niên 1990 đến thập niên 2010 | ~thập niên 1990–2010 | about the 1990s – 2010s | ~1990s–2010s
199X%/201X% | có thể khoảng từ thập niên 1990 đến thập niên 2010 | ~thập niên 1990–2010? | possibly about the 1990s – 2010s | ~1990s–2010s?
199X/2005 | từ thập niên 1990 đến năm 2005 | thập niên 1990 – 2005 | 1990s – 2005 | 1990s – 2005
199X?/2005? | có thể từ thập niên 1990 đến năm 2005 | thập niên 1990? – 2005? | possibly the 1990s – 2005 | 1990s? – 2005?
199X~/2005~ | khoảng từ thập niên 1990 đến năm 2005 | ~thập niên 1990 – ~2005 | about the 1990s – 2005 | ~1990s – ~2005
199X%/2005% | có thể khoảng từ thập niên 1990 đến năm 2005 | ~thập niên 1990? – ~2005? | possibly about the 1990s – 2005 | ~1990s? – ~2005?
2018-11/2018-11-06 | từ tháng 11 năm 2018 đến ngày 6 tháng 11 năm 2018 | 11/2018 – 06/11/2018 | November 2018 – 6 November 2018 | Nov 2018 – 6 Nov 2018
2018-11?/2018-11-06? | có thể từ tháng 11 năm 2018 đến ngày 6 tháng 11 năm 2018 | 11/2018? – 06/11/2018? | possibly November 2018 – 6 November 2018 | Nov 2018? – 6 Nov 2018?
2018-11~/2018-11-06~ | khoảng từ tháng 11 năm 2018 đến ngày 6 tháng 11 năm 2018 | ~11/2018 – ~06/11/2018 | about November 2018 – 6 November 2018 | ~Nov 2018 – ~6 Nov 2018
2018-11%/2018-11-06% | có thể khoảng từ tháng 11 năm 2018 đến ngày 6 tháng 11 năm 2018 | ~11/2018? – ~06/11/2018? | possibly about November 2018 – 6 November 2018 | ~Nov 2018? – ~6 Nov 2018?
2022/2022 | năm 2022 | 2022 | 2022 | 2022
2022?/2022? | có thể năm 2022 | 2022? | possibly 2022 | 2022?
2022~/2022~ | khoảng năm 2022 | ~2022 | about 2022 | ~2022
2022%/2022% | có thể khoảng năm 2022 | ~2022? | possibly about 2022 | ~2022?
XXXX-09-09/XXXX-09-10 | ngày 9–10 tháng 9 (không rõ năm) | 09–10/9/? | 9–10 September (year unknown) | 9–10 Sep, ?
XXXX-09-09?/XXXX-09-10? | có thể ngày 9–10 tháng 9 (không rõ năm) | 09–10/9?/? | possibly 9–10 September (year unknown) | 9–10 Sep?, ?
XXXX-09-09~/XXXX-09-10~ | khoảng ngày 9–10 tháng 9 (không rõ năm) | ~09–10/9/? | about 9–10 September (year unknown) | ~9–10 Sep, ?
XXXX-09-09%/XXXX-09-10% | có thể khoảng ngày 9–10 tháng 9 (không rõ năm) | ~09–10/9?/? | possibly about 9–10 September (year unknown) | ~9–10 Sep?, ?
XXXX-09-10/XXXX-09-09 | từ ngày 10 tháng 9 đến ngày 9 tháng 9 (không rõ năm) | 10/9–09/9/? | 10 September – 9 September (year unknown) | 10 Sep–9 Sep, ?
XXXX-12-30/XXXX-01-02 | từ ngày 30 tháng 12 đến ngày 2 tháng 1 (không rõ năm) | 30/12–02/01/? | 30 December – 2 January (year unknown) | 30 Dec–2 Jan, ?
XXXX-12-30?/XXXX-01-02? | có thể từ ngày 30 tháng 12 đến ngày 2 tháng 1 (không rõ năm) | 30/12–02/01?/? | possibly 30 December – 2 January (year unknown) | 30 Dec–2 Jan?, ?
XXXX-12-30~/XXXX-01-02~ | khoảng từ ngày 30 tháng 12 đến ngày 2 tháng 1 (không rõ năm) | ~30/12–02/01/? | about 30 December – 2 January (year unknown) | ~30 Dec–2 Jan, ?
XXXX-12-30%/XXXX-01-02% | có thể khoảng từ ngày 30 tháng 12 đến ngày 2 tháng 1 (không rõ năm) | ~30/12–02/01?/? | possibly about 30 December – 2 January (year unknown) | ~30 Dec–2 Jan?, ?
XXXX-09/XXXX-10 | tháng 9–10 (không rõ năm) | tháng 9–10/? | September–October (year unknown) | Sep–Oct, ?
XXXX-09?/XXXX-10? | có thể tháng 9–10 (không rõ năm) | tháng 9–10?/? | possibly September–October (year unknown) | Sep–Oct?, ?
XXXX-09~/XXXX-10~ | khoảng tháng 9–10 (không rõ năm) | ~tháng 9–10/? | about September–October (year unknown) | ~Sep–Oct, ?
XXXX-09%/XXXX-10% | có thể khoảng tháng 9–10 (không rõ năm) | ~tháng 9–10?/? | possibly about September–October (year unknown) | ~Sep–Oct?, ?
XXXX-12/XXXX-01 | từ tháng 12 đến tháng 1 (không rõ năm) | tháng 12–tháng 1/? | December – January (year unknown) | Dec–Jan, ?
XXXX-12?/XXXX-01? | có thể từ tháng 12 đến tháng 1 (không rõ năm) | tháng 12–tháng 1?/? | possibly December – January (year unknown) | Dec–Jan?, ?
XXXX-12~/XXXX-01~ | khoảng từ tháng 12 đến tháng 1 (không rõ năm) | ~tháng 12–tháng 1/? | about December – January (year unknown) | ~Dec–Jan, ?
XXXX-12%/XXXX-01% | có thể khoảng từ tháng 12 đến tháng 1 (không rõ năm) | ~tháng 12–tháng 1?/? | possibly about December – January (year unknown) | ~Dec–Jan?, ?
XXXX-09/XXXX-10-05 | từ tháng 9 đến ngày 5 tháng 10 (không rõ năm) | tháng 9 – 05/10/? | September – 5 October (year unknown) | Sep – 5 Oct, ?
XXXX-09?/XXXX-10-05? | có thể từ tháng 9 đến ngày 5 tháng 10 (không rõ năm) | tháng 9? – 05/10?/? | possibly September – 5 October (year unknown) | Sep? – 5 Oct?, ?
XXXX-09~/XXXX-10-05~ | khoảng từ tháng 9 đến ngày 5 tháng 10 (không rõ năm) | ~tháng 9 – ~05/10/? | about September – 5 October (year unknown) | ~Sep – ~5 Oct, ?
XXXX-09%/XXXX-10-05% | có thể khoảng từ tháng 9 đến ngày 5 tháng 10 (không rõ năm) | ~tháng 9? – ~05/10?/? | possibly about September – 5 October (year unknown) | ~Sep? – ~5 Oct?, ?
2017/.. | từ năm 2017 | từ 2017 | since 2017 | since 2017
2017?/.. | có thể từ năm 2017 | từ 2017? | possibly since 2017 | since 2017?
2017~/.. | từ khoảng năm 2017 | từ ~2017 | since about 2017 | since ~2017
2017%/.. | có thể từ khoảng năm 2017 | từ ~2017? | possibly since about 2017 | since ~2017?
2021-11/.. | từ tháng 11 năm 2021 | từ 11/2021 | since November 2021 | since Nov 2021
2021-11?/.. | có thể từ tháng 11 năm 2021 | từ 11/2021? | possibly since November 2021 | since Nov 2021?
2021-11~/.. | từ khoảng tháng 11 năm 2021 | từ ~11/2021 | since about November 2021 | since ~Nov 2021
2021-11%/.. | có thể từ khoảng tháng 11 năm 2021 | từ ~11/2021? | possibly since about November 2021 | since ~Nov 2021?
2022-08-05/.. | từ ngày 5 tháng 8 năm 2022 | từ 05/8/2022 | since 5 August 2022 | since 5 Aug 2022
2022-08-05?/.. | có thể từ ngày 5 tháng 8 năm 2022 | từ 05/8/2022? | possibly since 5 August 2022 | since 5 Aug 2022?
2022-08-05~/.. | từ khoảng ngày 5 tháng 8 năm 2022 | từ ~05/8/2022 | since about 5 August 2022 | since ~5 Aug 2022
2022-08-05%/.. | có thể từ khoảng ngày 5 tháng 8 năm 2022 | từ ~05/8/2022? | possibly since about 5 August 2022 | since ~5 Aug 2022?
201X/.. | từ thập niên 2010 | từ thập niên 2010 | since the 2010s | since 2010s
201X?/.. | có thể từ thập niên 2010 | từ thập niên 2010? | possibly since the 2010s | since 2010s?
201X~/.. | từ khoảng thập niên 2010 | từ ~thập niên 2010 | since about the 2010s | since ~2010s
201X%/.. | có thể từ khoảng thập niên 2010 | từ ~thập niên 2010? | possibly since about the 2010s | since ~2010s?
XXXX-09/.. | từ tháng 9 (không rõ năm) | từ tháng 9/? | since September (year unknown) | since Sep, ?
XXXX-09?/.. | có thể từ tháng 9 (không rõ năm) | từ tháng 9?/? | possibly since September (year unknown) | since Sep?, ?
XXXX-09~/.. | từ khoảng tháng 9 (không rõ năm) | từ ~tháng 9/? | since about September (year unknown) | since ~Sep, ?
XXXX-09%/.. | có thể từ khoảng tháng 9 (không rõ năm) | từ ~tháng 9?/? | possibly since about September (year unknown) | since ~Sep?, ?
XXXX-09-09/.. | từ ngày 9 tháng 9 (không rõ năm) | từ 09/9/? | since 9 September (year unknown) | since 9 Sep, ?
XXXX-09-09?/.. | có thể từ ngày 9 tháng 9 (không rõ năm) | từ 09/9?/? | possibly since 9 September (year unknown) | since 9 Sep?, ?
XXXX-09-09~/.. | từ khoảng ngày 9 tháng 9 (không rõ năm) | từ ~09/9/? | since about 9 September (year unknown) | since ~9 Sep, ?
XXXX-09-09%/.. | có thể từ khoảng ngày 9 tháng 9 (không rõ năm) | từ ~09/9?/? | possibly since about 9 September (year unknown) | since ~9 Sep?, ?
../2030 | đến năm 2030 | đến 2030 | until 2030 | until 2030
../2030? | có thể đến năm 2030 | đến 2030? | possibly until 2030 | until 2030?
../2030~ | đến khoảng năm 2030 | đến ~2030 | until about 2030 | until ~2030
../2030% | có thể đến khoảng năm 2030 | đến ~2030? | possibly until about 2030 | until ~2030?
../2021-11 | đến tháng 11 năm 2021 | đến 11/2021 | until November 2021 | until Nov 2021
../2021-11? | có thể đến tháng 11 năm 2021 | đến 11/2021? | possibly until November 2021 | until Nov 2021?
../2021-11~ | đến khoảng tháng 11 năm 2021 | đến ~11/2021 | until about November 2021 | until ~Nov 2021
../2021-11% | có thể đến khoảng tháng 11 năm 2021 | đến ~11/2021? | possibly until about November 2021 | until ~Nov 2021?
../2022-08-05 | đến ngày 5 tháng 8 năm 2022 | đến 05/8/2022 | until 5 August 2022 | until 5 Aug 2022
../2022-08-05? | có thể đến ngày 5 tháng 8 năm 2022 | đến 05/8/2022? | possibly until 5 August 2022 | until 5 Aug 2022?
../2022-08-05~ | đến khoảng ngày 5 tháng 8 năm 2022 | đến ~05/8/2022 | until about 5 August 2022 | until ~5 Aug 2022
../2022-08-05% | có thể đến khoảng ngày 5 tháng 8 năm 2022 | đến ~05/8/2022? | possibly until about 5 August 2022 | until ~5 Aug 2022?
../201X | đến thập niên 2010 | đến thập niên 2010 | until the 2010s | until 2010s
../201X? | có thể đến thập niên 2010 | đến thập niên 2010? | possibly until the 2010s | until 2010s?
../201X~ | đến khoảng thập niên 2010 | đến ~thập niên 2010 | until about the 2010s | until ~2010s
../201X% | có thể đến khoảng thập niên 2010 | đến ~thập niên 2010? | possibly until about the 2010s | until ~2010s?
../XXXX-09-09 | đến ngày 9 tháng 9 (không rõ năm) | đến 09/9/? | until 9 September (year unknown) | until 9 Sep, ?
../XXXX-09-09? | có thể đến ngày 9 tháng 9 (không rõ năm) | đến 09/9?/? | possibly until 9 September (year unknown) | until 9 Sep?, ?
../XXXX-09-09~ | đến khoảng ngày 9 tháng 9 (không rõ năm) | đến ~09/9/? | until about 9 September (year unknown) | until ~9 Sep, ?
../XXXX-09-09% | có thể đến khoảng ngày 9 tháng 9 (không rõ năm) | đến ~09/9?/? | possibly until about 9 September (year unknown) | until ~9 Sep?, ?
2021~/2025 | từ khoảng năm 2021 đến năm 2025 | ~2021 – 2025 | from about 2021 to 2025 | ~2021 – 2025
2021/2025? | từ năm 2021 đến có thể năm 2025 | 2021 – 2025? | from 2021 to possibly 2025 | 2021 – 2025?
2021%/2025? | có thể từ khoảng năm 2021 đến năm 2025 | ~2021? – 2025? | possibly from about 2021 to 2025 | ~2021? – 2025?
2021~/2025% | từ khoảng năm 2021 đến có thể khoảng năm 2025 | ~2021 – ~2025? | from about 2021 to possibly about 2025 | ~2021 – ~2025?
2021?/2025~ | từ có thể năm 2021 đến khoảng năm 2025 | 2021? – ~2025 | from possibly 2021 to about 2025 | 2021? – ~2025
2018-11-05~/2018-11-06 | từ khoảng ngày 5 tháng 11 năm 2018 đến ngày 6 tháng 11 năm 2018 | ~05/11/2018 – 06/11/2018 | from about 5 November 2018 to 6 November 2018 | ~5 Nov 2018 – 6 Nov 2018
2018-11-05/2018-11-06? | từ ngày 5 tháng 11 năm 2018 đến có thể ngày 6 tháng 11 năm 2018 | 05/11/2018 – 06/11/2018? | from 5 November 2018 to possibly 6 November 2018 | 5 Nov 2018 – 6 Nov 2018?
2018-11-05%/2018-11-06? | có thể từ khoảng ngày 5 tháng 11 năm 2018 đến ngày 6 tháng 11 năm 2018 | ~05/11/2018? – 06/11/2018? | possibly from about 5 November 2018 to 6 November 2018 | ~5 Nov 2018? – 6 Nov 2018?
2018-11-05~/2018-11-06% | từ khoảng ngày 5 tháng 11 năm 2018 đến có thể khoảng ngày 6 tháng 11 năm 2018 | ~05/11/2018 – ~06/11/2018? | from about 5 November 2018 to possibly about 6 November 2018 | ~5 Nov 2018 – ~6 Nov 2018?
2018-11-05?/2018-11-06~ | từ có thể ngày 5 tháng 11 năm 2018 đến khoảng ngày 6 tháng 11 năm 2018 | 05/11/2018? – ~06/11/2018 | from possibly 5 November 2018 to about 6 November 2018 | 5 Nov 2018? – ~6 Nov 2018
2022-07-30~/2022-08-02 | từ khoảng ngày 30 tháng 7 năm 2022 đến ngày 2 tháng 8 năm 2022 | ~30/7/2022 – 02/8/2022 | from about 30 July 2022 to 2 August 2022 | ~30 Jul 2022 – 2 Aug 2022
2022-07-30/2022-08-02? | từ ngày 30 tháng 7 năm 2022 đến có thể ngày 2 tháng 8 năm 2022 | 30/7/2022 – 02/8/2022? | from 30 July 2022 to possibly 2 August 2022 | 30 Jul 2022 – 2 Aug 2022?
2022-07-30%/2022-08-02? | có thể từ khoảng ngày 30 tháng 7 năm 2022 đến ngày 2 tháng 8 năm 2022 | ~30/7/2022? – 02/8/2022? | possibly from about 30 July 2022 to 2 August 2022 | ~30 Jul 2022? – 2 Aug 2022?
2022-07-30~/2022-08-02% | từ khoảng ngày 30 tháng 7 năm 2022 đến có thể khoảng ngày 2 tháng 8 năm 2022 | ~30/7/2022 – ~02/8/2022? | from about 30 July 2022 to possibly about 2 August 2022 | ~30 Jul 2022 – ~2 Aug 2022?
2022-07-30?/2022-08-02~ | từ có thể ngày 30 tháng 7 năm 2022 đến khoảng ngày 2 tháng 8 năm 2022 | 30/7/2022? – ~02/8/2022 | from possibly 30 July 2022 to about 2 August 2022 | 30 Jul 2022? – ~2 Aug 2022
199X~/2005 | từ khoảng thập niên 1990 đến năm 2005 | ~thập niên 1990 – 2005 | from about the 1990s to 2005 | ~1990s – 2005
199X/2005? | từ thập niên 1990 đến có thể năm 2005 | thập niên 1990 – 2005? | from the 1990s to possibly 2005 | 1990s – 2005?
199X%/2005? | có thể từ khoảng thập niên 1990 đến năm 2005 | ~thập niên 1990? – 2005? | possibly from about the 1990s to 2005 | ~1990s? – 2005?
199X~/2005% | từ khoảng thập niên 1990 đến có thể khoảng năm 2005 | ~thập niên 1990 – ~2005? | from about the 1990s to possibly about 2005 | ~1990s – ~2005?
199X?/2005~ | từ có thể thập niên 1990 đến khoảng năm 2005 | thập niên 1990? – ~2005 | from possibly the 1990s to about 2005 | 1990s? – ~2005
XXXX-09-09~/XXXX-09-10 | từ khoảng ngày 9 tháng 9 đến ngày 10 tháng 9 (không rõ năm) | ~09/9 – 10/9/? | from about 9 September to 10 September (year unknown) | ~9 Sep – 10 Sep, ?
XXXX-09-09/XXXX-09-10? | từ ngày 9 tháng 9 đến có thể ngày 10 tháng 9 (không rõ năm) | 09/9 – 10/9?/? | from 9 September to possibly 10 September (year unknown) | 9 Sep – 10 Sep?, ?
XXXX-09-09%/XXXX-09-10? | có thể từ khoảng ngày 9 tháng 9 đến ngày 10 tháng 9 (không rõ năm) | ~09/9? – 10/9?/? | possibly from about 9 September to 10 September (year unknown) | ~9 Sep? – 10 Sep?, ?
XXXX-09-09~/XXXX-09-10% | từ khoảng ngày 9 tháng 9 đến có thể khoảng ngày 10 tháng 9 (không rõ năm) | ~09/9 – ~10/9?/? | from about 9 September to possibly about 10 September (year unknown) | ~9 Sep – ~10 Sep?, ?
XXXX-09-09?/XXXX-09-10~ | từ có thể ngày 9 tháng 9 đến khoảng ngày 10 tháng 9 (không rõ năm) | 09/9? – ~10/9/? | from possibly 9 September to about 10 September (year unknown) | 9 Sep? – ~10 Sep, ?
2022-08-05T13:06 | 13:06, ngày 5 tháng 8 năm 2022 | 13:06, 05/8/2022 | 5 August 2022, 13:06 | 5 Aug 2022, 13:06
2022-08-05T13:06:07+07:00 | 13:06, ngày 5 tháng 8 năm 2022 | 13:06, 05/8/2022 | 5 August 2022, 13:06 | 5 Aug 2022, 13:06
"""
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in GOLDEN.strip().splitlines()]


@pytest.mark.parametrize(("text", "vi_long", "vi_short", "en_long", "en_short"), ROWS, ids=[row[0] for row in ROWS])
def test_dates_are_worded_in_the_patterns_of_the_house(
    text: str, vi_long: str, vi_short: str, en_long: str, en_short: str
) -> None:
    date = PartialDate.parse(text)
    assert (date_long(date, VI), date_short(date, VI)) == (vi_long, vi_short)
    assert (date_long(date, EN), date_short(date, EN)) == (en_long, en_short)


def test_the_golden_table_has_every_precision_in_every_place_with_every_mark() -> None:
    kinds = {shape(row[0]) for row in ROWS}
    points = ["Y", "D", "Y-m", "Y-m-d", "X-m", "X-m-d"]
    forms = ["{0}", "{0}/..", "../{0}"]
    missing = {form.format(point) for form in forms for point in points if point != "Y-m-d"} - kinds
    assert missing == {"../X-m"}, "the one left out is worded as ../X-m-d"
    for mark in "?~%":
        assert {kind + mark for kind in points} <= kinds
        assert {f"{kind}{mark}/{kind}{mark}" for kind in points} <= kinds


def shape(text: str) -> str:
    """2018-11-05? as Y-m-d?; decades are D, and X stands for a year that is not told."""
    text = re.sub(r"[0-9]{4}", "Y", re.sub(r"[0-9]{3}X", "D", text.replace("XXXX", "X")))
    return re.sub(r"-[0-9]{2}", "-m", re.sub(r"(-[0-9]{2})-[0-9]{2}", r"\1-d", text))


# Laws, over all combinations of a few points

POINTS = [
    "2015",
    "2016",
    "2015-03",
    "2015-04",
    "2016-03",
    "2015-03-01",
    "2015-03-02",
    "2015-04-01",
    "2016-03-01",
    "199X",
    "201X",
]
POINTS_WITHOUT_YEAR = ["XXXX-03", "XXXX-04", "XXXX-03-01", "XXXX-03-02", "XXXX-04-01"]


def combinations() -> list[PartialDate]:
    """Every point and interval with every mark, but for those that say the same twice (2015/2015 and 2015)."""
    texts: list[str] = []
    for points in (POINTS, POINTS_WITHOUT_YEAR):
        ends = [point + mark for point in points for mark in ("", "?", "~", "%")]
        texts += ends
        texts += [f"{end}/.." for end in ends] + [f"../{end}" for end in ends]
        texts += [f"{one}/{other}" for one, other in itertools.permutations(ends, 2)]
    found = []
    for text in texts:
        try:
            found.append(PartialDate.parse(text))
        except ValueError:
            continue  # reversed
    return found


COMBINATIONS = combinations()


@pytest.mark.parametrize("tr", [VI, EN], ids=lambda tr: tr.language)
@pytest.mark.parametrize("wording", [date_long, date_short])
def test_dates_that_differ_are_worded_differently(wording: Wording, tr: Words) -> None:
    worded: dict[str, str] = {}
    for date in COMBINATIONS:
        other = worded.setdefault(wording(date, tr), date.text)
        assert other == date.text


@pytest.mark.parametrize("wording", [date_long, date_short])
def test_every_letter_comes_through_the_catalog(wording: Wording) -> None:
    for date in COMBINATIONS:
        outside = wording(date, QPS)
        while (inner := re.sub(r"⟦[^⟦⟧]*⟧", "", outside)) != outside:
            outside = inner
        assert not re.search(r"[^\W\d_]", outside), date.text


@pytest.mark.parametrize("tr", [VI, EN], ids=lambda tr: tr.language)
def test_words_are_composed_and_nothing_is_left_to_fill_in(tr: Words) -> None:
    for date in COMBINATIONS:
        for text in (date_long(date, tr), date_short(date, tr)):
            assert unicodedata.is_normalized("NFC", text)
            assert not set(text) & set("{}")
            assert text == text.strip() and "  " not in text


four_digits = st.dates(min_value=datetime.date(1000, 1, 1))
kinds = {
    "year": four_digits.map(lambda date: f"{date:%Y}"),
    "month": four_digits.map(lambda date: f"{date:%Y-%m}"),
    "day": four_digits.map(lambda date: f"{date:%Y-%m-%d}"),
    "decade": four_digits.map(lambda date: f"{date.year // 10}X"),
    "month without a year": four_digits.map(lambda date: f"XXXX-{date:%m}"),
    "day without a year": four_digits.map(lambda date: f"XXXX-{date:%m-%d}"),
}


@pytest.mark.parametrize("kind", kinds)
@pytest.mark.parametrize("form", ["{}", "{}/..", "../{}"])
@given(data=st.data())
def test_points_and_open_intervals_fit_a_column_of_21(form: str, kind: str, data: st.DataObject) -> None:
    date = PartialDate.parse(form.format(data.draw(kinds[kind])))
    assert max(len(date_short(date, VI)), len(date_short(date, EN))) <= 21


@pytest.mark.parametrize("kind", kinds)
@given(data=st.data())
def test_intervals_fit_a_column_of_21_but_for_english_days_across_years(kind: str, data: st.DataObject) -> None:
    ends = sorted([data.draw(kinds[kind]), data.draw(kinds[kind])])
    date = PartialDate.parse("/".join(ends))
    assert len(date_short(date, VI)) <= 21
    assert len(date_short(date, EN)) <= (23 if kind == "day" and ends[0][:4] != ends[1][:4] else 21)


@given(st.datetimes(), st.sampled_from([VI, EN]))
def test_a_time_is_shown_with_its_day(moment: datetime.datetime, tr: Words) -> None:
    date, day = PartialDate.parse(moment), PartialDate.parse(moment.date())
    for wording in (date_long, date_short):
        assert f"{moment:%H:%M}" in wording(date, tr)
        assert wording(day, tr) in wording(date, tr)


@pytest.mark.parametrize("language", ["vi", "vi-VN", "vi_VN"])
def test_vietnamese_is_known_by_any_of_its_tags(language: str) -> None:
    tr = Vietnamese()
    tr.language = language
    assert date_short(PartialDate.parse("2022-08-05"), tr) == "05/8/2022"


# The catalog


def test_the_catalog_translates_exactly_what_is_extracted() -> None:
    extracted = list(extract_from_file("python", dates.__file__, comment_tags=("L10N:",)))
    assert {(context, message) for _, message, _, context in extracted} == set(VIETNAMESE)


def test_translations_fill_in_what_the_messages_do() -> None:
    def fields(text: str) -> list[str]:
        return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)

    for (_, message), translation in VIETNAMESE.items():
        assert fields(translation) == fields(message)
        assert unicodedata.is_normalized("NFC", translation)


def test_every_message_is_needed() -> None:
    asked: set[tuple[str, str]] = set()

    class Listening(English):
        def pgettext(self, context: str, message: str) -> str:
            asked.add((context, message))
            return message

    for date in [*COMBINATIONS, PartialDate.parse("2022-08-05T13:06")]:
        date_long(date, Listening())
        date_short(date, Listening())
    assert asked == set(VIETNAMESE)


def test_babel_is_loaded_only_when_an_english_month_is_named() -> None:
    program = "import sys, govtui.i18n.dates; sys.exit('babel' in sys.modules or 'pydantic' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("date", "short", "long"),
    [
        ("2022-08-05", "05/8/2022", "ngày 5 tháng 8 năm 2022"),
        ("2022-02-03", "03/02/2022", "ngày 3 tháng 2 năm 2022"),
        ("2018-11-05/2018-11-06", "05–06/11/2018", "ngày 5–6 tháng 11 năm 2018"),
        ("XXXX-09-09/XXXX-09-10", "09–10/9/?", "ngày 9–10 tháng 9 (không rõ năm)"),
        ("2022-02-01/2022-02-09", "01–09/02/2022", "ngày 1–9 tháng 2 năm 2022"),
        ("2022-01-09/2022-03-08", "09/01–08/3/2022", "từ ngày 9 tháng 1 đến ngày 8 tháng 3 năm 2022"),
        ("2022-12-30/2023-01-02", "30/12/2022–02/01/2023", "từ ngày 30 tháng 12 năm 2022 đến ngày 2 tháng 1 năm 2023"),
    ],
)
def test_vietnamese_pads_the_short_form_at_both_ends_and_never_the_long_one(date: str, short: str, long: str) -> None:
    assert date_short(PartialDate.parse(date), VI) == short
    assert date_long(PartialDate.parse(date), VI) == long


@given(
    first=st.dates(datetime.date(1900, 1, 1), datetime.date(2099, 12, 31)), days=st.integers(min_value=0, max_value=400)
)
def test_no_day_of_a_short_vietnamese_date_has_one_digit(first: datetime.date, days: int) -> None:
    last = min(first + datetime.timedelta(days), datetime.date(2099, 12, 31))
    text = date_short(PartialDate.parse(f"{first}/{last}"), VI)
    assert not re.search(r"(?<![\d/])\d(?=[–/])", text), text  # the first number of an end is its day
    assert not re.search(r"(?<!\d)[12](?!\d)", text), text


def test_no_label_and_date_say_day_twice() -> None:
    from govtui.i18n.labels import label
    from govtui.i18n.translator import load

    tr = load("vi")
    long = date_long(PartialDate.parse("2022-08-05"), tr)
    for name in ("date", "as_of", "founded", "dissolved", "accessed", "published", "period"):
        assert "ngày ngày" not in f"{label('field', name, tr)} {long}".lower()


def test_the_english_months_are_those_of_cldr() -> None:
    for month in range(1, 13):
        date = PartialDate.parse(f"2015-{month:02}")
        assert date_long(date, English()) == f"{get_month_names('wide', 'format', 'en')[month]} 2015"
        assert date_short(date, English()) == f"{get_month_names('abbreviated', 'format', 'en')[month]} 2015"
