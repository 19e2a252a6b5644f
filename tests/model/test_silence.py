"""Sentences about silence are found in either language, with the fields that they name as far as the kind has them."""

from __future__ import annotations

import pytest

from govtui.model.silence import silences


@pytest.mark.parametrize(
    ("kind", "text", "gaps"),
    [
        ("event", "Văn bản không nêu ngày và nơi họp.", ("date", "place")),
        ("event", "The text gives neither the day, the speakers nor the outcome.", ("date", "people", "outcomes")),
        ("event", "Văn bản không nêu đơn vị tổ chức và đăng cai.", ("relations.organized_by", "relations.hosted_by")),
        ("organization", "Bài viết không cho biết bao lâu họp một lần.", ("frequency",)),
        ("organization", "The text does not say who set them, or when.", ("founded",)),
        ("organization", "Văn bản không nêu số tiền tài trợ.", ("money",)),
        ("declaration", "The article does not say whether it was adopted.", ("steps",)),
        ("source", "Trang này không nêu tác giả.", ("author",)),
        ("event", "The page does not say why.", ()),
    ],
)
def test_a_sentence_about_silence_has_the_fields_that_it_names(kind: str, text: str, gaps: tuple[str, ...]) -> None:
    (found,) = silences({"kind": kind, "summary": {"vi": f"Họp lần 1.5. {text} Thế thôi."}}, "vi")
    assert (found.field, found.language, found.sentence, found.gaps) == ("summary", "vi", text, gaps)


def test_what_a_text_does_say_is_no_silence() -> None:
    told = {"vi": "Hội nghị không thông qua văn bản. Mười nước dự.", "en": "It did not adopt a text."}
    assert list(silences({"kind": "event", "summary": told, "note": told}, "vi")) == []


def test_a_clause_is_a_sentence_and_another_language_stands_in() -> None:
    data = {"kind": "event", "note": {"en": "It was held in Hanoi; the text does not say when; ten came."}}
    assert [one.sentence for one in silences(data, "vi")] == ["the text does not say when"]


@pytest.mark.parametrize("data", [{}, {"kind": "event"}, {"kind": 3, "summary": {"vi": "không nêu ngày"}}, {"kind": "event", "summary": 5}])  # fmt: skip
def test_data_of_another_form_say_nothing(data: dict[str, object]) -> None:
    assert list(silences(data, "vi")) == []
