"""The time that documents and the website bear, as commands ask for it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from govtui.cli.session import Session
from govtui.i18n.formats import in_quotes


def asked_time(session: Session, root: Path) -> datetime:
    """Return the time that documents of a registry bear (exporting.document_time). Raises click.UsageError."""
    from govtui.interchange.exporting import BadEpoch, document_time  # loads the model

    try:
        return document_time(root, session.environ)
    except BadEpoch as error:
        words = session.tr.gettext("SOURCE_DATE_EPOCH is “{value}”, not a number of seconds since 1970.")
        raise click.UsageError(words.format(value=in_quotes(str(error)))) from None
