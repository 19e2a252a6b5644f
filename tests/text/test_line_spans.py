"""Lines that a text is wrapped into, by their places in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from govtui.text.width import width
from govtui.text.wrap import line_spans


@given(st.text(st.sampled_from("ab đễ漢字 \u0301"), max_size=80), st.integers(8, 20))
def test_every_word_is_on_some_line_in_order_and_no_line_is_too_wide(text: str, cells: int) -> None:
    spans = line_spans(text, cells)
    assert spans
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
    assert all(width(text[start:end].lstrip()) <= cells for start, end in spans)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))


def test_a_word_longer_than_a_line_is_broken_and_others_are_not() -> None:
    text = "một hai x" + "y" * 20 + " ba"
    assert [text[start:end] for start, end in line_spans(text, 10)] == ["một hai", "x" + "y" * 9, "y" * 10, "y ba"]
