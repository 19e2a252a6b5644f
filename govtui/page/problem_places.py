"""Problems and additions in short, for one line each: where they are, and what is said there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from govtui.i18n.dates import text_short
from govtui.i18n.field_labels import field_name
from govtui.i18n.formats import number, percent
from govtui.i18n.problems import two_sides
from govtui.index.problem_api import Addition
from govtui.model.field_paths import spec_at
from govtui.model.item_names import item_paths
from govtui.model.kinds import KIND_OF_FOLDER
from govtui.model.parts import Claim
from govtui.model.problem import Problem
from govtui.model.record import Record
from govtui.model.schema import ValueType
from govtui.page.figures import acronym
from govtui.page.present import PathStyle, claim_spans, path_words
from govtui.page.problem_words import problem_gist, problem_values
from govtui.page.render_context import RenderContext


def problem_in_short(problem: Problem, context: RenderContext) -> tuple[str, Sequence[str]]:
    """Return the place of a problem in a few words, and both values where two are at odds; else what tells it from others."""
    tr, values = context.tr, problem.values
    match problem.code:
        case "sources_disagree":
            words = {**problem_values(problem, context), **_short_dates(problem, context)}
            return two_sides(problem, tr, context.name_or_text, words)
        case "sum_differs" | "total_differs":
            return _counts_place(problem, context), [number(int(values[name]), tr) for name in ("stated", "itemised")]
        case "percent_off":
            shares = [percent(float(values[name]), tr) for name in ("given", "computed")]
            return _counts_place(problem, context), shares
        case "progress_back":
            statuses = [context.label("measure.status", str(values[name])) for name in ("was", "now")]
            return str(problem_values(problem, context).get("item", values["item"])), statuses
        case "part_outside_whole":
            dates = [text_short(str(values[name]), tr) for name in ("date", "whole_date")]
            return path_words("", problem.field, context, PathStyle.SHORT), dates
    return problem_gist(problem, context), ()


def _short_dates(problem: Problem, context: RenderContext) -> Mapping[str, str]:
    """Return the dates among the values of a problem as a column has them."""
    values = problem.values
    names = ["date", "other_date"]
    kind, field = KIND_OF_FOLDER.get(problem.path.partition("/")[0], ""), values.get("field")
    if isinstance(field, str) and spec_at(kind, field, context.schema).value_type is ValueType.DATE:
        names += ["value", "other_value"]
    return {name: short for name in names if name in values and (short := text_short(str(values[name]), context.tr))}


def _counts_place(problem: Problem, context: RenderContext) -> str:
    """Return which numbers of a progress table do not add up: "Area 2, ACCSM"."""
    area, under = str(problem.values.get("area", "")), str(problem.values.get("under", ""))
    parts = []
    if area == "none":
        parts.append(context.tr.gettext("Not matched to any area"))
    elif area:
        parts.append(context.tr.gettext("Area {key}").format(key=area))
    if under:
        parts.append(acronym(under))
    if status := str(problem.values.get("status", "")):
        words = field_name("rows", "stated", context.tr)
        parts.append(words if status == "stated" else context.label("progress.status", status))
    return ", ".join(parts) or path_words("", problem.field, context, PathStyle.SHORT)


def claim_of(addition: Addition, context: RenderContext) -> tuple[Record, Claim] | None:
    """Return the record of an addition, and its claim, as the file has them now; None where the claim is gone."""
    record = context.record(addition.key)
    if record is None or addition.place > len(record.claims):
        return None
    return record, record.claims[addition.place - 1]


def claim_path(addition: Addition, context: RenderContext) -> str:
    """Return the path of a claim among the items of its record."""
    found = claim_of(addition, context)
    return (
        next(path for path, claim in item_paths("claims", found[0].claims) if claim is found[1]) if found else "claims"
    )


def addition_in_short(addition: Addition, context: RenderContext) -> tuple[str, str]:
    """Return the field that a claim adds to, and what it says, or quotes; empty where the claim is gone."""
    if (found := claim_of(addition, context)) is None:
        return path_words("", addition.field, context), ""
    record, claim = found
    said = claim_spans(record, claim.field, claim.value, context) or context.quote(claim.quote, claim.source)
    words = " ".join("".join(span.text for span in said).split())
    if spec_at(record.kind, claim.field, context.schema).value_type is ValueType.DATE and claim.value is not None:
        words = text_short(str(claim.value), context.tr) or words
    return path_words(record.kind, claim.field, context, PathStyle.QUALIFIED, record), words
