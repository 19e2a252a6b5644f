"""Made-up calendars as programs write them: dated events with odd texts, zones, rules, and properties that nobody knows."""

from __future__ import annotations

import random

_LETTERS = ("a", "ộ", " ", "\\n", "\\,", "\\;", "\\\\", ":", '"', "ký tự", "\x0b", "e\u0323", "日本")


def some_calendar(chance: random.Random, events: int = 4) -> str:
    """Return a calendar in which all events have a name and a date, and no fault."""

    def text() -> str:
        return "".join(chance.choice(_LETTERS) for _ in range(12))

    lines = ["BEGIN:VCALENDAR", "VERSION:2.0"]
    for number in range(events):
        kind = chance.choice(["VEVENT", "VEVENT", "VJOURNAL"])
        day = f"201811{chance.randrange(10, 20)}"
        zone, utc = chance.choice([("", ""), ("", "Z"), (";TZID=Asia/Seoul", "")])
        start = f":{day}" if chance.random() < 0.5 else f"{zone}:{day}T0930{chance.choice(['00', '05'])}{utc}"
        lines += [f"BEGIN:{kind}", f"UID:{number}{text()}", f"DTSTART{start}", f"SUMMARY:Họp {number}{text()}"]
        more = [
            f"DESCRIPTION;LANGUAGE={chance.choice(['vi', 'en', 'de'])}:{text()}",
            f"LOCATION:{text()}",
            f"STATUS:{chance.choice(['CONFIRMED', 'TENTATIVE', 'CANCELLED', 'X'])}",
            f"URL:https://example.org/{number}?a=%2C,b;c",
            f"DURATION:{chance.choice([f'P{chance.randrange(1, 9)}D', 'PT14H30M'])}",
            f"CATEGORIES:{chance.choice(['Hội thảo', 'workshop', 'Họp,Khác'])}",
            f'ATTENDEE;CN="Lê {text().replace(chr(34), "")}":mailto:a@b.example',
            f"RRULE:FREQ={chance.choice(['YEARLY', 'DAILY;COUNT=3'])}",
            f"X-SOMETHING;A=b:{text()}",
            "X\x07\x1b",
        ]
        lines += [*chance.sample(more, chance.randrange(len(more))), f"END:{kind}"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])
