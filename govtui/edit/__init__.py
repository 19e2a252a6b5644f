"""Edits from request to file: proposing, checking, saving, merging, undoing. No screens, no options."""
