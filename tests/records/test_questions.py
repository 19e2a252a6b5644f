"""The 25 questions of a ministry desk, each answered from the program alone: a search that finds the record, and its page.

For each question: the asker's words in both languages, the words typed into `govtui search` (or after `/` in browse), the
records of which the pages (`govtui show ID`, or Enter) have the answer, what must stand on them, and the lines of the sources
that the answer cites. A place in a page outside the five texts is a paragraph.
"""

from __future__ import annotations

import functools
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pytest
from bundled import RECORDS, lines

from govtui.cli import main

UNPOG, OGP, ACCSM = "qlnn-2019-unpog", "tt-2018-ogp-seoul", "chinhphu-2022-accsm21"
APGF, POA = "vnplus-apgf-2", "moha-2022-poa"
"""The records of the five texts."""

WITHIN = 10
"""Rows of a search among which the record must be: how far up is for the ranking to say."""


class Question(NamedTuple):
    """One question, and where the program answers it."""

    number: int
    asked: Mapping[str, str]
    typed: Mapping[str, tuple[str, ...]]
    """What `govtui search` is given, by language of the asker; each by itself finds the records."""
    found: tuple[str, ...]
    """Records that the search finds."""
    said: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By record and language: what stands on its page, in this order."""
    cited: tuple[tuple[str, str], ...]
    """Sources and places of the answer, each cited by one of the records."""


def question(
    number: int,
    vi: str,
    en: str,
    typed_vi: tuple[str, ...],
    typed_en: tuple[str, ...],
    said: Mapping[str, Mapping[str, tuple[str, ...]]],
    *cited: tuple[str, str],
) -> Question:
    return Question(number, {"vi": vi, "en": en}, {"vi": typed_vi, "en": typed_en}, tuple(said), said, cited)


QUESTIONS = (
    question(
        1,
        "UNPOG ra đời khi nào, từ đâu?",
        "When was UNPOG founded, and by what?",
        ("UNPOG diễn đàn toàn cầu", "văn phòng dự án Liên hợp quốc về quản trị"),
        ("UNPOG Global Forum", "project office reinventing government"),
        {
            "unpog": {
                "vi": ("Thành lập tháng 6 năm 2006, theo Diễn đàn toàn cầu lần thứ 6",),
                "en": ("Founded June 2006, following 6th Global Forum on Reinventing Government",),
            }
        },
        (UNPOG, "L3"),
    ),
    question(
        2,
        "UNPOG đặt ở đâu, thuộc ai, ai giám sát?",
        "Where is UNPOG, whose office is it, who oversees it?",
        ("UNPOG Incheon", "văn phòng dự án quản trị Incheon"),
        ("UNPOG Incheon", "project office governance Incheon"),
        {
            "unpog": {
                "vi": (
                    "Giám sát Phòng Thể chế công và Chính phủ số",
                    "Thuộc Vụ Các vấn đề Kinh tế và Xã hội Liên hợp quốc",
                    "Địa điểm Incheon, Hàn Quốc",
                ),
                "en": (
                    "Overseen by Division for Public Institutions and Digital Government",
                    "Part of United Nations Department of Economic and Social Affairs",
                    "Place Incheon, Republic of Korea",
                ),
            }
        },
        (UNPOG, "L9-L11"),
    ),
    question(
        3,
        "Nhiệm vụ của UNPOG kéo dài đến bao giờ?",
        "How long does its mandate run?",
        ("UNPOG nhiệm vụ 2030", "gia hạn nhiệm vụ 2030"),
        ("UNPOG mandate 2030", "mandate governance office"),
        {
            "unpog": {
                "vi": (
                    "Nhiệm vụ đến năm 2030",
                    "+ 7/2016–12/2030",
                    "“gia hạn đến cuối năm 2030” dòng 3",
                ),
                "en": (
                    "Mandate until 2030",
                    "+ Jul 2016–Dec 2030",
                    "line 3",
                ),
            }
        },
        (UNPOG, "L3"),
    ),
    question(
        4,
        "UNPOG có những hoạt động chính nào?",
        "What are UNPOG's main activities?",
        ("UNPOG hội nghị chuyên đề hùng biện", "UNPOG nghiên cứu phân tích chính sách"),
        ("UNPOG speech contest symposium", "UNPOG capacity development research"),
        {
            "unpog": {
                "vi": (
                    *("Cuộc thi hùng biện", "Hội nghị chuyên đề khu vực", "Phát triển năng lực"),
                    *("Nghiên cứu và phân tích chính sách", "Thông tin liên lạc và hỗ trợ", "Xuất bản Tạp chí"),
                    "6 (đếm) hoạt động",
                ),
                "en": (
                    *(
                        "Speech contest on the Sustainable Development Goals",
                        "Regional symposium",
                        "Capacity development",
                    ),
                    *("Research and policy analysis", "Communication and support", "Publishing The UNPOG"),
                    "6 (counted) activities",
                ),
            }
        },
        *((UNPOG, at) for at in ("L39", "L43", "L53", "L59", "L65", "L69")),
    ),
    question(
        5,
        "Tạp chí của UNPOG bao lâu ra một số?",
        "How often does its journal appear?",
        ("tạp chí UNPOG", "tạp chí quản trị công"),
        ("UNPOG quarterly", "governance quarterly"),
        {
            "unpog-public-governance-quarterly": {
                "vi": ("Tạp chí Quản trị công UNPOG", "Tần suất hằng quý"),
                "en": ("The UNPOG Public Governance Quarterly", "Frequency quarterly"),
            }
        },
        (UNPOG, "L71"),
    ),
    question(
        6,
        "Các SDG có hiệu lực từ ngày nào?",
        "Since when are the SDGs in force?",
        ("mục tiêu phát triển bền vững có hiệu lực", "mục tiêu phát triển bền vững 2016"),
        ("SDGs in force", "Sustainable Development Goals 2016"),
        {
            "sdgs-in-force": {
                "vi": ("Thời gian ngày 1 tháng 1 năm 2016", "“ngày 01/01/2016”"),
                "en": ("Date 1 January 2016", "“ngày 01/01/2016”"),
            },
            "un-sdgs": {
                "vi": ("Có hiệu lực · ngày 1 tháng 1 năm 2016", "dòng 21"),
                "en": ("In force · 1 January 2016", "line 21"),
            },
        },
        (UNPOG, "L21"),
    ),
    question(
        7,
        "Ai viết bài về UNPOG, ở cơ quan nào?",
        "Who wrote the article on UNPOG, and where from?",
        ("Đỗ Hoàng Mai", "văn phòng dự án Đỗ Hoàng Mai"),
        ("Do Hoang Mai", "project office Hoang Mai"),
        {
            "qlnn-2019-unpog": {
                "vi": ("Tác giả Đỗ Hoàng Mai", "Đỗ Hoàng Mai · Tác giả · ThS. · Học viện Hành chính Quốc gia"),
                "en": ("Author Đỗ Hoàng Mai", "Đỗ Hoàng Mai · Author", "National Academy of Public Administration"),
            }
        },
        (UNPOG, "L76-L77"),
    ),
    question(
        8,
        "Hội nghị OGP ở Seoul năm 2018 có bao nhiêu người, bao nhiêu nước dự, theo nguồn nào?",
        "How many people and countries met at OGP Seoul 2018, by which source?",
        ("hội nghị OGP Seoul type:conference", "OGP 2018 40 quốc gia"),
        ("OGP Seoul type:conference", "OGP Asia-Pacific 2018 Seoul"),
        {
            "ogp-asia-pacific-2018": {
                "vi": (
                    "hơn 600 đại biểu · “hơn 600 đại biểu” dòng 7",
                    "hơn 1.000 đại biểu",
                    "đoạn 1",
                    "40 quốc gia · “40 quốc gia” dòng 7",
                    "hơn 50 quốc gia · “more than fifty countries” đoạn 1",
                ),
                "en": (
                    "over 600 participants",
                    "over 1,000 participants",
                    "40 countries · “40 quốc gia” line 7",
                    "over 50 countries · “more than fifty countries” paragraph 1",
                ),
            }
        },
        (OGP, "L7"),
    ),
    question(
        9,
        "Ai tài trợ dự án OGP ở Việt Nam?",
        "Who funded the Vietnamese OGP project?",
        ("dự án OGP tài trợ", "Bỉ Đan Mạch OGP"),
        ("OGP project funded", "Belgian Denmark OGP"),
        {
            "ogp-vietnam-project": {
                "vi": ("Nhà tài trợ ⌂ Bộ Ngoại giao Vương quốc Bỉ ⌂ Đại sứ quán Đan Mạch",),
                "en": ("Funded by ⌂ Ministry of Foreign Affairs of the Kingdom of Belgium ⌂ Embassy of Denmark",),
            }
        },
        (OGP, "L9"),
    ),
    question(
        10,
        "Đoàn công tác Việt Nam gồm những ai?",
        "Who was in the Vietnamese delegation?",
        ("đoàn công tác Việt Nam OGP", "đoàn Việt Nam Seoul"),
        ("Vietnamese delegation OGP", "Vietnamese delegation Seoul"),
        {
            "ogp-asia-pacific-2018": {
                "vi": (
                    "Đoàn công tác Việt Nam dòng 9",
                    "• Học viện Chính trị quốc gia Hồ Chí Minh dòng 9",
                    "• Thanh tra Chính phủ dòng 9",
                    "• Đại học Quốc gia Hà Nội dòng 9",
                    "• Tổ chức Hướng tới Minh bạch dòng 9",
                    "• Một số chuyên gia dòng 9",
                ),
                "en": (
                    "The Vietnamese delegation lines 9",
                    "• Ho Chi Minh National Academy of Politics line 9",
                    "• Government Inspectorate line 9",
                    "• Vietnam National University, Hanoi line 9",
                    "• Towards Transparency line 9",
                    "• Some experts line 9",
                ),
            }
        },
        (OGP, "L9"),
    ),
    question(
        11,
        "Song Sang Rak là ai, đã nói gì?",
        "Who is Song Sang Rak, and what did he say?",
        ("Song Sang Rak", "cục trưởng kế hoạch đổi mới Hàn Quốc"),
        ("Song Sang Rak", "Korea Government Innovation Planning"),
        {
            "ogp-ap-2018-side-meeting": {
                "vi": (
                    "“sự phát triển này sẽ không bền vững nếu không tạo điều kiện để người dân thực sự tham gia”",
                    "Song Sang Rak · Phát biểu · Cục trưởng Cục Kế hoạch Đổi mới Chính phủ",
                    "dòng 16",
                ),
                "en": (
                    "line 16",
                    "Song Sang Rak · Spoke · Head of the Government Innovation Planning Bureau",
                    "Held beside ◊ 2018 OGP Asia-Pacific Regional Meeting",
                ),
            }
        },
        (OGP, "L16"),
    ),
    question(
        12,
        "Đoàn Việt Nam dự ba phiên nào?",
        "Which three sessions did the delegation attend?",
        ("ba phiên OGP type:session", "ba phiên chủ đề type:session"),
        ("three OGP type:session", "three subject type:session"),
        {
            "ogp-ap-2018-anti-corruption": {
                "vi": (
                    "Cam kết phòng chống tham nhũng: Các nỗ lực để xây dựng lại niềm tin",
                    "Đoàn công tác Việt Nam",
                    "một trong ba phiên",
                ),
                "en": (
                    "Anti-corruption commitments: efforts to rebuild trust",
                    "The Vietnamese delegation",
                    "one of the three",
                ),
            },
            "ogp-ap-2018-legal-empowerment": {
                "vi": (
                    "Thúc đẩy Chính phủ Mở ở Châu Á thông qua trao quyền hợp pháp",
                    "Đoàn công tác Việt Nam",
                    "một trong ba phiên",
                ),
                "en": (
                    "Advancing open government in Asia through legal empowerment",
                    "The Vietnamese delegation",
                    "one of the three",
                ),
            },
            "ogp-ap-2018-feedback": {
                "vi": (
                    "Tăng cường cơ chế phản hồi của chính phủ nhằm cải thiện dịch vụ công",
                    "Đoàn công tác Việt Nam",
                    "một trong ba phiên",
                ),
                "en": (
                    "Strengthening government feedback mechanisms to improve public services",
                    "The Vietnamese delegation",
                    "one of the three",
                ),
            },
        },
        (OGP, "L13"),
    ),
    question(
        13,
        "Hội nghị người đứng đầu nền công vụ ACCSM họp khi nào, ở đâu, ai chủ trì, chủ đề gì?",
        "When and where was the ACCSM heads' meeting, who chaired, what theme?",
        ("hội nghị người đứng đầu nền công vụ lần thứ 21", "Phạm Thị Thanh Trà chủ trì"),
        ("heads of civil service meeting 21st", "Pham Thi Thanh Tra Hanoi 2022"),
        {
            "accsm-heads-21": {
                "vi": (
                    "Thời gian ngày 5 tháng 8 năm 2022 (buổi sáng)",
                    "Địa điểm Hà Nội, Việt Nam",
                    "Chủ trì Phạm Thị Thanh Trà, Bộ trưởng Bộ Nội vụ",
                    "Chủ đề Hiện đại hóa nền công vụ hướng tới Cộng đồng ASEAN gắn kết và thích ứng",
                ),
                "en": (
                    "Date 5 August 2022 (morning)",
                    "Place Hanoi, Viet Nam",
                    "Chair Phạm Thị Thanh Trà, Minister of Home Affairs",
                    "Theme Modernising Civil Service towards a Cohesive and Responsive ASEAN Community",
                ),
            }
        },
        (ACCSM, "L5-L7"),
    ),
    question(
        14,
        "Bà phát biểu khai mạc theo ủy quyền của ai?",
        "By whose authority did she open it?",
        ("thừa ủy quyền Thủ tướng", "khai mạc thay mặt Chính phủ ACCSM"),
        ("by authority of the Prime Minister", "authority of the Prime Minister ACCSM"),
        {
            "accsm-heads-21": {
                "vi": ("Khai mạc · Phạm Thị Thanh Trà, thay mặt Chính phủ", "thừa ủy quyền Thủ tướng", "dòng 16–22"),
                "en": ("Opening · Phạm Thị Thanh Trà, on behalf of", "authority of the Prime Minister", "lines 16–22"),
            }
        },
        (ACCSM, "L16"),
    ),
    question(
        15,
        "Nước nào làm Chủ tịch ACCSM kỳ sau?",
        "Who chairs ACCSM next?",
        ("ACCSM chủ tịch Brunei", "Brunei kế nhiệm"),
        ("ACCSM chair Brunei", "ACCSM 22nd Brunei"),
        {
            "accsm": {
                "vi": ("Chủ tịch lần thứ 22 · Brunei Darussalam", "dòng 62"),
                "en": ("Chair no. 22 · Brunei Darussalam", "lines 62"),
            },
            "accsm-chair-handover-2022": {
                "vi": ("Thời gian ngày 5 tháng 8 năm 2022", "⌂ Brunei Darussalam"),
                "en": ("Date 5 August 2022", "⌂ Brunei Darussalam"),
            },
        },
        (ACCSM, "L62"),
    ),
    question(
        16,
        "Kế hoạch làm việc ACCSM thực hiện đến đâu rồi?",
        "How far is the work plan?",
        ("kế hoạch làm việc ACCSM tiến độ", "31 dự án ACCSM"),
        ("ACCSM work plan schedule", "31 projects ACCSM"),
        {
            "accsm-work-plan-2021-2025": {
                "vi": (
                    "Tính đến 03/8/2022",
                    "nêu xong đang sẽ 31 7 5 19 % 23% 16% 61%",
                ),
                "en": ("As of 3 Aug 2022", "stated done now plan 31 7 5 19 % 23% 16% 61%"),
            }
        },
        (ACCSM, "L30"),
    ),
    question(
        17,
        "Khuôn khổ đối tác chiến lược ACCSM thông qua khi nào?",
        "When was the partnership framework adopted?",
        ("khuôn khổ đối tác chiến lược ACCSM", "thông qua tạm thời 15/6/2021"),
        ("ACCSM strategic partnership framework", "provisionally adopted framework"),
        {
            "accsm-strategic-partnership-framework": {
                "vi": ("Đã thông qua tạm thời", "Thông qua tạm thời · ngày 15 tháng 6 năm 2021", "dòng 38"),
                "en": ("Provisionally adopted", "15 June 2021", "line 38"),
            }
        },
        (ACCSM, "L38"),
    ),
    question(
        18,
        "Tuyên bố được thông qua hay chỉ được ghi nhận, bởi ai?",
        "Was the Declaration adopted or noted, and by whom?",
        ("tuyên bố thích ứng nền công vụ thông qua ghi nhận", "tuyên bố ASEAN thích ứng"),
        ("declaration adaptability civil service adopted noted", "ASEAN declaration civil service"),
        {
            "asean-declaration-civil-service-2021": {
                "vi": (
                    "Tình trạng Đã ghi nhận · tại Hội nghị Cấp cao ASEAN lần thứ 38",
                    "≠ Thông qua",
                    "Bên thông qua Những người đứng đầu nền công vụ",
                    "≠ Người đứng đầu các nước ASEAN",
                    "Thông qua tạm thời · năm 2021 · Những người đứng đầu nền công vụ",
                    "Thông qua tạm thời · năm 2021 · Người đứng đầu các nước ASEAN",
                    "Ghi nhận · tại Hội nghị Cấp cao ASEAN lần thứ 38",
                    "Thông qua · tại Hội nghị Cấp cao ASEAN lần thứ 38",
                ),
                "en": (
                    "Status Noted · at 38th ASEAN Summit",
                    "≠ Adopted",
                    "Adopted by ACCSM Heads of Civil Service",
                    "≠ heads of the ASEAN countries",
                    "2021 · ACCSM Heads of Civil Service",
                    "2021 · heads of the ASEAN countries",
                    "Noted · at 38th ASEAN Summit",
                    "Adopted · at 38th ASEAN Summit",
                ),
            }
        },
        *((ACCSM, "L22"), (ACCSM, "L48"), (POA, "L11")),
    ),
    question(
        19,
        "Cấp quốc gia phải làm gì, cấp khu vực phải làm gì?",
        "What must be done nationally, what regionally?",
        ("kế hoạch hành động tuyên bố cấp quốc gia khu vực", "biện pháp quốc gia thực hiện tuyên bố"),
        ("plan of action declaration national regional", "measures to implement the Declaration"),
        {
            "asean-poa-civil-service-2022": {
                "vi": (
                    "Cấp quốc gia •",
                    *("dòng 18", "dòng 20", "dòng 22", "Cấp khu vực •"),
                    *("dòng 26", "dòng 28", "dòng 30"),
                    "6 (đếm) biện pháp",
                ),
                "en": (
                    "National level •",
                    *("line 18", "line 20", "line 22", "Regional level •"),
                    *("line 26", "line 28", "line 30"),
                    "6 (counted) measures",
                ),
            }
        },
        *((POA, at) for at in ("L18", "L20", "L22", "L26", "L28", "L30")),
    ),
    question(
        20,
        "ACCSM+3, lĩnh vực 3: bao nhiêu hoạt động, đến đâu?",
        "How many activities has ACCSM+3 in area 3, and how far are they?",
        ("ACCSM+3 kế hoạch hành động lĩnh vực dịch vụ công", "ACCSM+3 dự án hoạt động lĩnh vực"),
        ("ACCSM+3 area 3", "ACCSM+3 plan of action"),
        {
            "asean-poa-civil-service-2022": {
                "vi": (
                    "ACCSM+3",
                    "nêu xong đang kỳ sẽ nêu xong đang kỳ sẽ",
                    "3 25 7 1 3 14 23 5 1 3 14",
                    "3 Nâng hiệu quả, năng suất dịch vụ công",
                    "dòng 45–47",
                ),
                "en": (
                    "ACCSM+3",
                    "stated done now recur plan stated done now recur plan",
                    "3 25 7 1 3 14 23 5 1 3 14",
                    "3 More effective and productive public services",
                    "lines 45–47",
                ),
            }
        },
        (POA, "L45-L47"),
    ),
    question(
        21,
        "Bảng tiến độ cộng lại được bao nhiêu?",
        "What are the totals of the progress table?",
        ("kế hoạch hành động ACCSM+3 nêu liệt kê", "tổng cộng 75 72 ACCSM"),
        ("plan of action ACCSM+3 stated itemised", "plan of action totals"),
        {
            "asean-poa-civil-service-2022": {
                "vi": (
                    "≠ 18 5 · · 10 thiếu 3",
                    "Cộng ᶜ 75 20 2 7 43 thiếu 3 71 16 1 6 48",
                    "số do chương trình cộng, nguồn không nêu",
                ),
                "en": (
                    "≠ 18 5 · · 10 3 short",
                    "Sum ᶜ 75 20 2 7 43 3 short 71 16 1 6 48",
                    "added up by the program, not stated by the source",
                ),
            }
        },
        (POA, "L37-L57"),
    ),
    question(
        22,
        "Ai báo cáo về các cuộc họp cán bộ cấp cao, đó là những cuộc họp nào, khi nào?",
        "Who reported the senior officials' meetings, which, when?",
        ("Vũ Chiến Thắng", "thứ trưởng báo cáo cuộc họp cán bộ cấp cao"),
        ("Vũ Chiến Thắng", "deputy minister senior officials"),
        {
            "accsm-heads-21": {
                "vi": (
                    "Cuộc họp cán bộ cấp cao ACCSM lần thứ 21 và Cuộc họp ACCSM+3 lần thứ 6",
                    "Vũ Chiến Thắng · Báo cáo · Thứ trưởng Bộ Nội vụ Việt Nam",
                    "dòng 30–34",
                    "Cuộc họp cán bộ cấp cao ACCSM+3 lần thứ 6",
                ),
                "en": (
                    "Vũ Chiến Thắng · Reported · Deputy Minister of Home Affairs of Viet Nam",
                    "lines 30–34",
                    "6th ACCSM+3 Senior Officials' Meeting",
                ),
            },
            "accsm-som-21": {
                "vi": ("Thời gian ngày 3 tháng 8 năm 2022", "lần thứ 21", "theo lời Vũ Chiến Thắng"),
                "en": ("Date 3 August 2022", "no. 21", "according to Vũ Chiến Thắng"),
            },
        },
        (ACCSM, "L30"),
    ),
    question(
        23,
        "Diễn đàn APGF 2: ai tổ chức, ngày nào, năm nào, mấy phiên?",
        "APGF 2: organizers, days, year, sessions?",
        ("diễn đàn quản trị công châu Á year:2015", "OECD Hàn Quốc diễn đàn Hà Nội 2015"),
        ("Asian Public Governance Forum year:2015", "Asian Public Governance Forum 2"),
        {
            "apgf-2": {
                "vi": (
                    "Thời gian ngày 9–10 tháng 9 (không rõ năm)",
                    "+ 09–10/9/2015",
                    "Tổ chức Tổ chức Hợp tác và Phát triển Kinh tế; Học viện Chính trị khu vực I;",
                    "Trung tâm Chính sách công OECD-Hàn Quốc; Viện Hành chính công Hàn Quốc",
                    "6 phiên làm việc · “sáu phiên làm việc” dòng 11",
                    "4 (đếm) đơn vị tổ chức dòng 5",
                ),
                "en": (
                    "Date 9–10 September (year unknown)",
                    "+ 9–10 Sep 2015",
                    "Organized by Organisation for Economic Co-operation and Development;",
                    "6 sessions",
                    "4 (counted) organizers line 5",
                ),
            }
        },
        *((APGF, "L5"), (APGF, "L11")),
    ),
    question(
        24,
        "Bộ trưởng đặt Hội nghị trong bối cảnh nào?",
        "In what context did the Minister see the meeting?",
        ("bình thường mới COVID-19", "đại dịch nền công vụ"),
        ("new normal COVID-19", "pandemic civil service"),
        {
            "accsm-heads-21": {
                "vi": ("bình thường mới", "COVID-19", "phục hồi", "dòng 16–22"),
                "en": ("new normal", "COVID-19", "recovery", "lines 16–22"),
            }
        },
        *((ACCSM, "L16"), (ACCSM, "L18"), (ACCSM, "L20")),
    ),
    question(
        25,
        "Quyền riêng tư dữ liệu được nói đến ở đâu?",
        "Where is data privacy dealt with?",
        ("quyền riêng tư dữ liệu", "bảo vệ dữ liệu riêng tư"),
        ("data privacy", "privacy ASEAN declaration"),
        {
            "asean-declaration-civil-service-2021": {
                "vi": ("4. Chính phủ số", "quyền riêng tư", "dòng 49"),
                "en": ("4. Digital government", "data privacy", "line 49"),
            }
        },
        (POA, "L49"),
    ),
)

both_languages = pytest.mark.parametrize("language", ["vi", "en"])
every_question = pytest.mark.parametrize("question", QUESTIONS, ids=[str(one.number) for one in QUESTIONS])

Run = Any


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run govtui on the shipped registry, in this process; return what it printed."""

    def run(*args: str) -> str:
        capsys.readouterr()
        assert main.run([*args, "--registry", str(RECORDS)]) == 0, args
        return capsys.readouterr().out

    return run


