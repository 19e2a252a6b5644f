"""Readers of the index: they answer api.Index, and import no writer."""
