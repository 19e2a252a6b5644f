"""Parts of made-up records that tell what a source says: notes, agendas, figures, claims, quotations, in TOML.

How many there are was counted in the 140 records that the program ships (records/, 2026-11-29), by kind. `SCHEMA` decides
in which form they are written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from random import Random
from typing import NamedTuple

from benchmarks import dates
from benchmarks.made import DEC, EVT, ORG, SRC
from benchmarks.sentences import raised, words
from benchmarks.vocabulary import Pair

SCHEMA = 1
"""The version of the form of records."""


class Share(NamedTuple):
    """How often a part occurs in the shipped records of a kind."""

    records: float
    """The share of records that have it."""
    items: float = 1.0
    """How many such a record has, on average."""

    def draw(self, rng: Random) -> int:
        """How many a record has."""
        if rng.random() >= self.records:
            return 0
        whole, part = divmod(self.items, 1)
        return int(whole) + (rng.random() < part)


NONE = Share(0)
NOTE: Mapping[str, Share] = {ORG: Share(0.18), DEC: Share(0.21), EVT: Share(0.20), SRC: Share(1.00)}
"""52, 47, 69 and 46 syllables of Vietnamese: three clauses and a scene."""
ALIAS = {ORG: Share(0.56, 1.8), DEC: Share(0.54, 1.65), EVT: Share(0.51, 1.5), SRC: Share(0.03)}
"""Other names with their sources; of organizations those beside the acronym."""
CITATION = {ORG: Share(1, 3.0), DEC: Share(1, 2.5), EVT: Share(1, 3.17), SRC: Share(0.12)}
QUOTATION = {ORG: NONE, DEC: Share(0.14), EVT: Share(0.03), SRC: NONE}
"""Of a citation; 24 syllables."""
CLAIM = {ORG: Share(0.18, 1.5), DEC: Share(0.11, 2.9), EVT: Share(0.46, 1.43), SRC: NONE}
FIGURE = {ORG: Share(0.04, 1.75), DEC: Share(0.36, 1.4), EVT: Share(0.20, 2.55), SRC: NONE}
AGENDA, PARTICIPANTS = Share(0.14, 7.8), Share(0.11, 2.75)
"""Of events. The items of an agenda have 18 syllables."""
AIMS, ACTIVITIES, TERMS, MEMBERS = Share(0.04, 2.75), Share(0.02, 6), Share(0.04, 1.75), Share(0.02, 4)
"""Of organizations; aims have 36 syllables, activities 15."""
AREAS, MEASURES = Share(0.04, 4.5), Share(0.04, 5.25)
"""Of declarations; areas have 55 syllables, measures 25."""
NOTED = 0.4
"""The share of claims, of other names, of figures with a note of their own: 15 syllables."""

_WHAT = ("sessions", "countries", "delegations", "organizers", "partners", "reports", "goals", "activities")
"""What figures count, each once in a record: two for one `what` would be a discrepancy."""


class Parts:
    """Writes the parts of one record; `source` is where it was read."""

    def __init__(self, rng: Random, kind: str, source: str) -> None:
        self._rng, self._kind, self._source = rng, kind, source

    # what is said

    def _text(self, clauses: int, *, scene: bool = False) -> Pair:
        said = [words().clause(self._rng) for _ in range(clauses)]
        vi, en = "; ".join(one.vi for one in said), "; ".join(one.en for one in said)
        text = Pair(raised(vi), raised(en))
        if not scene:
            return text
        more = words().scene(self._rng)
        return Pair(f"{text.vi}. {more.vi}", f"{text.en}. {more.en}")

    def printed(self) -> str:
        """A line with the printed words of a source."""
        return f'{"quote" if SCHEMA > 1 else "text"} = "{self._text(1).vi}"\n'

    def place(self) -> str:
        """Two lines: the source, and where it says so."""
        return f'source = "{self._source}"\nat = "L{1 + int(60 * self._rng.random())}"\n'

    def _of_item(self) -> str:
        """The same for items that have a source of their own from schema 2 on."""
        return self.place() if SCHEMA > 1 else self.place().partition("\n")[2]

    def _noted(self) -> str:
        return f"note = {inline(self._text(1))}\n" if self._rng.random() < NOTED else ""

    # parts

    def note(self) -> str:
        """A note of the record."""
        if not NOTE[self._kind].draw(self._rng):
            return ""
        text = self._text(3, scene=True)
        return f'\n[note]\nvi = "{text.vi}"\nen = "{text.en}"\n'

    def aliases(self, name: Pair) -> str:
        """Other names, each with its source."""
        out = ""
        for number in range(ALIAS[self._kind].draw(self._rng)):
            title, type_ = words().title(self._rng), "as_printed" if number else "alias"
            language, said = ("vi", title.vi) if self._rng.random() < 0.6 else ("en", title.en)
            begin = name[language == "en"].partition(",")[0]
            text = f"{begin} ({said})" if number else f"{said} {begin}"
            out += f'\n[[aka]]\ntext = "{text}"\nlang = "{language}"\ntype = "{type_}"\n{self.place()}{self._noted()}'
        return out

    def figures(self) -> str:
        """What was counted, in the words of the source."""
        out = ""
        for what in _WHAT[: FIGURE[self._kind].draw(self._rng)]:
            value = 2 + int(90 * self._rng.random() ** 2)
            out += f'\n[[figures]]\nwhat = "{what}"\nvalue = {value}\n{self.printed()}{self.place()}{self._noted()}'
        return out

    def claims(self, other: str, date: dates.Date, dated: str) -> str:
        """What another source says, which contradicts nothing; `dated`: the field of the date."""
        out = ""
        place = f'source = "{other}"\nat = "¶{1 + int(9 * self._rng.random())}"\n'
        for number in range(CLAIM[self._kind].draw(self._rng)):
            edtf = date.edtf or str(1990 + int(35 * self._rng.random()))
            match number:
                case 0 if dated and "/" not in edtf:
                    said = f'field = "{dated}"\nvalue = "{edtf}"\n'
                case _ if SCHEMA > 1:
                    said = f'field = "summary"\n{self.printed()}'
                case _:
                    said = f'field = "x.said{number}"\nvalue = {inline(self._text(1))}\n'
            out += f"\n[[claims]]\n{said}{place}{self._noted()}"
        return out

    def citations(self, others: Iterable[str], fields: Iterable[str]) -> str:
        """The sources of fields; the first is the record's own."""
        rng, out = self._rng, ""
        quoted = bool(QUOTATION[self._kind].draw(rng))
        for number, source in enumerate(others):
            line = 2 + int(90 * rng.random())
            names = ", ".join(f'"{field}"' for field in (fields if number == 0 else ("summary",)))
            out += f'\n[[sources]]\nref = "{source}"\nat = "L{line}-L{line + 4}"\nfor = [{names}]\n'
            if quoted and number == 0:
                by = words().person(rng)
                out += f'quote = "{self._text(2).vi}"\n{"said_by" if SCHEMA > 1 else "by"} = "{by}"\n'
        return out

    def count_of_citations(self) -> int:
        """How many sources the record cites."""
        return CITATION[self._kind].draw(self._rng)

    def _items(self, name: str, share: Share, clauses: int, text: str = "text", more: str = "") -> str:
        out = ""
        for number in range(1, 1 + share.draw(self._rng)):
            said = inline(self._text(clauses))
            out += f'\n[[{name}]]\nkey = "{name[0]}{number}"\n{more}{text} = {said}\n{self._of_item()}'
        return out

    def agenda(self) -> str:
        """The agenda of a meeting."""
        return self._items("agenda", AGENDA, 2)

    def of_organization(self, target: str) -> str:
        """Aims, activities, and terms."""
        out = self._items("aims", AIMS, 3) + self._items("activities", ACTIVITIES, 1, more=f'see = ["{target}"]\n')
        for number in range(1, 1 + TERMS.draw(self._rng)):
            date = 1990 + 2 * number
            out += f'\n[[terms]]\ntype = "mandate"\ndate = "{date}/{date + 1}"\nnumber = {number}\n'
            out += self.printed() + self.place()
        return out

    def members(self, countries: Iterable[str]) -> str:
        """The countries that belong to a group; by schema 1 they stand among the scalars of the record."""
        some = list(dict.fromkeys(countries))
        if SCHEMA == 1:
            return ""
        return "".join(f'\n[[members]]\nwho = "country:{country}"\n{self.place()}' for country in some)

    def of_declaration(self, *, areas: bool) -> str:
        """Measures, and priority areas unless a progress table has brought them."""
        out = self._items("areas", AREAS, 4, "name") if areas else ""
        return out + self._items("measures", MEASURES, 2, more='level = "national"\n')

    def participants(self, organizations: Iterable[str]) -> str:
        """Who took part; by schema 1 that is a relation."""
        some = list(dict.fromkeys(organizations))
        if SCHEMA == 1:
            return ""
        return "".join(f'\n[[participants]]\nwho = "{one}"\n{self.place()}' for one in some)


def inline(text: Pair) -> str:
    """A text in both languages as an inline table."""
    return f'{{ vi = "{text.vi}", en = "{text.en}" }}'
