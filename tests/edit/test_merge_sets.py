"""Two people change one list whose order means nothing: what both added is there, what one took out is not, each value once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from edit_pairs import due
from hypothesis import example, given, settings
from hypothesis import strategies as st

from govtui.edit.merge import merged
from govtui.edit.plain_data import is_set, plain
from govtui.store.toml_units import comments

PLACES = {
    "relations.member_of": ("[relations]\nmember_of = {}\n", ("relations", "member_of")),
    "sources.1.for": ('[[sources]]\nref = "s"\nfor = {}\n', ("sources", 0, "for")),
    "steps.1.by": ('[[steps]]\naction = "noted"\nby = {}\n', ("steps", 0, "by")),
    "claims.members.value": ('[[claims]]\nfield = "members"\nvalue = {}\nsource = "s"\n', ("claims", 0, "value")),
    "measures.1.partners": ('measures = [{{ key = "a", partners = {} }}]\n', ("measures", 0, "partners")),
    "people.1.aka": ('people = [{{ name = "A", aka = {} }}]\n', ("people", 0, "aka")),
}
"""Unordered lists, each as a text of the record around it and the way to it in its data."""

Version = list[tuple[str, str]]
"""Each value with the comment behind it, or ""."""


def written(values: Version, long: bool) -> str:
    """A list, with a value a line if `long`, as it has to be for comments."""
    if not long:
        return f"[{', '.join(repr(value) for value, _ in values)}]"
    lines = (f"  {value!r},{comment and f'  # {comment}'}\n" for value, comment in values)
    return f"[\n{''.join(lines)}]"


@st.composite
def edited(draw: st.DrawFn, base: Version, who: str) -> Version:
    """The list after an edit: values out and in, comments out and in."""
    out: Version = []
    for value, comment in base:
        match draw(st.sampled_from(("kept", "kept", "gone", "commented", "bare"))):
            case "kept":
                out.append((value, comment))
            case "commented":
                out.append((value, f"{who} of {value}"))
            case "bare":
                out.append((value, ""))
    for value in draw(st.lists(st.sampled_from("pqrst"), unique=True, max_size=3)):
        comment = f"{who} added {value}" if draw(st.booleans()) else ""
        out.insert(draw(st.integers(0, len(out))), (value, comment))
    return out


@st.composite
def versions(draw: st.DrawFn) -> tuple[Version, Version, Version]:
    values = draw(st.lists(st.sampled_from("abcdefg"), unique=True, max_size=6))
    base = [(value, f"of {value}" if draw(st.booleans()) else "") for value in values]
    return base, draw(edited(base, "mine")), draw(edited(base, "theirs"))


def values(version: Version) -> list[str]:
    return [value for value, _ in version]


def common(row: Sequence[str], other: Sequence[str]) -> list[str]:
    return [one for one in row if one in other]


@pytest.mark.parametrize("path", PLACES)
@settings(max_examples=80, deadline=None)
@given(versions(), st.booleans())
@example(([("a", "")], [], []), False)  # emptied by both
@example(([("a", ""), ("b", "")], [("b", ""), ("p", "")], [("a", ""), ("p", "")]), False)
def test_a_set_has_what_both_added_without_what_one_took_out(
    path: str, three: tuple[Version, Version, Version], long: bool
) -> None:
    around, way = PLACES[path]
    assert is_set(path)
    texts = [around.format(written(version, long)) for version in three]
    base, mine, theirs = map(values, three)
    wanted = {one for one in {*mine, *theirs} if one not in base or (one in mine and one in theirs)}
    merge = merged(texts[0], texts[1], texts[2])
    assert all(clash.path.endswith("#") for clash in merge.clashes)  # of comments alone
    found = plain(merge.text)
    for step in way:
        found = found[step]  # type: ignore[index]
    assert isinstance(found, list)
    assert sorted(found) == sorted(wanted)
    # the order of what stays, and of what each put in, is kept
    assert common(found, base) == common(base, found)
    for side in (mine, theirs):
        added = [one for one in side if one not in {*base, *(set(mine) & set(theirs))}]
        assert common(found, added) == added
    # each comment that is due is there, or is asked about
    had = [Counter(comments(text)) for text in texts]
    told = [
        line.strip() for clash in merge.clashes for side in (clash.mine, clash.theirs) for line in str(side).split("\n")
    ]
    assert not due(*had) - Counter(comments(merge.text)) - Counter(told)


@pytest.mark.parametrize("path", [*PLACES, "relations.part_of", "steps.2.events", "sources.x.for"])
def test_these_lists_are_sets(path: str) -> None:
    assert is_set(path)


@pytest.mark.parametrize("path", ["claims.members", "areas", "steps", "sources", "relations"])
def test_these_are_not(path: str) -> None:
    assert not is_set(path)
