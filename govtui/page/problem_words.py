"""Problems in words on a page: i18n/problems.py, with fields and values as page/present.py has them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from govtui.i18n.problems import gist, sentence
from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec, of_type
from govtui.model.kinds import KIND_OF_FOLDER
from govtui.model.measures_over_time import measures_of
from govtui.model.problem import Problem
from govtui.model.schema import ValueType
from govtui.page.page import Paragraph, Span, Spans
from govtui.page.present import PathStyle, path_words, value_words
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_ROLES, SEVERITY_SIGNS
from govtui.page.source_names import short_name
from govtui.text.width import clip

_LONGEST_NAME = 60
"""Cells of the wording of a measure within a sentence."""


def problem_sentence(problem: Problem, context: RenderContext) -> str:
    """Return a problem as a sentence."""
    return sentence(problem, context.tr, context.name_or_text, problem_values(problem, context))


def problem_at_field(problem: Problem, kind: str, context: RenderContext) -> str:
    """Return the same behind the field that has the problem: "Place · City: …"."""
    words = problem_sentence(problem, context)
    return f"{path_words(kind, problem.field, context, PathStyle.QUALIFIED)}: {words}" if problem.field else words


def problem_line(
    problem: Problem, text: str, *, link: str = "", tail: Spans = (), indent: int = 0, lead_width: int = 0
) -> Paragraph:
    """Return a line that says `text` of a problem, behind the sign of its severity."""
    sign, role = SEVERITY_SIGNS[problem.severity], SEVERITY_ROLES[problem.severity]
    spans = (Span(text, role, link), *tail)
    return Paragraph(spans, sign, role, indent=indent, lead_width=lead_width, field=problem.field)


def problem_gist(problem: Problem, context: RenderContext) -> str:
    """Return a problem in a few words, for a list under the heading of its code."""
    field = path_words("", problem.field, context, PathStyle.SHORT) if problem.field else ""
    return gist(problem, context.tr, context.name_or_text, problem_values(problem, context), field=field)


def problem_values(problem: Problem, context: RenderContext) -> Mapping[str, str]:
    """Return the values of a problem that only the schema and records can put into words: sources, fields, what is claimed
    of them, measures by their wording.
    """
    return {**_cited(problem, context), **_stated(problem, context)}


def _cited(problem: Problem, context: RenderContext) -> Mapping[str, str]:
    """Return the sources that a problem names, and where statements of one source differ, the places in it."""
    if problem.code == "stale_translation":  # whose source is a language
        return {}
    out = {
        name: short_name(source, context)
        for name in ("source", "other_source")
        if (source := str(problem.values.get(name, ""))) and context.index.card(source)
    }
    if "within" in problem.values:
        out |= {name: context.locator(str(at)) for name in ("at", "other_at") if (at := problem.values.get(name))}
    return out


def _stated(problem: Problem, context: RenderContext) -> Mapping[str, str]:
    """Return the measure or field that sources differ on, and what they say of it."""
    if (item := problem.values.get("item")) and problem.code in ("progress_back", "sources_disagree"):
        record = context.record(PurePosixPath(problem.path).stem)
        measure = measures_of(record, context.record).get(str(item)) if record else None
        named = {"item": clip(context.text_of(measure.text), _LONGEST_NAME)} if measure else {}
        return named | (_sources(problem, context) if problem.code == "sources_disagree" else {})
    said = _sources(problem, context) if problem.code == "sources_disagree" else {}
    field = problem.values.get("field")
    if not isinstance(field, str) or problem.code not in ("sources_disagree", "cites_nothing", "gap_filled"):
        return said
    kind = KIND_OF_FOLDER.get(problem.path.partition("/")[0], "")
    out = {"field": path_words(kind, field, context), **said}
    for name in ("value", "other_value"):
        if name in problem.values and "bound" not in problem.values:
            out[name] = value_words(*_typed(spec_at(kind, field, context.schema), problem.values[name]), context)
    return out


def _sources(problem: Problem, context: RenderContext) -> dict[str, str]:
    """Return by whom, or where in one source, the first two statements are made."""
    values = problem.values
    if "within" in values:
        return {name: context.locator(str(values[name])) for name in ("at", "other_at") if name in values}
    return {name: short_name(str(values[name]), context) for name in ("source", "other_source") if name in values}


def _typed(spec: FieldSpec, said: str | int) -> tuple[FieldSpec, object]:
    """Return a claimed value with its type again, which problems keep as text."""
    if spec.is_list and isinstance(said, str):
        return (spec, said.split(", ")) if not spec.is_text else (of_type(ValueType.TEXT), said)
    if spec.value_type is ValueType.YES_NO and said in ("true", "false"):
        return spec, said == "true"
    if spec.value_type is ValueType.NUMBER and isinstance(said, str) and said.isdecimal():
        return spec, int(said)
    return spec, said
