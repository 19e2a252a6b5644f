"""Problems in a few words, for a list in which their kind is said already: what tells one from the next of its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from govtui.i18n.labels import label
from govtui.i18n.numbers import number
from govtui.i18n.problems import NO_WORDS, sentence
from govtui.i18n.translator import Translator
from govtui.model.problem import Problem


def gist(
    problem: Problem,
    tr: Translator,
    name: Callable[[str], str] = str,
    words: Mapping[str, str] = NO_WORDS,
    *,
    field: str = "",
) -> str:
    """What the problem is about and what stands against what; its sentence where that is short already.

    `name` puts the id of a record into words, and `words` are values in words, as in `problems.sentence`; `field` is the
    field that has the problem, in words.
    """
    values = problem.values
    match problem.code:
        case "figures_disagree":
            sides = (_figure(problem, "value", tr), _figure(problem, "other_value", tr))
            return f"{label('figure.what', str(values['what']), tr)}: {' / '.join(sides)}"
        case "steps_disagree":
            actions = (label("step.action", str(values[key]), tr) for key in ("action", "other_action"))
            return f"{name(str(values['event']))}: {' / '.join(actions)}"
        case "actors_disagree":
            bodies = (", ".join(map(name, str(values[key]).split(", "))) for key in ("by", "other_by"))
            return f"{label('step.action', str(values['action']), tr)}: {' / '.join(bodies)}"
        case "claim_disagrees":
            claimed = words.get("field", values["field"])
            return f"{claimed}: {words.get('value') or name(str(values['value']))}"
        case "dangling" | "wrong_kind":
            return f"{field}: {values.get('target', '')}"
        case "likely_duplicate":
            return ", ".join(name(id) for id in str(values.get("others", values["other"])).split(", "))
    told = sentence(problem, tr, name, words)
    if problem.code in ("unknown_vocabulary", "own_field_declared_badly", "relation_declared_badly"):
        return told  # of registry.toml: its tables are no fields of a record
    return f"{field}: {told}" if field else told


def _figure(problem: Problem, key: str, tr: Translator) -> str:
    bound = str(problem.values.get(key.replace("value", "bound"), "exact"))
    return label("figure.bound", bound, tr).format(number=number(int(problem.values[key]), tr))
