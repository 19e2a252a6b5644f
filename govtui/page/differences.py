"""Differences between versions of a record as blocks and pages: each field by its name, what it was and what it is.

The command line, the history and the questions before saving show the same blocks.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from govtui.i18n.translator import Translator
from govtui.model.field_paths import spec_at
from govtui.model.fields import FieldSpec
from govtui.model.problem import Problem
from govtui.model.schema import ValueType
from govtui.page.page import Block, Gap, Page, Paragraph, Raw, Role, Section, Span
from govtui.page.present import item_words, named_parts, path_labels, path_words, value_spans, value_words
from govtui.page.problem_words import problem_at_field, problem_line
from govtui.page.render_context import RenderContext
from govtui.text.markers import N_
from govtui.text.width import width

FIELD = "field:"
"""Before the path of a field in a link: no record's key has a colon."""

GONE, NEW = "−", "+"
AROUND = 8
"""How many unchanged words are shown on each side of a changed one."""

MOST = 4_000_000
"""Pairs of words up to which two texts are compared by word: more would be felt."""

MERGE = "⑂"
"""Before the heading of a merge."""

UNSHALLOW = "git fetch --unshallow"
"""The command that completes the history of a shallow clone."""

LINE = 60
"""Cells up to which a decision of a merge stands in one line."""

CUT = N_("The history in this clone begins here.")
"""At the end of a shallow clone."""

SENTENCES: Mapping[str, str] = {
    "created": N_("The record was created."),
    "removed": N_("The record was removed."),
    "kept": N_("One side had removed the record; the merge kept it."),
    "cut": CUT,
    "missing": N_("What changed is not known: the text of this version or of the one before is not in this clone."),
    "too_large": N_("What changed is not known: this version or the one before is larger than a record may be."),
}
"""State of a version to what became of the record."""

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)")
_WORDS = re.compile(r"\s*\S+|\s+")


class Differs(Protocol):
    """A field with its plain TOML values before and after; any other object stands for no value."""

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
    lines: Sequence[tuple[str, str]] = (),
) -> Page:
    """Return the page of differences; `head` is its title, `under` stands under it, `problems` of the later version come first.

    With `chosen` the name of each field is a link to FIELD + path. `lines`: those of the file, with their signs, come last.
    """
    tr = context.tr
    blocks = list(difference_blocks(found, kind, context, chosen=chosen))
    if not blocks:
        blocks = [Paragraph((Span(tr.gettext("No field differs."), Role.MUTED),))]
    sections = [Section("differences", tr.gettext("Changes") if problems or lines else "", blocks)]
    if problems:
        brought = [_problem(problem, kind, context) for problem in problems]
        sections.insert(0, Section("problems", tr.gettext("New problems"), brought))
    if lines and all(one.path for one in found):  # without a path the texts are compared above
        text = Raw("\n".join(text for _, text in lines), [sign for sign, _ in lines])
        sections.append(Section("text", tr.gettext("Lines of the file"), [text]))
    below = [Paragraph((Span(under, Role.MUTED),))] if under else []
    return Page(key, (Span(head, Role.TITLE),), below, sections)


def diff_lines(diff: str, tr: Translator) -> list[tuple[str, str]]:
    """Return the lines of a unified diff, each with its sign, without the names of files."""
    out: list[tuple[str, str]] = []
    for line in diff.split("\n"):
        if line.startswith(("--- ", "+++ ")) and not out:
            continue
        if hunk := _HUNK.match(line):
            out.append(("⋯", tr.gettext("line {line}").format(line=hunk[1])))
        elif line:
            out.append(({"+": NEW, "-": GONE}.get(line[0], " "), line[1:]))
    return out


def _problem(problem: Problem, kind: str, context: RenderContext) -> Paragraph:
    text = problem_at_field(problem, kind, context)
    if problem.line:
        place = context.tr.gettext("line {line}").format(line=problem.line)
        text = f"{text} ({place})"
    return problem_line(problem, text, lead_width=2)


