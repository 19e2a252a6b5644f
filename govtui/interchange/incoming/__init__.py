"""Readers of other programs' formats, one module each: see import_formats.py."""
