"""What tests/data/source-lines.toml says of the five texts, held against them (`pytest --texts DIR`)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bundled import TEXTS, records, sentences

from govtui.model.record import Source

pytestmark = pytest.mark.source_texts

AFTER_A_SENTENCE = re.compile(r"(?<=....)[.!?…][\"”’]?\s+(\S)")
"""An end of a sentence and what comes next; a number or a degree at the start of a line ("1.", "ThS.") ends none."""


def sentences_of(line: str) -> int:
    after = [str(found) for found in AFTER_A_SENTENCE.findall(line)]
    return 1 + sum(one.isupper() or one in '"“‘(' for one in after)


@pytest.mark.parametrize("source", TEXTS)
def test_lines_blank_lines_and_sentences_are_those_of_the_text(source: str, texts_folder: Path) -> None:
    record = records()[source]
    assert isinstance(record, Source) and record.file
    text = (texts_folder / record.file).read_text(encoding="utf-8").split("\n")
    lines = text[:-1] if not text[-1] else text
    assert TEXTS[source]["lines"] == len(lines)
    assert sentences(source) == {
        number: sentences_of(line) for number, line in enumerate(lines, 1) if re.search(r"\w", line)
    }
