"""Query fields that take records and people: who a name means, and the documents that refer to, or are named by, it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pyroaring import BitMap

if TYPE_CHECKING:
    from govtui.i18n.query_words import Link


def named(connection: sqlite3.Connection, field: str, words: str) -> Sequence[str]:
    """Return the values of a field (`id`, `person`, `source`, a key of `QueryFields.links`) that words mean as a whole.

    Records by id, full name, acronym or title: their ids, several where several are called so. People: their name as it
    is stored. Empty where nothing is called so.
    """
    return ()


def linked(connection: sqlite3.Connection, link: Link, value: str) -> BitMap:
    """Return the documents that refer to a record by a type of reference, or (`link.inverse`) that it refers to.

    `value`: an id, or the beginning of ids and names with a star (`un-*`).
    """
    return BitMap()


def called(connection: sqlite3.Connection, value: str) -> BitMap:
    """Return the documents with an id (`id:`), former ones included; with a star those whose id begins so."""
    return BitMap()


def with_person(connection: sqlite3.Connection, value: str) -> BitMap:
    """Return the documents in which a person is named (`person:`); with a star whose name begins so."""
    return BitMap()


def citing(connection: sqlite3.Connection, value: str) -> BitMap:
    """Return the documents that cite a source whose id or title begins so (`source:un-*`); whole ids are a stored facet."""
    return BitMap()
