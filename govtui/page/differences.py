"""What differs between two versions of a record as a page: each field by its name, what it was and what it is.

The command line, the history and whoever asks before saving show the same blocks.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec
from govtui.model.problem import Problem
from govtui.model.schema import ValueType
from govtui.page.page import Block, Gap, Page, Paragraph, Role, Section, Span
from govtui.page.present import named_parts, path_words, value_spans, walk
from govtui.page.problem_words import problem_sentence
from govtui.page.render_context import RenderContext
from govtui.page.signs import SEVERITY_ROLES, SEVERITY_SIGNS

FIELD = "field:"
"""Before the path of a field in the link on its name: no record's key has a colon."""

GONE, NEW = "−", "+"
AROUND = 8
"""How many words that stay the same are shown on each side of one that changed."""

MOST = 4_000_000
"""Up to how many pairs of words two texts are compared by word: what takes longer would be felt."""

_WORDS = re.compile(r"\s*\S+|\s+")


class Differs(Protocol):
    """A field that is not the same: plain TOML values; whatever is no such value says that there is none."""

    @property
    def path(self) -> str: ...
    @property
    def before(self) -> object: ...
    @property
    def after(self) -> object: ...


def differences_page(
    found: Sequence[Differs],
    key: str,
    kind: str,
    context: RenderContext,
    *,
    head: str,
    under: str = "",
    chosen: bool = False,
    problems: Sequence[Problem] = (),
) -> Page:
    """The page of what differs; `head` is its title, `under` stands under it, and problems that the later version has come first.

    With `chosen` the name of each field is a link to FIELD + path.
    """
    tr = context.tr
    blocks = list(difference_blocks(found, kind, context, chosen=chosen))
    if not blocks:
        blocks = [Paragraph((Span(tr.gettext("No field differs."), Role.MUTED),))]
    sections = [Section("differences", tr.gettext("Changes") if problems else "", blocks)]
    if problems:
        told = [_problem(problem, kind, context) for problem in problems]
        sections.insert(0, Section("problems", tr.gettext("New problems"), told))
    below = [Paragraph((Span(under, Role.MUTED),))] if under else []
    return Page(key, (Span(head, Role.TITLE),), below, sections)


def _problem(problem: Problem, kind: str, context: RenderContext) -> Paragraph:
    text = problem_sentence(problem, context)
    if problem.field:
        text = f"{path_words(kind, problem.field, context)}: {text}"
    role = SEVERITY_ROLES[problem.severity]
    return Paragraph((Span(text, role),), SEVERITY_SIGNS[problem.severity], role, lead_width=2, field=problem.field)


def difference_blocks(
    found: Sequence[Differs], kind: str, context: RenderContext, *, chosen: bool = False
) -> Iterator[Block]:
    """The name of each field, under it what it was and what it is."""
    for place, one in enumerate(found):
        if place:
            yield Gap()
        if not one.path:
            yield Paragraph((Span(context.tr.gettext("The text of the file"), Role.LABEL),))
            yield from _lines(str(one.before), str(one.after))
            continue
        names, spec = _walked(one.path, kind, context, one.before, one.after)
        link = FIELD + one.path if chosen else ""
        yield Paragraph((Span(" · ".join(names), Role.LINK if link else Role.STRONG, link),), field=one.path)
        yield from _values(one, spec, context)


def value_of(value: object, path: str, kind: str, context: RenderContext) -> list[str]:
    """What stands in a field, in words, a line for each of its parts; nothing for what is no value."""
    spec = _walked(path, kind, context, value)[1]
    return ["".join(span.text for span in spans) for spans in _told(value, spec, context)]


def _walked(path: str, kind: str, context: RenderContext, *values: object) -> tuple[list[str], FieldSpec]:
    """What is called what on the way to a field, and what may stand there. A claim is called by the field that it speaks of,
    which may end as one of its own does ("claims.aka.un.note"): then what stands there tells whether it is the claim."""
    first, _, claimed = path.partition(".")
    if first == "claims" and any(isinstance(value, Mapping) and "field" in value for value in values):
        claims = spec_at(kind, first, context.schema)
        names = [*walk(kind, first, context)[0], path_words(kind, claimed, context)]
        return names, claims.called(claimed)
    return walk(kind, path, context)


