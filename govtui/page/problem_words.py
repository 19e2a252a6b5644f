"""Problems in words, with what they say of the record's fields and values put into words as everywhere (`page.present`)."""

from __future__ import annotations

from collections.abc import Mapping

from govtui.i18n.problems import gist, sentence
from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec, of_type
from govtui.model.kinds import KIND_OF_FOLDER
from govtui.model.problem import Problem
from govtui.model.schema import ValueType
from govtui.page.present import PathStyle, path_words, value_words
from govtui.page.render_context import RenderContext


def problem_sentence(problem: Problem, context: RenderContext) -> str:
    """A problem as a sentence, with the values of the record in words."""
    return sentence(problem, context.tr, context.known, problem_values(problem, context))


def problem_at_field(problem: Problem, kind: str, context: RenderContext) -> str:
    """The same behind the field of the record that has the problem: "Place · City: …"."""
    words = problem_sentence(problem, context)
    return f"{path_words(kind, problem.field, context, PathStyle.QUALIFIED)}: {words}" if problem.field else words


def problem_gist(problem: Problem, context: RenderContext) -> str:
    """A problem in a few words, for a list in which its kind is said already."""
    field = path_words("", problem.field, context, PathStyle.SHORT) if problem.field else ""
    return gist(problem, context.tr, context.known, problem_values(problem, context), field=field)


def problem_values(problem: Problem, context: RenderContext) -> Mapping[str, str]:
    """Those values of a problem that only the schema can put into words: fields, and what is said of them."""
    field = problem.values.get("field")
    if not isinstance(field, str) or problem.code not in ("claim_disagrees", "cites_nothing"):
        return {}
    kind = KIND_OF_FOLDER.get(problem.path.partition("/")[0], "")
    out = {"field": path_words(kind, field, context)}
    if "value" in problem.values:
        out["value"] = value_words(*_typed(spec_at(kind, field, context.schema), problem.values["value"]), context)
    return out


def _typed(spec: FieldSpec, said: str | int) -> tuple[FieldSpec, object]:
    """What a problem says that a claim says: a text, whatever the claim has."""
    if spec.is_list and isinstance(said, str):
        return (spec, said.split(", ")) if not spec.is_text else (of_type(ValueType.TEXT), said)
    if spec.value_type is ValueType.YES_NO and said in ("true", "false"):
        return spec, said == "true"
    if spec.value_type is ValueType.NUMBER and isinstance(said, str) and said.isdecimal():
        return spec, int(said)
    return spec, said
