"""`govtui schema [KIND|registry]`: the JSON Schema of a registry's files, by which editors complete and check them."""

from __future__ import annotations

import click

from govtui.cli.edit_session import examples_of
from govtui.cli.session import Session
from govtui.i18n.translator import LANGUAGES, load
from govtui.model.kinds import KINDS

BOTH = "both"
REGISTRY = "registry"


def command(session: Session, options: list[click.Parameter]) -> click.Command:
    """The command in the session's language."""
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
        *(option for option in options if option.name != "lang"),
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
    return click.Command(
        "schema",
        callback=callback,
        params=params,
        help="\n\n".join([words, more, examples_of(session, examples)]),
        short_help=tr.gettext("Print the JSON Schema of records, for editors."),
        options_metavar=tr.gettext("[OPTIONS]"),
    )
