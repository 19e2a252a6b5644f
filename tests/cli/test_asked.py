"""The records that a command is asked for: several ids, what stands on standard input, a query; with `show` as the command."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small import registry, table

from govtui.cli import asked
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.translator import LANGUAGES, load
from govtui.index.cache import build

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = {"a": "Một", "b": "Hai", "c": "Ba"}
    made = [table(id, name={"vi": name, "en": name}) for id, name in names.items()]
    return registry(tmp_path_factory.mktemp("asked"), *made, table("d", former_ids=["d-cu"])).root


@pytest.fixture
def given_bytes(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def give(raw: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), "utf-8"))

    return give


@pytest.fixture
def shown(govtui: Run, root: Path, given_bytes: Callable[[bytes], None]) -> Callable[..., Any]:
    """Run `show - --jsonl` with bytes on standard input; what it prints, as ids."""

    def run(raw: bytes, *words: object) -> Any:
        given_bytes(raw)
        done = govtui("show", "--jsonl", "--registry", root, "--lang", "en", *(words or ("-",)))
        return done._replace(out=[json.loads(line)["id"] for line in done.out.splitlines()])

    return run


@pytest.mark.parametrize(
    "raw",
    [
        b"b\na\n", b"b\na", b"b\r\na\r\n", b"\xef\xbb\xbfb\na\n", b"\n b \n\n\ta\n\n", b"b\na\nb\na\n", b"B\nA\n", b'"b"\n"a"\n',
        b'{"id": "b"}\n{"id": "a", "x": 1}\n', b'{"record": "b"}\na\n', b'{"id": null, "record": "b"}\n{"id": "a", "record": "c"}\n',
        b"organizations/b.toml\norganizations/a.toml\n", b'\xef\xbb\xbf{"id": "b"}\r\n{"id": "a"}\r\n',
    ],
)  # fmt: skip
def test_ids_come_one_a_line_in_any_form_that_programs_write(shown: Run, raw: bytes) -> None:
    assert shown(raw) == (0, ["b", "a"], "")


def test_standard_input_goes_with_ids_and_is_empty_the_second_time(shown: Run) -> None:
    assert shown(b"c\nb\n", "a", "-", "b", "-") == (0, ["a", "c", "b"], "")


def test_without_ids_nothing_is_found(shown: Run) -> None:
    for raw in (b"", b"\n", b"\xef\xbb\xbf", b" \r\n"):
        assert shown(raw)[:2] == (1, [])


def test_a_closed_standard_input_has_no_ids(
    shown: Run, monkeypatch: pytest.MonkeyPatch, govtui: Run, root: Path
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    done = govtui("show", "-", "--jsonl", "--registry", root)
    assert (done.status, done.out) == (1, "") and "error in the program" not in done.err


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"a\n\xff\xfe\n", "Line 2"),
        ("a\nb\n".encode("utf-16"), "Line 1"),
        (b'a\n{"v": 1}\n', "Line 2"),
        (b'{"id": 5}\n', "Line 1"),
        (b'{"v": 1, "is": "list", "of": "record", "total": 1, "items": [\n', "--jsonl"),
        (b'["a"]\n', "Line 1"),
        (b"[" * 100_000 + b"\n", "Line 1"),
        (b'{"id": ' + b"9" * 10_000 + b"}\n", "Line 1"),
        (b"a\nnothing-such\n", "nothing-such"),
        (b"\x00\n", "There is no record"),
        (b'{"id": "\\udcff"}\n', "There is no record"),
        (b"../../etc/passwd.toml\n", "There is no record"),
    ],
)  # fmt: skip
def test_what_is_no_id_is_said_with_its_line_and_nothing_is_shown(shown: Run, raw: bytes, said: str) -> None:
    done = shown(raw)
    assert (done.status, done.out) == (2, []) and said in done.err


@pytest.mark.parametrize("language", LANGUAGES)
def test_more_lines_than_are_read_and_a_line_without_end_are_refused(
    govtui: Run, root: Path, given_bytes: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    tr = load(language)
    monkeypatch.setattr(asked, "MOST_LINES", 3)
    monkeypatch.setattr(asked, "MOST_BYTES", 100)
    words = ("show", "-", "--jsonl", "--registry", root, "--lang", language)
    given_bytes(b"a\n" * 4)
    done = govtui(*words)
    assert (done.status, done.out) == (2, "")
    assert tr.gettext("Standard input has more than {n} lines.").format(n=3) in done.err
    given_bytes(b"a" * 1000)
    done = govtui(*words)
    assert (done.status, done.out) == (2, "") and len(done.err) < 500


def test_what_a_query_finds_comes_in_an_order_that_no_language_changes(govtui: Run, root: Path) -> None:
    told = {
        language: govtui("show", "--where", "kind:organization", "--jsonl", "--registry", root, "--lang", language).out
        for language in LANGUAGES
    }
    assert told["vi"] == told["en"]
    ids = govtui("search", "kind:organization", "--ids", "--registry", root).out.split()
    assert [json.loads(line)["id"] for line in told["vi"].splitlines()] == ids == ["c", "d", "b", "a"]


LINES = st.one_of(
    st.sampled_from([b"a", b"b", b'{"id": "c"}', b"D-CU", b"", b"\r", b"{", b'{"id": []}']), st.binary(max_size=20)
)


@pytest.fixture(scope="module")
def index(root: Path) -> Any:
    from govtui.store.registry import Registry

    return build(Registry(root))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(LINES, max_size=5))
def test_any_bytes_are_ids_or_are_refused_in_a_sentence(
    some: list[bytes], index: Any, root: Path, given_bytes: Callable[[bytes], None]
) -> None:
    given_bytes(b"\n".join(some))
    tr = load("en")
    session = Session(tr, {}, Output(io.TextIOWrapper(io.BytesIO()), io.TextIOWrapper(io.BytesIO()), tr))
    try:
        found = asked.asked_cards(session, index, root, ["-"], None)
    except click.ClickException as error:
        assert error.format_message().strip()
    else:
        assert len({card.key for card in found}) == len(found)
        assert {card.key for card in found} <= {"a", "b", "c", "d"}