@functools.cache
def _known() -> dict[tuple[str, str], str]:
    return {}


def page(run: Run, id: str, language: str) -> str:
    """The page of a record without line breaks; made once."""
    known = _known()
    if (id, language) not in known:
        known[id, language] = " ".join(run("show", id, "--lang", language).split())
    return known[id, language]


def test_there_are_twenty_five_questions_in_both_languages() -> None:
    assert [one.number for one in QUESTIONS] == [*range(1, 26)]
    for one in QUESTIONS:
        assert set(one.asked) == set(one.typed) == {"vi", "en"} and one.cited
        for said in one.said.values():
            assert set(said) == {"vi", "en"}


@both_languages
@every_question
def test_the_words_find_the_records_that_answer(run: Run, question: Question, language: str) -> None:
    typed = question.typed[language]
    for words in (*typed, *map(bare, typed)):
        ids = run("search", words, "--ids", "--limit", str(WITHIN)).split()
        assert set(question.found) <= set(ids), words


def bare(words: str) -> str:
    """Words as somebody types them who leaves out all marks: "đoàn công tác" is "doan cong tac"."""
    letters = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _unnumbered(page: str) -> str:
    """A page without the box of its card, and without the numbers of sources: what they cite is tried by lines below."""
    return " ".join(re.sub(r"[│╭╮╰╯]|─{2,}|\[\d+\]", " ", page).split())


