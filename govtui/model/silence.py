"""Sentences of own texts that say what the sources do not say, with the fields that they name.

`gaps` holds such fields (records-2.md 2.7); what is found here by words is a proposal, to be read by a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from govtui.model.fields import fields
from govtui.model.kinds import KINDS
from govtui.model.record import MODELS
from govtui.model.vocabulary import MONEY
from govtui.text.nfc import nfc

_TEXTS = ("summary", "note")

_SENTENCE = re.compile(r"[^.!?;]+(?:[.!?;]+(?!\s|$)[^.!?;]*)*[.!?;]*")

_SILENT = re.compile(
    r"\b(?:không|chưa) (?:nêu|nói|ghi|cho biết|kể|nhắc|đề cập)\b"
    r"|\b(?:do|does|did) not (?:say|tell|state|give|name|mention|speak)\b"
    r"|\b(?:gives?|names?|tells?|states?|says?|spells?) (?:neither|no)\b"
    r"|\bneither (?:gives?|names?|tells?|states?|says?|spells? out)\b",
    re.IGNORECASE,
)

_NAMED: Mapping[str, str] = {
    "date": r"ngày|năm\b|tháng|thời gian|thời điểm|khi nào|bao giờ|\bdates?\b|\bdays?\b|\byears?\b|\bwhen\b|\btime\b|how long",
    "place": r"\bnơi\b(?! đăng)|địa điểm|ở đâu|đặt (?:tại|ở)|\bplaces?\b|\bwhere\b|in which country",
    MONEY: r"kinh phí|số tiền|mức tài trợ|\bcosts?\b|\bamount\b|how much|funding",
    "participants": r"thành phần|người dự|dự họp|gồm những|participants|took part|attend",
    "members": r"gồm những|thành viên|thành phần|nhóm gồm|members|which countries|sits? on|whole group",
    "people": r"diễn giả|chủ trì|tên (?:những )?người|tên Thủ tướng|speakers?|\bchair\b|who received",
    "agenda": r"nội dung|chủ đề|\bcontents?\b|\bsubject\b|talked about",
    "outcomes": r"kết quả|outcome",
    "steps": r"thông qua|soạn thảo|phê duyệt|ban hành|adopt|drafted|approv|issued",
    "relations.organized_by": r"(?:đơn vị|bên) tổ chức|organi[sz]ers?\b",
    "relations.hosted_by": r"đăng cai|\bhost\b",
    "relations.part_of": r"thuộc|belongs?\b|part of",
    "frequency": r"bao lâu|định kỳ|how often",
    "series": r"số thứ tự|số kỳ|lần thứ|\bits number\b|no number",
    "figures": r"tổng số|bao nhiêu|số lượng|số lần|how many|their number|the number\b",
    "terms": r"nhiệm kỳ|\bterm\b",
    "symbol": r"ký hiệu|số hiệu|\bsymbol\b",
    "author": r"tác giả|\bauthor\b",
    "publisher": r"nơi đăng|xuất bản|publish",
}
"""By gap: the words that name it, in both languages."""


class Silence(NamedTuple):
    """A sentence about what sources do not say."""

    field: str
    """Of its text: "summary", "note"."""
    language: str
    sentence: str
    gaps: tuple[str, ...]
    """The fields that it names, as far as records of the kind have them; none where its words name none."""


def silences(data: Mapping[str, Any], language: str) -> Iterator[Silence]:
    """Yield the sentences about silence in the texts of a record's plain data, in a language where they have it.

    What stands in the gaps of the record is not proposed again.
    """
    kind, noted = data.get("kind"), data.get("gaps")
    for field in _TEXTS:
        told = data.get(field)
        texts = {tag: text for tag, text in told.items() if isinstance(text, str)} if isinstance(told, dict) else {}
        if not texts or not isinstance(kind, str):
            continue
        tag = language if language in texts else next(iter(texts))
        for sentence in _SENTENCE.findall(nfc(texts[tag])):
            if _SILENT.search(sentence):
                yield Silence(field, tag, " ".join(sentence.split()).rstrip(";"), _gaps(kind, sentence, noted))


def _gaps(kind: str, sentence: str, noted: object) -> tuple[str, ...]:
    """Return the gaps that a sentence names, those of the record left out; a day is that of the field which records of the kind have for it."""
    if kind not in MODELS:
        return ()
    known = fields(MODELS[kind])
    found = [gap for gap, words in _NAMED.items() if re.search(words, sentence, re.IGNORECASE)]
    days = KINDS[kind].date_fields
    meant = [days[0] if gap == "date" and gap not in known and days else gap for gap in found]
    had = noted if isinstance(noted, list) else []
    return tuple(
        dict.fromkeys(gap for gap in meant if gap not in had and (gap == MONEY or gap.partition(".")[0] in known))
    )
