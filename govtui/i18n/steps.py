"""What an edit did, in words: "Edited the name in English of UNPOG", for undoing, for lists of changes, for messages of commits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from govtui.i18n.translator import Translator
from govtui.model.language_fallback import read
from govtui.text.markers import NP_

_SENTENCES: Mapping[str, str] = {
    # L10N: Names of edits, as in a list of what can be undone: a verb in the past, what was edited, the record.
    "field": NP_("edit", "Edited {field} of {name}"),
    "fields": NP_("edit", "Edited {fields} of {name}"),
    "text": NP_("edit", "Edited {name}"),
    "new": NP_("edit", "Added {name}"),
    "removal": NP_("edit", "Removed {name}"),
    "rename": NP_("edit", "Renamed {former} to {key}"),
}

_FEW = 3
"""So many fields are named; of more it is said that the record was edited."""


def step_words(
    code: str,
    name: Mapping[str, str],
    fields: Sequence[str],
    tr: Translator,
    words: Callable[[str], str],
    *,
    key: str = "",
    former: str = "",
) -> str:
    """The name of an edit for people; `fields` are the paths of what changed (edit.undoing.Step).

    `words` puts a path into words, as part of a sentence: "name in English", "place".
    """
    reading = read(name, tr.language)
    called = reading.text if reading else key
    tops = list(dict.fromkeys(words(field) for field in fields if not field.startswith("translations")))
    if code in ("fields", "text") and 0 < len(tops) <= _FEW:
        code = "field" if len(tops) == 1 else "fields"
    elif code == "fields":
        code = "text"
    joined = ", ".join(tops)
    message = tr.pgettext("edit", _SENTENCES[code])
    return message.format(field=joined, fields=joined, name=called, key=key, former=former)
