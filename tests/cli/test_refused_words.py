"""What click refuses is said in the user's language: every option and argument of every command with a wrong value."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from govtui.cli import click_i18n
from govtui.cli.main import command_line
from govtui.cli.output import Output
from govtui.cli.session import Session
from govtui.i18n.translator import load

WRONG = "zz?"
ENGLISH = re.compile(
    r"\b(is|not|one|of|the|Choose|from|range|valid|requires|does|take|value|Missing|Got|No such|Did|mean|argument)\b"
)


def session(language: str) -> Session:
    tr = load(language)
    click_i18n.speak(tr)
    return Session(tr, os.environ, Output.standard(tr, os.environ))


def calls(root: click.Command) -> Iterator[list[str]]:
    """Calls that click refuses: a wrong choice or count, an option without its value, one too many, a wrong option."""
    assert isinstance(root, click.Group)
    context = click.Context(root)
    commands: list[tuple[list[str], click.Command]] = [([], root)]
    commands += [([name], one) for name in root.list_commands(context) if (one := root.get_command(context, name))]
    for path, command in commands:
        yield [*path, "--zz"]
        for param in command.params:
            if isinstance(param, click.Option) and not param.is_flag and not isinstance(param.flag_value, str):
                yield [*path, param.opts[-1]]  # (with a flag_value it may stand alone)
            if isinstance(param.type, click.Choice) or param.type.name == "integer":
                yield [*path, *([param.opts[-1]] if isinstance(param, click.Option) else []), WRONG]
            if isinstance(param, click.Option) and param.is_flag and param.opts[-1].startswith("--"):
                yield [*path, f"{param.opts[-1]}={WRONG}"]
            if isinstance(param, click.Argument) and param.required:
                yield path


@pytest.mark.parametrize("language", ["vi", "en"])
def test_whatever_click_refuses_is_one_sentence_without_straight_quotation_marks(language: str) -> None:
    at = session(language)
    root, seen = command_line(at), 0
    for call in calls(root):
        try:
            root.main(call, prog_name="govtui", standalone_mode=False, obj={})
        except click.ClickException as error:
            said = click_i18n.one_sentence(error.format_message())
        except (click.exceptions.Exit, click.Abort):
            continue
        else:
            continue
        seen += 1
        assert "'" not in said and '"' not in said and "\n" not in said and "⏎" not in said, (call, said)
        if language == "vi":
            plain = re.sub(r"“[^”]*”|\b(organization|declaration|event|source)\b", "", said)
            assert not ENGLISH.search(plain), (call, said)
    assert seen > 40


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "status nhận: active, inactive"), ("en", "status takes: active, inactive")]
)
def test_a_refusal_lists_the_vocabulary_that_the_field_takes(
    language: str, said: str, capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from govtui.cli.main import run

    (tmp_path / "registry.toml").write_text('schema = 2\nname = { vi = "Thử", en = "Test" }\n')
    (tmp_path / "organizations").mkdir()
    (tmp_path / "organizations" / "a.toml").write_text(
        'schema = 2\nkind = "organization"\nid = "a"\ntype = "ministry"\nstatus = "active"\n[name]\nvi = "A"\nen = "A"\n'
    )
    monkeypatch.setenv("GOVTUI_REGISTRY", str(tmp_path))
    assert run(["--lang", language, "set", "a", "status=ended", "type=minister"]) == 1
    err = "".join(capfd.readouterr())
    assert said in err
    assert re.search(r"type (nhận|takes) \d+ (giá trị, như|values, such as) ministry", err)
