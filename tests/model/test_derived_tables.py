"""What is derived from the annotated models says what the hand-kept tables say. Each part goes with the table it replaces."""

from __future__ import annotations

from govtui.model import relations
from govtui.model.checks import links, vocabulary
from govtui.model.fields import walk
from govtui.model.record import MODELS

EVERY = {
    (kind, ".".join([*(step.name for step in way), spec.name])): (way, spec)
    for kind, model in MODELS.items()
    for way, spec in walk(model)
}


def test_there_are_as_many_places_as_the_schema_has() -> None:
    assert len(EVERY) == 388


def test_vocabularies() -> None:
    for kind in MODELS:
        derived = {
            (".".join(step.name for step in way), spec.attribute, spec.about.vocabulary)
            for (of, _), (way, spec) in EVERY.items()
            if of == kind and spec.about.vocabulary and spec.name != "percent"
        }
        hand = {("", name, of) for name, of in vocabulary._OF_ITSELF[kind]}
        hand |= {(place, name, of) for place, uses in vocabulary._USES[kind].items() for name, of in uses}
        if kind == "event":
            hand.add(("", "part_of_day", "part_of_day"))
        assert derived == hand


def test_kinds_of_references() -> None:
    derived = {
        spec.about.refers.type: set(spec.about.refers.kinds)
        for _, spec in EVERY.values()
        if spec.about.refers and spec.about.refers.kinds
    }
    assert derived == links._KIND_OF_REFERENCE
    every = {spec.about.refers.type for _, spec in EVERY.values() if spec.about.refers}
    assert every == set(relations.OTHER_REFERENCES)


def test_who_names_a_source() -> None:
    for kind in MODELS:
        derived = {
            way[0].name
            for (of, _), (way, spec) in EVERY.items()
            if of == kind and spec.about.refers and spec.about.refers.type == "cited_source" and spec.name == "source"
        }
        assert derived == set(relations._SOURCED[kind])