@both_languages
@every_question
def test_their_pages_say_the_answer(run: Run, question: Question, language: str) -> None:
    for id, said in question.said.items():
        shown, at = _unnumbered(page(run, id, language)), 0
        for words in said[language]:
            at = shown.casefold().find(words.casefold(), at)  # capitals of names are another matter
            assert at >= 0, f"{id}: “{words}” is not there, or not in this order:\n{shown}"


def _cited(value: object) -> Iterator[tuple[str, str]]:
    """Every source and place in a record, in its tables and theirs."""
    if isinstance(value, dict):
        source = value.get("source") or value.get("ref")
        if source and value.get("at"):
            yield source, value["at"]
        for inner in value.values():
            yield from _cited(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _cited(inner)


@every_question
def test_the_answer_cites_its_lines(run: Run, question: Question) -> None:
    cited: dict[str, set[int]] = {}
    for id in question.said:
        for source, at in _cited(json.loads(run("show", id, "--jsonl"))["data"]):
            for first, last in lines(at):
                cited.setdefault(source, set()).update(range(first, last + 1))
    for source, at in question.cited:
        for first, last in lines(at):
            assert {first, last} <= cited.get(source, set()), f"{source} {at}"


def test_the_sessions_found_are_the_three_that_the_delegation_attended(run: Run) -> None:
    [twelve] = [one for one in QUESTIONS if one.number == 12]
    for words in (*twelve.typed["vi"], *twelve.typed["en"]):
        assert set(run("search", words, "--ids").split()) == set(twelve.found), words


def test_the_measures_are_three_at_each_level(run: Run) -> None:
    record = json.loads(run("show", "asean-poa-civil-service-2022", "--jsonl"))["data"]
    assert [one["level"] for one in record["measures"]] == ["national"] * 3 + ["regional"] * 3


def test_the_progress_of_the_plan_adds_up_as_its_page_says(run: Run) -> None:
    record = json.loads(run("show", "asean-poa-civil-service-2022", "--jsonl"))["data"]
    [rows] = [table["rows"] for table in record["progress"] if table["source"] == POA]
    parts = ("completed", "ongoing", "recurring", "planned")
    sums = {
        under: (
            sum(row.get("stated") or 0 for row in rows if row["under"] == under),
            sum(row.get(part) or 0 for row in rows if row["under"] == under for part in parts),
        )
        for under in ("accsm", "accsm-plus-3")
    }
    assert sums == {"accsm": (75, 72), "accsm-plus-3": (71, 71)}
    [row] = [row for row in rows if (row.get("area"), row["under"]) == ("3", "accsm-plus-3")]
    assert [row["stated"], *(row[part] for part in ("planned", "completed", "ongoing", "recurring"))] == [
        *(23, 14, 5, 1, 3)
    ]


@pytest.mark.parametrize(
    ("number", "records"),
    [(8, {"ogp-asia-pacific-2018"}), (18, {"asean-declaration-civil-service-2021"}), (23, {"apgf-2"})],
)
def test_where_sources_disagree_check_says_so(run: Run, number: int, records: set[str]) -> None:
    found = {row["record"] for row in json.loads(run("check", "--only", "sources_disagree", "--json"))["items"]}
    assert records <= found
