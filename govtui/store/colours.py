"""Which parts of a TOML text are what, for colouring it while it is edited: tree-sitter's grammar, and a query over it."""

from __future__ import annotations

from functools import cache

import tree_sitter_toml
from tree_sitter import Language

PARTS = ("comment", "string", "number", "boolean", "date", "key", "table", "sign")
"""What the query tells apart."""

QUERY = """
(comment) @comment
(string) @string
[(integer) (float)] @number
(boolean) @boolean
[(offset_date_time) (local_date_time) (local_date) (local_time)] @date
(pair [(bare_key) (quoted_key) (dotted_key)] @key)
(table [(bare_key) (quoted_key) (dotted_key)] @table)
(table_array_element [(bare_key) (quoted_key) (dotted_key)] @table)
["[" "]" "[[" "]]" "{" "}" "=" "," "."] @sign
"""
"""The parts, in tree-sitter's query language."""


@cache
def language() -> Language:
    """The grammar of TOML."""
    return Language(tree_sitter_toml.language())
