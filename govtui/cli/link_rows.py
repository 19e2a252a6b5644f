"""Links as text: the record, under it what it points at and what points at it by type, and under these their own links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from govtui.cli.limited import line_cells
from govtui.cli.session import Session
from govtui.i18n.field_labels import quality_labels
from govtui.i18n.formats import number
from govtui.index.api import ELSEWHERE
from govtui.model.kinds import kind_sign
from govtui.page.link_walk import heading
from govtui.page.record_names import record_name
from govtui.text.safe import safe_text
from govtui.text.width import width
from govtui.text.wrap import wrapped

if TYPE_CHECKING:
    from govtui.index.api import Index
    from govtui.page.link_walk import Link

MANY = 200
"""Links of one type that are printed on a terminal before the rest is only counted."""

ARROWS = {"out": "→", "in": "←"}
DANGLING, AGAIN = "✗", "↺"
STEP = 2
"""Cells by which what stands below something is moved to the right."""


def print_links(session: Session, index: Index, keys: Sequence[str], links: Sequence[Link]) -> None:
    """Print the links of the records `keys`, each with those below it."""
    rows = _Rows(session, index, links)
    for place, key in enumerate(keys):
        if place:
            session.out.line("")
        for line in rows.of_record(key):
            session.out.line(line)


class _Rows:
    def __init__(self, session: Session, index: Index, links: Sequence[Link]) -> None:
        self._session, self._index, self._tr = session, index, session.tr
        self._cells = line_cells(session)
        self._most = MANY if session.out.terminal else len(links)
        self._links: dict[str, list[Link]] = {}
        for link in links:
            self._links.setdefault(link.key, []).append(link)
        sources = {link.reference.told_by for link in links if link.reference.told_by}
        self._sources = self._short_names(sources)

    def _short_names(self, sources: set[str]) -> dict[str, str]:
        if not sources:
            return {}
        from govtui.page.source_names import short_name  # claims are few, and their names need the models

        context = self._session.context(self._session.registry(may_fall_back=True), self._index)
        return {source: short_name(source, context) for source in sources}

    def of_record(self, key: str) -> Iterator[str]:
        """Yield the name of a record, and all that is below it."""
        yield from self._wrapped(f"{self._sign(key)} {self._name(key)}", 0, key)
        if key not in self._links:
            yield from self._wrapped(self._tr.gettext("No links."), STEP)
        # A stack rather than recursion: the way from one record to another may be long.
        below = [self._below(key, STEP)]
        while below:
            for row in below[-1]:
                if isinstance(row, str):
                    yield row
                else:
                    below.append(self._below(*row))
                    break
            else:
                below.pop()

    def _below(self, key: str, indent: int) -> Iterator[str | tuple[str, int]]:
        """Yield the lines of a record's links; where those of another record follow, its key and their indent."""
        links = self._links.get(key, ())
        for (type, direction), some in groupby(links, lambda one: (one.reference.type, one.direction)):
            group = list(some)
            if (type, direction) == ("series", "in"):
                group.sort(key=self._number)
            title = heading(type, direction, self._index, self._tr)
            yield from self._wrapped(f"{ARROWS[direction]} {title} · {number(len(group), self._tr)}", indent)
            for link in group[: self._most]:
                yield from self._wrapped(self._told(link), indent + STEP, link.other if link.sort == "record" else "")
                if link.goes_on:
                    yield link.other, indent + 2 * STEP
            if len(group) > self._most:
                words = self._tr.pgettext("values", "and {n} more").format(n=number(len(group) - self._most, self._tr))
                yield from self._wrapped(words, indent + STEP)

    def _told(self, link: Link) -> str:
        """Return the other end of a link in words: sign, name, what qualifies it, id."""
        reference, tr = link.reference, self._tr
        name = link.other if link.sort == "missing" else self._name(link.other)
        qualities = quality_labels(reference.quality, self._sources.get(reference.told_by, ""), tr)
        if link.sort == "missing":
            qualities.append(tr.gettext("no such record"))
        if link.again:
            qualities.append(tr.pgettext("links", "listed elsewhere"))
        sign = {"missing": DANGLING, "country": "·"}.get(link.sort) or self._sign(link.other)
        if link.again:
            sign += f" {AGAIN}"
        if reference.told_by:
            sign += f" {ELSEWHERE}"
        return f"{sign} {' · '.join((name, *qualities))}"

    def _number(self, link: Link) -> int:
        card = self._index.card(link.other)
        return card.number if card and card.number is not None else 10**15

    def _name(self, id: str) -> str:
        return record_name(id, self._index, self._tr.language, self._tr).text

    def _sign(self, key: str) -> str:
        card = self._index.card(key)
        return kind_sign(card.kind) if card else " "

    def _wrapped(self, text: str, indent: int, id: str = "") -> Iterator[str]:
        """Yield a text that hangs behind its sign, and behind it an id; far to the right what is deeper is not moved further."""
        indent = min(indent, self._cells // 2)
        room, id = self._cells - indent, safe_text(id, multiline=False)
        lines = wrapped(safe_text(text, multiline=False), room, hang=STEP)
        if id and width(lines[-1]) + STEP + width(id) <= room:
            lines[-1] += " " * STEP + id
        elif id:
            lines.append(" " * STEP + id)
        for line in lines:
            yield " " * min(indent, self._cells - width(line)) + line
