"""What made-up records say: names from forms, summaries from clauses, the same in both languages."""

from __future__ import annotations

from functools import cache
from random import Random
from string import Formatter

from benchmarks.vocabulary import (
    Country,
    Drawer,
    Pair,
    countries,
    forms,
    listed,
    pairs,
    places,
    proper_names,
    provinces,
    spelled_syllables,
)

_SMALL = frozenset(["and", "of", "the", "in", "for", "on", "at", "to", "a", "with"])


def raised(text: str) -> str:
    """`text` with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def _titled(text: str) -> str:
    return " ".join(word if word in _SMALL else raised(word) for word in text.split())


class Words:
    """Everything that is drawn from; made once."""

    def __init__(self) -> None:
        self.field = Drawer(pairs("fields"), 300)
        self.title = Drawer([Pair(raised(field.vi), _titled(field.en)) for field in pairs("fields")], 300)
        self.quality = Drawer(pairs("qualities"), 60)
        self.verb = Drawer(pairs("verbs"), 60)
        self.object = Drawer(pairs("objects"), 200)
        self.tail = Drawer(pairs("tails"), 60)
        self.job = Drawer(pairs("jobs"), 40)
        self.country: Drawer[Country] = Drawer(countries(), 400)
        self.province = Drawer(provinces(), 200)
        self.place = Drawer(places())
        self.latin = Drawer(proper_names())
        self.syllable = Drawer(_shuffled(spelled_syllables()))
        self.surname = Drawer(listed("surnames"), 100)
        self.middle = Drawer(listed("middle_names"), 100)
        self.given = Drawer(listed("given_names"), 60)
        self.form = {kind: Drawer(forms(kind), 50) for kind in ("organization", "declaration", "event", "source")}

    def person(self, rng: Random) -> str:
        """A Vietnamese name, now and then a foreign one."""
        if rng.random() < 0.25:
            return f"{self.latin(rng)} {self.latin(rng)}"
        return f"{self.surname(rng)} {self.middle(rng)} {self.given(rng)}"

    def name(self, rng: Random, form: Pair, place: Pair, country: Pair, number: str) -> Pair:
        """A record's name by a form such as ("Sở {field} {place}", "Department of {field} of {place}")."""
        given = {"place": place, "country": country, "number": Pair(number, number)}
        for name in _blanks(form.vi):
            if name not in given:
                given[name] = self._fill(rng, name)
        said = [form[language].format(**{name: pair[language] for name, pair in given.items()}) for language in (0, 1)]
        return Pair(raised(said[0]), raised(said[1]))

    def _fill(self, rng: Random, blank: str) -> Pair:
        match blank:
            case "field":
                return self.title(rng)
            case "object":
                return self.object(rng)
            case "quality":
                return self.quality(rng)
            case "tail":
                return self.tail(rng)
        name = self.person(rng) if blank == "person" else self.latin(rng)
        return Pair(name, name)

    def clause(self, rng: Random) -> Pair:
        """One thing that somebody does: "thúc đẩy dữ liệu mở trong khu vực ASEAN"."""
        verb, object_ = self.verb(rng), self.object(rng)
        vi, en = f"{verb.vi} {object_.vi}", f"{verb.en} {object_.en}"
        u = rng.random()
        if u < 0.4:
            tail = self.tail(rng)
            return Pair(f"{vi} {tail.vi}", f"{en} {tail.en}")
        if u < 0.6:
            field = self.field(rng)
            return Pair(f"{vi} và {field.vi}", f"{en} and {field.en}")
        return Pair(vi, en)

    def scene(self, rng: Random) -> Pair:
        """A sentence of proper names and rare words: where most of a registry's vocabulary comes from."""
        place, province, latin = self.place(rng), self.province(rng), self.latin(rng)
        amount, rare = 2 + int(900 * rng.random() ** 3), f"{self.syllable(rng)} {self.syllable(rng)}"
        quality = self.quality(rng)
        u = rng.random()
        if u < 0.35:
            return Pair(
                f"Tại {place.vi} ({province.vi}), {amount} đại biểu bàn về cách làm {quality.vi} của nhóm {latin}.",
                f"In {place.en} ({province.en}), {amount} delegates discussed the {quality.en} approach of the {latin} group.",
            )
        if u < 0.7:
            return Pair(
                f"Mô hình “{rare}” ở {place.vi}, {province.vi} được {self.person(rng)} giới thiệu năm ngoái.",
                f"The “{rare}” model of {place.en}, {province.en} was presented by {latin} last year.",
            )
        return Pair(
            f"{raised(quality.vi)} là tiêu chí của giải {latin}, trao cho {amount} đơn vị ở {province.vi}.",
            f"The {latin} award for {quality.en} work went to {amount} bodies in {province.en}.",
        )

    def summary(self, rng: Random, start: Pair, clauses: int) -> Pair:
        """A paragraph: who or what, what it does, and a scene."""
        said = [self.clause(rng) for _ in range(clauses)]
        scene = self.scene(rng)
        vi, en = "; ".join(one.vi for one in said), "; ".join(one.en for one in said)
        return Pair(f"{start.vi} {vi}. {scene.vi}", f"{start.en} {en}. {scene.en}")


@cache
def _blanks(form: str) -> tuple[str, ...]:
    """The names in braces, in their order: what has to be drawn."""
    return tuple(name for _, name, _, _ in Formatter().parse(form) if name)


def _shuffled(items: tuple[str, ...]) -> list[str]:
    found = list(items)
    Random(3).shuffle(found)
    return found


@cache
def words() -> Words:
    """The one set of words that all records are written with."""
    return Words()
