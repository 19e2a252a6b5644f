"""Cells and keys: the only package that imports textual. It never parses, writes or queries by itself."""
