"""Export formats of records: citation, BibTeX, Markdown. They say what the page says."""
