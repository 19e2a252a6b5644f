"""Phrases in a text of several lines: found by their beginning, without accents, over the ends of lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govtui.text.fold import fold
from govtui.text.phrases import Part, PhraseText


def text_of(*runs: str) -> PhraseText:
    """A text of lines; each run has those between its line breaks."""
    out, line = [], 0
    for run in runs:
        parts = [Part(line + n, 2, text) for n, text in enumerate(run.split("\n"))]
        out.append(parts)
        line += len(parts)
    text = PhraseText(out)
    assert text.fold_for(10)
    return text


def hits(text: PhraseText, typed: str) -> list[str]:
    """What each hit takes, the parts on several lines joined by a blank."""
    lines = {part.line: part for run in text.runs for part in run}
    found = text.find(typed)
    return [
        " ".join(lines[one.line].text[one.start - 2 : one.end - 2] for one in found.places(hit))
        for hit in range(found.total)
    ]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hội nghị", ["Hội nghị", "hội nghị"]),
        ("hoi nghi", ["Hội nghị", "hội nghị"]),
        ("hoooji nghij", []),  # no syllable
        ("hooij nghij", ["Hội nghị", "hội nghị"]),  # TELEX without an input method
        ("ho6i5", ["Hội", "hội"]),
        ("hồi", ["hồi"]),  # as it is written, where it is
        ("hôi", ["Hội", "hội", "hồi"]),
        ("ngh", ["ngh", "ngh"]),
        ("  cấp   cao ", ["cấp cao"]),
        ("8/2022", ["8/2022"]),
        ("isory", ["isory"]),  # no word begins so
        ("", []),
        ("…", []),
        ("quy", ["quỹ", "quy"]),
    ],
)
def test_what_is_found(typed: str, expected: list[str]) -> None:
    text = text_of("Hội nghị cấp\ncao, hội\nnghị thứ hai", "Thu hồi 8/2022; advisory", "quỹ, quy chế")
    assert hits(text, typed) == expected


def test_a_phrase_does_not_go_on_in_another_run() -> None:
    assert hits(text_of("Hội", "nghị"), "hội nghị") == []


def test_hits_are_found_from_a_line_and_on_a_line() -> None:
    found = text_of("một hai\nhai", "ba", "hai").find("hai")
    assert [found.from_line(line) for line in range(6)] == [0, 1, 2, 2, 3, 3]
    assert [[hit for hit, _ in found.on_line(line)] for line in range(4)] == [[0], [1], [], [2]]


WORDS = st.lists(st.text("aăâđHộiý .-\n", min_size=1, max_size=12), min_size=1, max_size=6)


@given(WORDS, st.text("aăđhộiy ", min_size=1, max_size=4))
def test_what_is_marked_is_what_was_typed_and_hits_are_in_order(runs: list[str], typed: str) -> None:
    text = text_of(*runs)
    found = text.find(typed)
    for hit in hits(text, typed):
        assert fold(typed) in fold(hit) or fold(hit).startswith(fold(typed)[:1])
    first = [found.places(hit)[0] for hit in range(found.total)]
    assert first == sorted(first)
    lines = {place.line for hit in range(found.total) for place in found.places(hit)}
    assert {line for line in range(200) if list(found.on_line(line))} == lines
    for line in range(20):
        at = found.from_line(line)
        assert all(place.line < line for place in first[:at]) and all(place.line >= line for place in first[at:])
