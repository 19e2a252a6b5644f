"""A record's file merged as a merge driver does it: bytes in, bytes out, markers around nothing but what is to be decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from merge_cases import BASE, change

from govtui.edit import merge_file as module
from govtui.edit.merge_file import Marks, driver_text, merge_file

MARKS = Marks(style="merge", mine="HEAD", base="1234567", theirs="góp-ý")


def test_edits_of_different_fields_are_merged_with_nothing_to_decide() -> None:
    mine, theirs = change('"unknown"', '"active"'), change('"Network"', '"The Network"')
    both = change('"unknown"', '"active"', '"Network"', '"The Network"').encode()
    found = merge_file(BASE.encode(), mine.encode(), theirs.encode())
    assert found.is_clean
    assert found.raw == both
    written = driver_text(Path(), BASE.encode(), mine.encode(), theirs.encode(), MARKS)
    assert (written.raw, written.in_conflict) == (both, False)


def test_one_field_changed_by_both_is_one_line_of_each_between_markers() -> None:
    mine = change('"unknown"', '"active"', "# kept", "# kept by mine")
    theirs = change('"unknown"', '"inactive"', '"Network"', '"The Network"')
    written = driver_text(Path(), *(text.encode() for text in (BASE, mine, theirs)), MARKS)
    both = change("# kept", "# kept by mine", '"Network"', '"The Network"')
    line = next(line for line in both.splitlines() if line.startswith("status"))
    one, other = (line.replace("unknown", word) for word in ("active", "inactive"))
    assert written.in_conflict
    assert written.raw.decode() == both.replace(line, f"<<<<<<< HEAD\n{one}\n=======\n{other}\n>>>>>>> góp-ý")


@pytest.mark.parametrize("style", ["diff3", "zdiff3"])
def test_a_style_that_shows_the_base_shows_that_of_the_field(style: str) -> None:
    mine, theirs = change('"unknown"', '"active"'), change('"unknown"', '"inactive"', '"Network"', '"The Network"')
    marks = MARKS._replace(style=style, size=9)
    text = driver_text(Path(), *(text.encode() for text in (BASE, mine, theirs)), marks).raw.decode()
    at = text.index("<<<<<<<<< HEAD\n")
    line = next(line for line in BASE.splitlines() if line.startswith("status"))
    assert text[at:].startswith(
        "<<<<<<<<< HEAD\n"
        + line.replace("unknown", "active")
        + f"\n||||||||| 1234567\n{line}\n=========\n"
        + line.replace("unknown", "inactive")
        + "\n>>>>>>>>> góp-ý\n"
    )


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    base, mine, theirs = (
        ("\ufeff" + text.replace("\n", "\r\n")).encode()
        for text in (BASE, change('"unknown"', '"active"'), change('"unknown"', '"inactive"'))
    )
    raw = driver_text(Path(), base, mine, theirs, MARKS).raw
    assert raw.startswith("\ufeff".encode())
    assert raw.count(b"\n") == raw.count(b"\r\n")
    assert b"<<<<<<< HEAD\r\n" in raw


BROKEN = BASE.replace("[name]", "[name")


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((BROKEN, BROKEN, BROKEN.replace("unknown", "active")), "broken_toml"),
        ((BASE, BASE + "#" * 300_000, BASE.replace("unknown", "active")), "too_large"),
        (
            (BASE.replace("schema = 2", "schema = 3"),) * 2 + (BASE.replace("schema = 2", "schema = 3") + "\n",),
            "other_schema",
        ),
        ((BASE, BASE + "# \udcff\n", BASE.replace("unknown", "active")), "not_utf8"),
    ],
)
def test_what_cannot_be_merged_by_field_is_merged_by_git(texts: tuple[str, str, str], why: str) -> None:
    base, mine, theirs = (text.encode("utf-8", "surrogateescape") for text in texts)
    found = merge_file(base, mine, theirs)
    assert (found.merge, found.raw, found.clashes, found.why) == (None, None, (), why)
    written = driver_text(Path(), base, mine, theirs, MARKS)
    assert not written.in_conflict
    assert written.raw == (theirs if mine == base else mine.replace(b"unknown", b"active"))


def test_what_git_cannot_read_as_text_is_shown_whole_and_mine_is_not_left_alone() -> None:
    written = driver_text(Path(), b"\0", b"\0mine", b"\0theirs\n", MARKS)
    assert written.in_conflict
    assert written.raw == b"<<<<<<< HEAD\n\0mine\n=======\n\0theirs\n>>>>>>> g\xc3\xb3p-\xc3\xbd\n"


def test_a_fault_of_the_merge_by_field_leaves_the_merge_to_git(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(module, "merged", fail)
    mine, theirs = change('"unknown"', '"active"'), change('"unknown"', '"inactive"')
    written = driver_text(Path(), *(text.encode() for text in (BASE, mine, theirs)), MARKS)
    assert written.merge.why == "failed"
    assert written.in_conflict
    assert b"<<<<<<< HEAD\n" in written.raw
    assert written.raw.count(b"active") == 2


def test_a_side_that_migrated_the_record_is_merged_with_the_fields_of_one_that_did_not() -> None:
    old = BASE.replace("schema = 2", "schema = 1")
    found = merge_file(old.encode(), old.replace("unknown", "active").encode(), BASE.encode())
    assert found.is_clean
    assert found.raw == change('"unknown"', '"active"').encode()
    left = merge_file(old.encode(), old.replace("unknown", "active").encode(), old.replace("Network", "Net").encode())
    assert left.why == "other_schema"
