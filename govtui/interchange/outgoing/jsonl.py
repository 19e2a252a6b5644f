"""Records as JSON Lines: the lines of `govtui show --jsonl`, from which an import restores them whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from govtui.interchange.full_lines import LONGEST_LINE, full_lines
from govtui.interchange.json_text import json_text
from govtui.model.fields import fields
from govtui.model.record import MODELS

if TYPE_CHECKING:
    from govtui.interchange.exporting import Export

CARRIED: Mapping[str, frozenset[str]] = {kind: frozenset(fields(model)) for kind, model in MODELS.items()}
"""All fields, and what stands in a file beside them."""


def write(export: Export) -> Iterator[str]:
    """Yield a line for each record, also for one that does not validate; a file that is no TOML is counted as left."""
    for number, line in enumerate(full_lines(export.registry.root, export.index, export.cards), 1):
        export.tell(number)
        if "data" not in line:
            export.left.record("not_toml", line["id"])
            continue
        text = json_text(line) + "\n"
        if len(text.encode(errors="surrogatepass")) > LONGEST_LINE:  # a source that all records cite
            del line["incoming"]
            text = json_text(line) + "\n"
        yield text
