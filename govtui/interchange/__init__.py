"""Records in other formats: citations, BibTeX, Markdown. What is said is what the page says; only the form differs."""