def difference_blocks(
    found: Sequence[Differs], kind: str, context: RenderContext, *, chosen: bool = False
) -> Iterator[Block]:
    """Yield the name of each field, and under it what it was and what it is."""
    for place, one in enumerate(found):
        if place:
            yield Gap()
        if not one.path:
            yield Paragraph((Span(context.tr.gettext("The text of the file"), Role.LABEL),))
            yield from _lines(str(one.before), str(one.after))
            continue
        names, spec = _walked(one.path, kind, context, one.before, one.after)
        yield _name(" · ".join(names), one.path, chosen)
        yield from _values(one, spec, context)


def _name(words: str, path: str, chosen: bool) -> Paragraph:
    link = FIELD + path if chosen else ""
    return Paragraph((Span(words, Role.LINK if chosen else Role.STRONG, link),), field=path)


def value_of(value: object, path: str, kind: str, context: RenderContext) -> list[str]:
    """Return the value of a field in words, a line for each of its parts; empty for no value."""
    spec = _walked(path, kind, context, value)[1]
    return ["".join(span.text for span in spans) for spans in _rows_of(value, spec, context)]


def is_prose(path: str, kind: str, context: RenderContext, *values: object) -> bool:
    """Whether values of a field are texts that are shown as they are, and compared by word."""
    return _is_prose(_walked(path, kind, context, *values)[1])


def value_in_short(value: object, path: str, kind: str, context: RenderContext) -> str:
    """Return the value of a field on one line: texts in the language of names, items by what tells them apart."""
    spec = _walked(path, kind, context, value)[1]
    if spec.item and isinstance(value, Mapping):
        return " ".join(item_words(spec, value, spec.item, context).split())
    return value_words(spec, value, context)


def _walked(path: str, kind: str, context: RenderContext, *values: object) -> tuple[list[str], FieldSpec]:
    """Return the names of the steps to a field, and its spec.

    A claim is named by the field it is about, which may end as one of the claim's own does ("claims.aka.un.note"): then
    the values decide whether it is the claim.
    """
    first, _, claimed = path.partition(".")
    if first == "claims" and any(isinstance(value, Mapping) and "field" in value for value in values):
        claims = spec_at(kind, first, context.schema)
        names = [*path_labels(kind, first, context)[0], path_words(kind, claimed, context)]
        return names, claims.called(claimed)
    return path_labels(kind, path, context)


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
        for spans in _rows_of(value, spec, context):
            yield _row(sign, role, spans, one.path)


def _is_prose(spec: FieldSpec) -> bool:
    """Return whether to compare by word: texts, and fields that the schema does not have."""
    return not (spec.many or spec.keyed or spec.part) and (spec.is_text or spec.value_type is ValueType.ANY)


def _row(sign: str, role: Role, spans: Sequence[Span], path: str) -> Paragraph:
    lead = Role.DONE if role is Role.ADDED else Role.ERROR  # the sign without the underline of what changed
    return Paragraph(spans, sign, lead, indent=2, lead_width=2, field=path)


def _rows_of(value: Any, spec: FieldSpec, context: RenderContext) -> Iterator[list[Span]]:
    """Yield a value in words, a row for each of its parts; nothing for no value."""
    if isinstance(value, Mapping):
        for name, part, inner in named_parts(spec, value, context):
            for spans in _rows_of(inner, part, context):
                yield [Span(f"{name}: ", Role.LABEL), *spans]
    elif isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        table = spec.called("") if spec.part else spec
        for each in value:
            yield from _rows_of(each, table, context)
    elif (isinstance(value, str | int | float | list) or hasattr(value, "isoformat")) and (
        spans := value_spans(spec, value, context)
    ):
        yield spans


# texts


def _compared(before: str, after: str) -> tuple[list[Span], list[Span]]:
    """Return two texts with the words that differ marked, and long equal stretches left out."""
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
    """Return words that differ; the blank before them is not underlined, unless it is all that differs."""
    words = text.lstrip(" ") or text
    return [Span(part, one) for part, one in ((text[: len(text) - len(words)], Role.PLAIN), (words, role)) if part]


