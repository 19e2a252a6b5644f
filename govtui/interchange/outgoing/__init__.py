"""Formats that hold a whole registry, or a part of it, one module each: see formats.py and exporting.py."""
