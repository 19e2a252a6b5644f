"""What is understood without click is what click would understand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from govtui.cli.main import COMMANDS
from govtui.cli.start import BrowseArguments, browse_arguments


@pytest.mark.parametrize(
    ("args", "path"),
    [
        ([], None),
        (["records/"], "records/"),
        (["--lang", "vi", "/srv/so-bo"], "/srv/so-bo"),
        (["--lang=en"], None),
        (["--registry", "/srv/so-bo"], "/srv/so-bo"),
        (["--registry=/srv/one", "/srv/other"], "/srv/other"),
        (["./search"], "./search"),
    ],
)
def test_browsing_needs_no_click(args: Sequence[str], path: str | None) -> None:
    assert browse_arguments(args) == BrowseArguments(path)
    assert path is None or browse_arguments([*args, "unpog"]) in (
        BrowseArguments(path, "unpog"),
        BrowseArguments("unpog"),
    )


@pytest.mark.parametrize(
    "args",
    [
        *([command] for command in COMMANDS),
        ["--help"],
        ["--version"],
        ["-x"],
        ["--"],
        ["one", "two", "three"],
        ["--lang"],
        ["--lang", "fr"],
        ["--lang="],
        ["--registry"],
        ["--registry", "--lang"],
        ["--registry", "/srv/so-bo", "search", "x"],
        [""],
    ],
)
def test_everything_else_is_left_to_click(args: Sequence[str]) -> None:
    assert browse_arguments(args) is None
