"""Export formats of records: citation, BibTeX, Markdown. The content is that of the page; only the form differs."""
