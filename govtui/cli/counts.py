"""Whole numbers from 1 on, as a type of click."""

from __future__ import annotations

import click

from govtui.i18n.formats import in_quotes
from govtui.i18n.translator import Translator


class Count(click.ParamType[int]):
    """A whole number from 1 on, at most `most`; click's own says the contrary with names of types, in English."""

    name = "integer"

    def __init__(self, tr: Translator, most: int) -> None:
        self._tr, self._most = tr, most

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number < 1:
            words = self._tr.gettext("“{value}” is not a whole number from 1 on.")
            self.fail(words.format(value=in_quotes(str(value))), param, ctx)
        return min(number, self._most)
