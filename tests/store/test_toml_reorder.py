"""An item of a list that moves takes its comments along, however the list is written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from govtui.store.field_edits import Change, changed
from govtui.store.toml_units import comments
from govtui.store.toml_values import parsed

MANY = settings(deadline=None, max_examples=150)


@st.composite
def arrays(draw: st.DrawFn) -> tuple[str, list[str]]:
    """An array of texts in any layout, and its items; the comment behind `a` is `# a`, one on its own line `# -3`."""
    names = list("abcdefg"[: draw(st.integers(2, 7))])
    style = draw(st.sampled_from(["lines", "lines", "packed", "first"]))
    text = "by = [" + ("" if style == "packed" else "\n")
    if style == "first":
        text = "by = ["
    for number, name in enumerate(names):
        is_last = number == len(names) - 1
        if style == "lines" or (style == "first" and number):
            text += draw(st.sampled_from(["", "", "", f"  # -{number}\n", "\n"])) + "  "
        text += f'"{name}"'
        comma = "," if not is_last or (style == "lines" and draw(st.booleans())) else ""
        says = draw(st.booleans())
        before_comma = says and comma and draw(st.integers(0, 5)) == 0 and style == "lines"
        text += f" # {name}\n  {comma}" if before_comma else comma + f"  # {name}" * says
        if style == "packed":
            text += "\n    " if says else " " * (not is_last)
        elif not (is_last and style == "first" and not says):
            text += "\n"
    text += "]  # danh sách\n"
    return text, names


def holders(text: str) -> dict[str, str]:
    """The comments behind items, each with the item that it stands behind."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        code, mark, comment = line.partition("#")
        if mark and (items := re.findall(r'"(\w+)"', code)) and "]" not in code:
            found[comment.strip()] = items[-1]
    return found


@MANY
@given(arrays(), st.data())
def test_an_item_of_an_array_takes_the_comment_behind_it_along(
    array: tuple[str, list[str]], data: st.DataObject
) -> None:
    text, names = array
    text = data.draw(st.sampled_from([text, text.replace("\n", "\r\n")]))
    after = data.draw(st.permutations(names))
    gone = data.draw(st.sampled_from([*names, ""]))
    after = [name for name in after if name != gone] + ["new"] * data.draw(st.integers(0, 1))
    new = changed(text, [Change("by", after)])
    assert parsed(new)["by"] == after
    assert [one for one in comments(new) if not one[2:].isalpha()] == [
        one for one in comments(text) if not one[2:].isalpha()
    ]
    was = {comment: item for comment, item in holders(text).items() if item != gone}
    assert {comment: item for comment, item in holders(new).items() if comment in was} == was
    if "\r\n" in text:
        assert "\n" not in new.replace("\r\n", "")


@st.composite
def sections(draw: st.DrawFn) -> tuple[str, list[str]]:
    names = list("abcdef"[: draw(st.integers(2, 6))])
    text = 'kind = "declaration"\n'
    for name in names:
        text += draw(st.sampled_from(["\n", "\n", "\n# riêng\n\n", "\n[x]\na = 1\n\n" if "[x]" not in text else "\n"]))
        text += f"# {name} trên\n" * draw(st.booleans())
        text += "[[steps]]" + f"  # {name} đầu" * draw(st.booleans()) + f'\naction = "{name}"'
        text += f"  # {name} hành động" * draw(st.booleans()) + "\n"
        text += f'  # {name} trong\nnote.vi = """\n# {name} không\n{name}"""\n' * draw(st.booleans())
        text += f'[steps.text]\nvi = "{name}"  # {name} con\n' * draw(st.booleans())
        text += f"# {name} dưới\n" * draw(st.booleans())
    return text.removesuffix("\n") if draw(st.booleans()) else text, names


@MANY
@given(sections(), st.data())
def test_a_section_takes_its_comments_along(written: tuple[str, list[str]], data: st.DataObject) -> None:
    text, names = written
    steps = {step["action"]: step for step in parsed(text)["steps"]}
    order = data.draw(st.permutations(names))
    changes = data.draw(st.sets(st.sampled_from(names)))
    meant = [steps[name] | ({"at": "L9"} if name in changes else {}) for name in order]
    new = changed(text, [Change("steps", meant)])
    assert parsed(new) == parsed(text) | {"steps": meant}
    assert sorted(comments(new)) == sorted(comments(text))
    found = [one for one in comments(new) if one != "# riêng"]
    assert found == sorted(found, key=lambda one: order.index(one[2]))


CASES = {
    "lines": (
        ["c", "a", "b"],
        '  "a", # về a\n  # riêng\n  "b",\n  "c", # về c\n',
        '  "c", # về c\n  "a", # về a\n  # riêng\n  "b",\n',
    ),
    "to the end": (
        ["b", "c", "a"],
        '  "a", # về a\n  "b",\n  "c" # về c\n',
        '  "b",\n  "c", # về c\n  "a", # về a\n',
    ),
    "one moves, one goes": (
        ["c", "a"],
        '  "a", # về a\n  "b", # về b\n  "c", # về c\n',
        '  "c", # về c\n  "a", # về a\n',
    ),
    "tables": (
        [{"ref": "t"}, {"ref": "s", "at": "L2"}],
        '  { ref = "s", at = "L1" }, # một\n  { ref = "t" }, # hai\n',
        '  { ref = "t" }, # hai\n  { ref = "s", at = "L2" }, # một\n',
    ),
}


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("name", CASES)
def test_a_list_in_another_order_looks_as_if_written_by_hand(name: str, newline: str) -> None:
    after, body, wanted = CASES[name]
    text, new = (f"sources = [\n{part}]\n".replace("\n", newline) for part in (body, wanted))
    assert changed(text, [Change("sources", after)]) == new


def test_an_array_on_two_lines_keeps_each_comment_behind_its_item() -> None:
    text = 'by = ["a", # về a\n      "b",\n      "c"] # hết\n'
    assert changed(text, [Change("by", ["c", "b", "a"])]) == 'by = ["c",\n      "b",\n      "a" # về a\n] # hết\n'
    assert changed(text, [Change("by", ["b", "a", "c"])]) == 'by = ["b",\n      "a", # về a\n      "c"] # hết\n'


def test_items_of_a_list_that_moved_and_changed_keep_their_comments_by_name() -> None:
    text = 'aka = [\n  { text = "A", type = "acronym" }, # một\n  { text = "B", type = "alias" }, # hai\n]\n'
    new = changed(text, [Change("aka", [{"text": "B", "type": "acronym"}, {"text": "A", "type": "acronym"}])])
    assert new == 'aka = [\n  { text = "B", type = "acronym" }, # hai\n  { text = "A", type = "acronym" }, # một\n]\n'


def test_a_line_of_a_text_in_an_array_is_no_comment() -> None:
    text = 'x = [\n  """a\n# b""",\n  "c",\n  "d",\n]\n'
    assert changed(text, [Change("x", ["d", "c", "a\n# b"])]) == ('x = [\n  "d",\n  "c",\n  """a\n# b""",\n]\n')
    assert changed(text, [Change("x", ["c", "d", "a\n# b"])]) == ('x = [\n  "c",\n  "d",\n  """a\n# b""",\n]\n')