def _shortened(words: Sequence[str], *, first: bool, last: bool) -> str:
    if len(words) <= 3 * AROUND or (first and last):
        return "".join(words)
    head, tail = "".join(words[:AROUND]), "".join(words[-AROUND:]).lstrip()
    return f"… {tail}" if first else f"{head} …" if last else f"{head} … {tail}"


def _lines(before: str, after: str) -> Iterator[Block]:
    """Yield the differences by line, where one of the texts is no TOML."""
    for line in difflib.ndiff(before.splitlines(), after.splitlines()):
        sign, text = line[0], line[2:]
        if sign == "-":
            yield Paragraph((Span(text, Role.REMOVED),), GONE, Role.REMOVED, indent=2, lead_width=2)
        elif sign == "+":
            yield Paragraph((Span(text, Role.ADDED),), NEW, Role.ADDED, indent=2, lead_width=2)


# versions


class Shown(Protocol):
    """A version of a record, with its changes against each of its parents."""

    @property
    def changes(self) -> Mapping[str, Sequence[Differs]]: ...
    @property
    def decided(self) -> bool: ...
    @property
    def state(self) -> str: ...


def version_blocks(shown: Shown, kind: str, context: RenderContext, *, chosen: bool = False) -> Iterator[Block]:
    """Yield what a version changed, or the sentence for what else became of the record; `chosen` as in differences_page."""
    sentence = SENTENCES.get(shown.state, "")
    if sentence:
        yield Paragraph((Span(context.tr.gettext(sentence), Role.MUTED),))
    if shown.state == "cut":
        yield Paragraph((Span(UNSHALLOW, Role.CODE),), indent=2)
    if sentence and shown.state != "kept":
        return
    if shown.decided:
        yield from _merged(shown.changes, kind, context, chosen=chosen)
        return
    blocks = [
        block for found in shown.changes.values() for block in difference_blocks(found, kind, context, chosen=chosen)
    ]
    yield from blocks or [Paragraph((Span(context.tr.gettext("No field differs."), Role.MUTED),))]


def _merged(
    changes: Mapping[str, Sequence[Differs]], kind: str, context: RenderContext, *, chosen: bool
) -> Iterator[Block]:
    """Yield the fields that a merge decided: what each side had, then what the merge has."""
    sides = [{one.path: one for one in found} for found in changes.values()]
    for place, path in enumerate(dict.fromkeys(path for side in sides for path in side)):
        if place:
            yield Gap()
        found = [side.get(path) for side in sides]
        if not path:
            whole = [one for one in found if one and isinstance(one.before, str) and isinstance(one.after, str)]
            for one in whole:
                yield from difference_blocks([one], kind, context)
            continue
        yield _name(path_words(kind, path, context), path, chosen)
        after = next(one.after for one in found if one)
        before = [_words(one.before if one else after, path, kind, context) for one in found]
        yield from _rows(list(dict.fromkeys(before)), _words(after, path, kind, context), path)


def _words(value: object, path: str, kind: str, context: RenderContext) -> tuple[str, ...]:
    """Return a value in words, a line for each of its parts."""
    return tuple(value_of(value, path, kind, context)) or (context.tr.gettext("(nothing)"),)


def _rows(before: Sequence[tuple[str, ...]], after: tuple[str, ...], path: str) -> Iterator[Paragraph]:
    """Yield one line where there is room: "this | that → the other"; else a row for each part of each value."""
    if all(len(one) == 1 for one in (*before, after)):
        spans = [Span(before[0][0], Role.REMOVED)]
        for (text,) in before[1:]:
            spans += [Span(" | "), Span(text, Role.REMOVED)]
        spans += [Span(" → "), Span(after[0], Role.ADDED)]
        if width("".join(span.text for span in spans)) <= LINE and not any("\n" in span.text for span in spans):
            yield Paragraph(spans, indent=2, field=path)
            return
    for sign, role, values in ((GONE, Role.REMOVED, before), (NEW, Role.ADDED, [after])):
        for value in values:
            for place, text in enumerate(value):
                yield _row("" if place else sign, role, (Span(text, role),), path)