# what stands there


def _values(one: Differs, spec: FieldSpec, context: RenderContext) -> Iterator[Block]:
    before, after = one.before, one.after
    if isinstance(before, list) and isinstance(after, list) and spec.is_list:
        gone, new = ([v for v in a if v not in b] for a, b in ((before, after), (after, before)))
        if gone or new:
            before, after = gone, new
    if isinstance(before, str) and isinstance(after, str) and _is_prose(spec):
        was, is_ = _compared(before, after)
        yield _row(GONE, Role.REMOVED, was, one.path)
        yield _row(NEW, Role.ADDED, is_, one.path)
        return
    for sign, role, value in ((GONE, Role.REMOVED, before), (NEW, Role.ADDED, after)):
        for spans in _told(value, spec, context):
            yield _row(sign, role, spans, one.path)


def _is_prose(spec: FieldSpec) -> bool:
    """Whether words are to be compared: texts, and what the schema does not have."""
    return not (spec.many or spec.keyed or spec.part) and (spec.is_text or spec.value_type is ValueType.ANY)


def _row(sign: str, role: Role, spans: Sequence[Span], path: str) -> Paragraph:
    lead = Role.DONE if role is Role.ADDED else Role.ERROR  # the sign without the underline of what changed
    return Paragraph(spans, sign, lead, indent=2, lead_width=2, field=path)


def _told(value: Any, spec: FieldSpec, context: RenderContext) -> Iterator[list[Span]]:
    """A value in words, a row for each of its parts; nothing for what is no value."""
    if isinstance(value, Mapping):
        for name, part, inner in named_parts(spec, value, context):
            for spans in _told(inner, part, context):
                yield [Span(f"{name}: ", Role.LABEL), *spans]
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        table = spec.called("") if spec.part else spec
        for each in value:
            yield from _told(each, table, context)
    elif (isinstance(value, str | int | float | list) or hasattr(value, "isoformat")) and (
        spans := value_spans(spec, value, context)
    ):
        yield spans


# texts


def _compared(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """Two texts with the words that differ marked, and long stretches that do not left out."""
    old, new = _WORDS.findall(before.strip("\n")), _WORDS.findall(after.strip("\n"))
    if len(old) * len(new) > MOST:
        return [Span(before, Role.REMOVED)], [Span(after, Role.ADDED)]
    was: list[Span] = []
    is_: list[Span] = []
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for step, i1, i2, j1, j2 in steps:
        if step == "equal":
            kept = _shortened(old[i1:i2], first=i1 == 0 and j1 == 0, last=i2 == len(old) and j2 == len(new))
            was.append(Span(kept))
            is_.append(Span(kept))
        else:
            was += _marked("".join(old[i1:i2]), Role.REMOVED)
            is_ += _marked("".join(new[j1:j2]), Role.ADDED)
    return was, is_


def _marked(text: str, role: Role) -> list[Span]:
    """Words that differ; the blank before them is not underlined with them, unless it is all that differs."""
    words = text.lstrip(" ") or text
    return [Span(part, one) for part, one in ((text[: len(text) - len(words)], Role.PLAIN), (words, role)) if part]


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    if len(words) <= 3 * AROUND or (first and last):
        return "".join(words)
    head, tail = "".join(words[:AROUND]), "".join(words[-AROUND:]).lstrip()
    return f"… {tail}" if first else f"{head} …" if last else f"{head} … {tail}"


def _lines(before: str, after: str) -> Iterator[Block]:
    """What differs line by line, where one of the texts is no TOML."""
    for line in difflib.ndiff(before.splitlines(), after.splitlines()):
        sign, text = line[0], line[2:]
        if sign == "-":
            yield Paragraph((Span(text, Role.REMOVED),), GONE, Role.REMOVED, indent=2, lead_width=2)
        elif sign == "+":
            yield Paragraph((Span(text, Role.ADDED),), NEW, Role.ADDED, indent=2, lead_width=2)
