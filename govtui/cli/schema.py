"""`govtui schema [KIND|registry]`: prints the JSON Schema of a registry's files, for editors."""

from __future__ import annotations

import click

from govtui.cli.command import example_lines, make_command
from govtui.cli.session import Session
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.kinds import KINDS

BOTH = "both"
REGISTRY = "registry"


def command(session: Session) -> click.Command:
    """Declare the command in the session's language."""
    tr = session.tr
    kind_word = tr.gettext("KIND")
    params: list[click.Parameter] = [
        click.Argument(
            ["name"], required=False, type=click.Choice([*KINDS, REGISTRY]), metavar=f"[{kind_word} | {REGISTRY}]"
        ),
        click.Option(
            ["--lang"],
            type=click.Choice([*LANGUAGES, BOTH]),
            default=BOTH,
            help=tr.gettext("The language of its titles and descriptions, or both."),
        ),
    ]

    def callback(name: str | None, lang: str) -> int:
        from govtui.i18n.field_labels import SchemaWords
        from govtui.model.fields import fields
        from govtui.model.json_schema import JsonSchemas
        from govtui.store.manifest import Manifest

        manifest = session.manifest()
        words = SchemaWords([load(language) for language in (LANGUAGES if lang == BOTH else (lang,))], manifest)
        schemas = JsonSchemas(manifest.record_schema, manifest.languages, manifest.keys, words)
        found = {
            each: schemas.of_manifest(fields(Manifest)) if each == REGISTRY else schemas.of_kind(each)
            for each in ([name] if name else [*KINDS, REGISTRY])
        }
        session.out.document(found[name] if name else found)
        return 0

    words = tr.gettext("Print the JSON Schema (draft 2020-12) of records of a kind, or of registry.toml.")
    more = tr.gettext(
        "It contains the registry's own fields, relations and vocabulary; where there is no registry, only what is built in. "
        "Without an argument all schemas are printed, as one object."
    )
    examples = [("govtui schema event > event.json", ""), ("govtui schema registry --lang en", "")]
    short = tr.gettext("Print the JSON Schema of records, for editors.")
    return make_command(session, "schema", callback, params, words, more, example_lines(session, examples), short=short)
