"""Problems in words, with what they say of the record's fields and values put into words as everywhere (`page.present`)."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.problems import sentence
from govtui.model.field_steps import shape_at
from govtui.model.kinds import KIND_OF_FOLDER
from govtui.model.problem import Problem
from govtui.model.shapes import Form, Shape
from govtui.page.present import path_words, value_words
from govtui.page.voice import Voice


def problem_sentence(problem: Problem, voice: Voice) -> str:
    """A problem as a sentence, with the values of the record in words."""
    return sentence(problem, voice.tr, voice.known, problem_values(problem, voice))


def problem_values(problem: Problem, voice: Voice) -> Mapping[str, str]:
    """Those values of a problem that only the schema can put into words: fields, and what is said of them."""
    field = problem.values.get("field")
    if not isinstance(field, str) or problem.code not in ("claim_disagrees", "cites_nothing"):
        return {}
    kind = KIND_OF_FOLDER.get(problem.path.partition("/")[0], "")
    out = {"field": path_words(kind, field, voice)}
    if "value" in problem.values:
        out["value"] = value_words(*_typed(shape_at(kind, field), problem.values["value"]), voice)
    return out


def _typed(shape: Shape, said: str | int) -> tuple[Shape, object]:
    """What a problem says that a claim says: a text, whatever the claim has."""
    if shape.form is Form.LIST and isinstance(said, str):
        element = shape.element or shape
        return (shape, said.split(", ")) if element.form is not Form.TEXT else (Shape(Form.TEXT), said)
    if shape.form is Form.YES_NO and said in ("true", "false"):
        return shape, said == "true"
    if shape.form is Form.NUMBER and isinstance(said, str) and said.isdecimal():
        return shape, int(said)
    return shape, said
