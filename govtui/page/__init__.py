"""Pages of records and registries: sections of words with links, without cells, colours and keys.

The screen draws a page and the command line prints it; both show the same.
"""
