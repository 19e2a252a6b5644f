"""What people ask the bundled registry is answered from the screen, at most three keys from the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from drive import NARROW, Play, Rehearsal, drive

from govtui.store.registry import Registry

BUNDLED = Path(__file__).parent.parent.parent / "records"

QUESTIONS = {
    "who oversees UNPOG": (
        "unpog",
        "b",
        ["giám sát", "Phòng Thể chế công và Chính phủ số"],
        ["Overseen by", "Division"],
    ),
    "until when": ("unpog", "", ["đến cuối năm 2030"], ["to the end of 2030"]),
    "who chaired ACCSM 21, and who is next": (
        "accsm-21",
        "",
        ["Bộ Nội vụ Việt Nam là Chủ tịch luân phiên", "Brunei"],
        ["Ministry of Home Affairs as rotating chair", "Brunei Darussalam"],
    ),
    "how many activities under ACCSM+3 are completed in area 4": (
        "unpog",  # from anywhere, with one key, below its framework and beside its area
        "F",
        ["nêu xong đang kỳ sẽ nêu xong đang kỳ sẽ", "4 24 6 1 4 13 21 4 · 3 14"],
        ["stated done now recur plan stated done now recur plan", "4 24 6 1 4 13 21 4 · 3 14"],
    ),
    "what the plan of action implements": (
        "asean-poa-civil-service-2022",
        "b",
        ["→ Thực hiện", "§ Tuyên bố ASEAN"],
        ["→ Implements", "§ ASEAN Declaration"],
    ),
    "which sources disagree on who adopted the declaration": (
        "asean-declaration-civil-service-2021",
        "m",
        ["VGP 2022", "Thanh Tuấn", "Thông qua tạm thời"],
        ["VGP 2022", "Thanh Tuấn", "Provisionally adopted"],
    ),
    "which sources disagree at all": (
        "unpog",
        "exclamation_mark",
        ["Các nguồn không thống nhất"],
        ["Sources disagree"],
    ),
}
"""Question to the record, the keys, and what is read then in Vietnamese and in English."""


def read(play: Play) -> str:
    """What stands on the screen, without its lines and borders."""
    return " ".join(play.text().replace("│", " ").split())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_question_is_answered_within_three_keys(language: str) -> None:
    unanswered: dict[str, str] = {}

    async def scenario(play: Play) -> None:
        for question, (record, keys, vi, en) in QUESTIONS.items():
            play.browse.go_to(record)
            await play.settle()
            assert len(keys.split()) <= 3
            seen = read(play)
            for key in keys.split():
                await play.press(key)
                seen += " " + read(play)
            missing = [words for words in (vi if language == "vi" else en) if words not in seen]
            if missing:
                unanswered[question] = f"{missing} not in {seen[-1500:]}"
            await play.press(*["escape"] * bool(keys))

    drive(scenario, Rehearsal(Registry(BUNDLED), language), NARROW)
    assert unanswered == {}
