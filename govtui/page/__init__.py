"""A record, and a registry, as someone reads it: sections of words with links; no cells, no colours, no keys.

The screen draws a page, and the command line prints it; both show the same.
"""
