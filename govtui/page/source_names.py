"""Short names of sources: the publisher's acronym or name, else the author, and the year of publication if it is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from string import ascii_lowercase
from typing import Protocol

from govtui.model.record import Record, Source
from govtui.page.page import Role, Span
from govtui.text.width import clip

TITLE = 40
"""Cells of the longest title that stands for a name."""

_ACRONYM = "acronym"


class Naming(Protocol):
    """The part of a render context that names records."""

    @property
    def language(self) -> str: ...

    @property
    def record(self) -> Callable[[str], Record | None]: ...

    def name(self, id: str) -> Span: ...

    def name_or_text(self, id: str) -> str: ...

    def text_of(self, text: Mapping[str, str] | str | None) -> str: ...


def short_name(source: str, context: Naming) -> str:
    """Return the short name of a source, as citations and columns have it; its title, cut, where nothing of these is known."""
    record = context.record(source)
    if not isinstance(record, Source):
        name = context.name(source)
        return source if name.role is Role.BROKEN else name.text
    who = acronym_or_name(record.publisher, context) if record.publisher else record.author or ""
    years = record.published.years() if record.published else None
    year = str(years[0]) if years and len(years) == 1 else ""
    return " ".join(filter(None, (who, year))) if who else clip(context.text_of(record.title), TITLE)


def short_names(sources: Iterable[str], context: Naming) -> Mapping[str, str]:
    """Return source to short name; those that are equal get letters in the order of the sources: "UNPOG a", "UNPOG 2017b"."""
    names = {source: short_name(source, context) for source in sources}
    counted = Counter(names.values())
    seen: Counter[str] = Counter()
    for source, name in names.items():
        if counted[name] > 1:
            between = "" if name[-1:].isdigit() else " "
            names[source] = f"{name}{between}{_letters(seen[name])}"
            seen[name] += 1
    return names


def _letters(place: int) -> str:
    """Return a, b … z, aa, ab …"""
    before, last = divmod(place, len(ascii_lowercase))
    return (_letters(before - 1) if before else "") + ascii_lowercase[last]


def acronym_or_name(id: str, context: Naming) -> str:
    """Return the acronym of a body in the reader's language, or in none; else its name, or the text that stands for it."""
    record = context.record(id)
    acronyms = {alias.lang: alias.text for alias in reversed(record.aka) if alias.type == _ACRONYM} if record else {}
    return acronyms.get(context.language) or acronyms.get(None) or context.name_or_text(id)
