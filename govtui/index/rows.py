"""What a line of a list and a card are made of: the columns of `rec`, and these as values."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from govtui.index.query import Card, Row, View
from govtui.index.schema import path_of

CARD = "key, id, kind, type, names, country, path, readable, ambiguous, date, number"
ROW = "doc, key, kind, severity, type, names, words"


def text_of(id: str) -> str:
    """An id as it may be asked for: an argument of a command need not be UTF-8."""
    return id.encode("utf-8", "replace").decode()


def row_of(row: Sequence[Any], view: View) -> Row:
    """A line, in the languages of a view, from the columns ROW."""
    _, key, kind, severity, type_, names_json, words_json = row
    names: dict[str, str] = json.loads(names_json)
    spoken = json.loads(words_json)
    type_words, date, place = spoken.get(view.words) or next(iter(spoken.values()))
    name, missing = name_of(names, view.language, key)
    others = (text for language, text in names.items() if language not in ("", view.language))
    other = next(others, "") if view.language in names else ""
    return Row(key, kind, severity, name, missing, other, type_words, date, place)


def name_of(names: Mapping[str, str], language: str, key: str) -> tuple[str, str]:
    """A name in a language, else in another one and which that is; without any the record's key."""
    if language in names:
        return names[language], ""
    missing = next((one for one in ("vi", "en") if one in names), next(iter(names), ""))
    return names.get(missing, key), missing


def card_of(row: Sequence[Any]) -> Card:
    """A card, from the columns CARD."""
    key, id_, kind, type_, names, country, path, readable, ambiguous, date, number = row
    told = json.loads(names)
    return Card(key, id_, kind, type_, told, country, path_of(path), bool(readable), bool(ambiguous), date, number)
